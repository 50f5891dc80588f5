"""The closed sets of words that editions, submissions and commands share."""

from __future__ import annotations

from typing import Literal

ValueType = Literal["count", "change", "amount"]
"""count: a whole number, not negative; change: signed; amount: a decimal with a unit of money."""
Severity = Literal["must", "should", "hint"]
"""强制, 核实 (correct it or explain it), 提示."""
Basis = Literal["printed", "inferred", "practice", "regulation"]
"""How far a rule is more than our own reading of the form."""
Kind = Literal["government", "department", "township", "authorised"]
"""Kinds of organ."""
Level = Literal["national", "province", "city", "county", "town"]
"""Levels of organ."""
RelationKind = Literal["balance", "bound", "together", "implies", "unlike"]
"""What a relation asks of two sums: =, ≤, zero together, zero then zero, a hint when equal."""

FORMATS = ("docx", "pdf", "html", "fragment", "csv", "json", "jsonld")
"""What a report can be rendered to, in the order shown."""
USUAL_FORMATS = FORMATS[:3]
"""What is rendered when nothing else is asked for."""
SUFFIXES = {name: name for name in FORMATS} | {"fragment": "fragment.html", "json": "data.json"}
"""The ending of each format's file."""
PdfEngine = Literal["typst", "weasyprint"]
"""What sets the PDF; the first is the default."""
PdfStandard = Literal["ua-1", "a-2a", "a-3a"]
"""PDF/UA-1 (ISO 14289-1), PDF/A-2a (ISO 19005-2), PDF/A-3a (ISO 19005-3, with the figures attached)."""

WORKBOOK = ".xlsx"
"""The workbooks that are read and written."""
SUBMISSIONS = (WORKBOOK, ".yaml", ".yml", ".json")
"""Files that hold a submission."""
PUBLISHED = (".docx", ".html", ".htm", ".pdf", ".txt", ".doc", ".wps", ".ofd", ".rtf")
"""Files in which reports are published; those that cannot be read get a line that says how to save."""
SPREADSHEETS = (WORKBOOK, ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".et", ".ett", ".ods")
"""Files that a spreadsheet program saves; those that cannot be read get a line that says how to save."""
