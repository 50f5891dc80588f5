"""What a template leaves out: the specimen is drawn with it and read back, as every report is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govreport_writer import messages
from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.comparison.wanted import FRAME, Wanted, wanted
from govreport_writer.documents.own_templates.problem import Problem, problem
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import DocumentView

SHOWN = 30
"""Characters of a text that are shown."""
_IN_TABLES = frozenset({"cell", "label", "merge", "table"})


def left_out(file: str, view: DocumentView, document: bytes, format: str) -> Iterator[Problem]:
    """Yield what a document does not print of the specimen; what only frames the report is a warning.

    What is an error here would stop every report: the same comparison is made before one is written.
    """
    back = read_back(document, format)
    found = differences(view, back, own_template=True)
    yield from _texts(file, (each for each in found if each.kind not in _IN_TABLES))
    yield from _frame(file, wanted(view), back.text)
    yield from _tables(file, wanted(view), [each for each in found if each.kind in _IN_TABLES])


def _texts(file: str, found: Iterable[Difference]) -> Iterator[Problem]:
    """Yield the kinds of text of which one is missing or changed, each once with a sample."""
    by_kind = {each.kind: each for each in reversed(list(found))}
    for kind, difference in reversed(by_kind.items()):
        if difference.found is None:
            yield _missing(file, kind, difference.wanted or "", warning=False)
        else:
            yield problem(file, "unlike", what=difference)


def _frame(file: str, whole: Wanted, text: str) -> Iterator[Problem]:
    """Yield the kinds of text around the report that are missing."""
    missing = {each.kind: each for each in whole.pieces if each.kind in FRAME and each.text not in text}
    for kind, piece in missing.items():
        yield _missing(file, kind, piece.text, warning=True)


def _missing(file: str, kind: str, sample: str, *, warning: bool) -> Problem:
    feature = messages.text(f"verify.kind.{kind}")
    return problem(file, "not_printed", warning=warning, feature=feature, sample=sample[:SHOWN])


def _tables(file: str, whole: Wanted, found: list[Difference]) -> Iterator[Problem]:
    """Yield the tables of which something is missing or in a wrong place, each once with samples."""
    by_table: dict[str, list[Difference]] = {}
    for each in found:
        label = next((table.label for table in whole.tables if table.label in each.label), each.label)
        by_table.setdefault(label, []).append(each)
    for label, missing in by_table.items():
        if missing[0].kind == "table":
            yield problem(file, "no_table", table=label)
        else:
            sample = messages.text("words.comma").join(each.wanted or "" for each in missing[:3])
            yield problem(file, "figures", table=label, count=len(missing), sample=sample[:SHOWN])
