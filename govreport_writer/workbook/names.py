"""Names that writers and readers of a workbook share: sheets that are no table, heads, kinds of rows."""

from __future__ import annotations

from govreport_writer.messages import printed

TEXT_HEADS = ("kind", "text", "tables", "code")
"""The columns of the text sheet."""
TEXT_KINDS = ("part", "table", "heading2", "heading3", "heading4", "as_is")
"""What may stand beside a row of text, in the order offered."""
EXPLANATION_COLUMNS = ("finding", "values", "text", "by", "date")
"""The parts of an explanation in the order of the columns."""


_PUNCTUATION = str.maketrans("（）．：，；〔〕“”‘’﹙﹚", "().:,;[]\"\"''()")


def head_of(name: str) -> str:
    """Return the words over some fields around a table, as they are compared: white space and width apart."""
    return folded(printed(f"workbook.aside.{name}"))


def folded(text: str) -> str:
    """Return a label for comparison: without white space, punctuation in one width."""
    return "".join(text.split()).translate(_PUNCTUATION)


def sheet_name(name: str) -> str:
    """Return the name of a sheet that is not a table's."""
    return printed(f"workbook.sheet.{name}")


def width_of(text: str) -> float:
    """Return how wide a text is, in Chinese characters."""
    return sum(1.0 if character >= "\u2e80" else 0.55 for character in text)
