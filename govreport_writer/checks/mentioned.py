"""Turn what a figure of the text differs from into findings: the sentence, both figures, the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govreport_writer import messages
from govreport_writer.cells import CellRef, Value
from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.mentions.mention import Mention
from govreport_writer.mentions.tables import Difference
from govreport_writer.places import label_of, place
from govreport_writer.submission import Submission

QUOTED = 60
"""Characters of a sentence that a finding quotes."""
_LONGEST_SUM = 3
_MARKS = "，,；。：（）"


def differing(context: Context, code: str, found: Iterable[Difference]) -> Iterator[Finding]:
    """Yield one finding for each different figure; the same figure said again is an instance of it."""
    by_cause: dict[tuple[object, ...], list[Difference]] = {}
    for each in found:
        cause = (each.mention.pattern.file.id, each.mention.value, each.sum.value, each.certain)
        by_cause.setdefault(cause, []).append(each)
    for same in by_cause.values():
        yield _finding(context, code, same)


def _finding(context: Context, code: str, same: list[Difference]) -> Finding:
    first = same[0]
    mention, pattern = first.mention, first.mention.pattern.file
    typed, table = printed(mention.value), printed(first.sum.value)
    return Finding(
        code=code,
        severity="should" if first.certain else "hint",
        anchor=mention.anchor,
        instances=tuple(_instance(context, each) for each in same),
        fields={
            "quoted": quoted(mention),
            "label": label_of_sum(context.submission, first.sum.cells),
            "typed": typed,
            "table": table or messages.text("words.blank"),
            "same_as": _same_as(context.submission, mention.value, first.sum.cells),
            "why": "" if first.certain else _why(first),
        },
        basis=pattern.basis,
        values=f"{typed}{mention.unit} ≠ {table or '_'}",
    )


def _instance(context: Context, each: Difference) -> Instance:
    return Instance(
        cells=(text_place(context.submission, each.mention.line, each.sum.cells[0]),),
        left=each.mention.value,
        right=each.sum.value,
    )


def text_place(submission: Submission, line: int, ref: CellRef | None) -> Place:
    """Return a line of the text, with the cell that it is compared with."""
    if ref is None:
        return Place(line=line)
    cell = place(submission, ref)
    return Place(path=cell.path, line=line, row=cell.row, column=cell.column)


def quoted(mention: Mention) -> str:
    """Return the words of the text around a figure."""
    text = mention.sentence.text
    end = min(len(text), (mention.start if mention.at is None else mention.at) + 1)
    begin = max(text.rfind(mark, 0, mention.start) for mark in _MARKS) + 1
    stop = next((at for at in range(end, min(len(text), end + 24)) if text[at] in _MARKS), end)
    return mention.sentence.shown(max(begin, end - QUOTED), stop)


def label_of_sum(submission: Submission, cells: tuple[CellRef, ...]) -> str:
    """Return the labels of cells that are added up; of many cells the first and the last."""
    labels = [label_of(submission.edition, ref) for ref in cells]
    if len(labels) <= _LONGEST_SUM:
        return " + ".join(labels)
    return messages.text("words.terms", first=labels[0], last=labels[-1], count=len(labels))


def _same_as(submission: Submission, value: Value, cells: tuple[CellRef, ...]) -> str:
    """Say which other row of an indented table has the figure of the text."""
    if not value or submission.edition.table(cells[0].table).stub != "indented":
        return ""
    near = (cell.ref for cell in submission.edition.cells_of(cells[0].table))
    same = [ref for ref in near if ref not in cells and submission.values.get(ref) == value]
    if not same:
        return ""
    label = label_of(submission.edition, same[0])
    return messages.text("findings.text_parts.same_as", label=label)


def _why(each: Difference) -> str:
    """Say why a difference is only pointed out."""
    mention = each.mention
    if each.sum.blank:
        return messages.text("findings.text_parts.blank")
    if not mention.exact:
        return messages.text("findings.text_parts.rough")
    if mention.standing == "subset":
        return messages.text("findings.text_parts.subset")
    return messages.text("findings.text_parts.doubt")
