"""Read a workbook as a submission: a tree as YAML has it, whose lines stand for cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from govreport_writer.cells import Location
from govreport_writer.errors import SubmissionError
from govreport_writer.messages import text
from govreport_writer.submission import Submission
from govreport_writer.submission_tree import edition_of, submission_of
from govreport_writer.workbook import codes as code_sheet
from govreport_writer.workbook.codes import Codes
from govreport_writer.workbook.layout import VERSION
from govreport_writer.workbook.names import sheet_name
from govreport_writer.workbook.package import Package
from govreport_writer.workbook.read_cover import find_fields, read_cover, read_year
from govreport_writer.workbook.read_explanations import read_explanations
from govreport_writer.workbook.read_tables import read_tables
from govreport_writer.workbook.read_text import read_text
from govreport_writer.workbook.sheets import Sheet, opened
from govreport_writer.workbook.transcript import Transcript
from govreport_writer.yaml_strict import Node, Plain


def read_workbook_submission(path: Path) -> Submission:
    """Return the submission in a workbook; SubmissionError in one line when it is not one."""
    transcript = Transcript()
    try:
        root = transcribed(path, transcript)
        return submission_of(root, path, tuple(transcript.remarks), transcript.lines, transcript.places)
    except SubmissionError as error:
        raise error.located(transcript.lines) from error


def read_workbook_tree(path: Path) -> Plain:
    """Return the tree that YAML and JSON share; SubmissionError as for a submission."""
    transcript = Transcript()
    try:
        return transcribed(path, transcript).plain()
    except SubmissionError as error:
        raise error.located(transcript.lines) from error


def _places(tree: Mapping[str, Node], transcript: Transcript, above: str = "") -> dict[str, Location]:
    """Return where the fields of the cover stand by their paths, for findings about them."""
    places: dict[str, Location] = {}
    for key, node in tree.items():
        path = f"{above}{key}"
        first = node.value[0] if isinstance(node.value, list) and node.value else node
        if isinstance(node.value, dict):
            places |= _places(node.value, transcript, f"{path}.")
        elif first.line in transcript.lines:
            places[path] = transcript.lines[first.line]
    return places


def transcribed(path: Path, transcript: Transcript) -> Node:
    """Return the tree of a workbook."""
    sheets = opened(Package(path))
    codes = _codes(sheets, path, transcript)
    fields = find_fields(sheets)
    if fields is None:
        raise SubmissionError("workbook.no_cover", file=path, sheet=sheet_name("cover"))
    nowhere = Location(sheet=sheet_name("codes"))
    tree = {"format": transcript.node(1, nowhere)}
    for name, value in (("edition", codes.edition), ("variant", codes.variant)):
        if value:
            tree[name] = transcript.node(value, nowhere)
    tree["year"] = read_year(fields, path, transcript)
    transcript.places["year"] = transcript.lines[tree["year"].line]
    year = tree["year"].value
    assert isinstance(year, int)
    edition = edition_of(year, codes.edition, codes.variant, Node(dict(tree), 0), path)
    cover = read_cover(fields, edition, path, transcript)
    transcript.places |= _places(cover, transcript)
    tree |= cover
    narrative = read_text(sheets, edition, codes.is_list, transcript, path)
    if narrative is not None:
        tree["narrative"] = narrative
    tree["tables"], labels = read_tables(sheets, edition, codes, transcript)
    if labels:
        tree["labels"] = Node({path: transcript.node(label, nowhere) for path, label in labels.items()}, 0)
    explanations = read_explanations(sheets, transcript)
    if explanations is not None and explanations.value:
        tree["explanations"] = explanations
    return Node(dict(tree), 0)


def _codes(sheets: Mapping[str, Sheet], path: Path, transcript: Transcript) -> Codes:
    """Return what the code sheet says; one that is lost or old is remarked, one too new refused."""
    sheet = sheets.get(sheet_name("codes"))
    codes = None if sheet is None else code_sheet.read_rows(_rows(sheet))
    if codes is None:
        reason = text("workbook_read.no_codes", sheet=sheet_name("codes"))
        transcript.remark("GR010", Location(sheet=sheet_name("codes")), reason=reason)
        return Codes(code_sheet.FORMAT)
    if codes.format > code_sheet.FORMAT:
        raise SubmissionError("workbook.newer", file=path, format=codes.format, known=code_sheet.FORMAT)
    if codes.template != VERSION:
        reason = text("workbook_read.other_template", found=codes.template, current=VERSION)
        transcript.remark("GR010", Location(sheet=sheet_name("codes")), reason=reason)
    return codes


def _rows(sheet: Sheet) -> list[tuple[str, ...]]:
    """Return the texts of the code sheet, row by row."""
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        if cell.value is not None:
            rows.setdefault(row, []).append(str(cell.value))
    return [tuple(values) for values in rows.values()]
