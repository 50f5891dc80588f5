"""The labels of rows where they are printed in several lines, beside others that go over many rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from govreport_writer.importers.labels import folded
from govreport_writer.importers.read_text_fields import Field
from govreport_writer.importers.read_text_known import Known

MOST_LINES = 6
"""Lines of one label."""
MOST_APART = 3
"""Lines from one part of a label to the next, empty ones included."""
SHIFT = 4
"""Columns by which the lines of one label may begin further left or right."""
MOST_OUTER_APART = 6
"""The same as MOST_APART for a label that goes over many rows."""


@dataclass(frozen=True, slots=True)
class StubLabel:
    """A label by its parts from the top; `is_outer`: it goes over rows that have labels of their own."""

    parts: tuple[Field, ...]
    is_outer: bool = False

    @property
    def text(self) -> str:
        """The whole label."""
        return "".join(part.text for part in self.parts)

    @property
    def lines(self) -> range:
        """The lines from its first to its last."""
        return range(self.parts[0].line, self.parts[-1].line + 1)


def labels_of(fields: Sequence[Field], figures: Collection[int], known: Known) -> list[StubLabel]:
    """Return the labels of rows, and those over many rows, from the top; `figures` are lines with figures."""
    left = sorted(fields, key=lambda field: (field.line, field.start))
    found: list[StubLabel] = []
    for field in list(left):
        if field in left and (chain := _outer(field, left, figures, known)):
            found.append(StubLabel(tuple(chain), is_outer=True))
            left = [each for each in left if each not in chain]
    at = 0
    while at < len(left):
        count = _count(left[at:], figures, known)
        found.append(StubLabel(tuple(left[at : at + count])))
        at += count
    found = _around(found, figures, known)
    return sorted(found, key=lambda label: (label.parts[0].line, label.parts[0].start))


def _outer(first: Field, fields: Sequence[Field], figures: Collection[int], known: Known) -> list[Field]:
    """Return the parts of a label over many rows that begins with a field, none where it is another one."""
    chain = [first]
    while known.begins_outer(_text(chain)):
        if folded(_text(chain)) in known.outer:
            return chain if _is_beside(chain, fields, figures) else []
        after = [
            field
            for field in fields
            if 0 < field.line - chain[-1].line <= MOST_OUTER_APART
            and abs(field.start - first.start) <= SHIFT
            and known.begins_outer(_text([*chain, field]))
        ]
        if not after:
            return []
        chain.append(after[0])
    return []


def _is_beside(chain: Sequence[Field], fields: Sequence[Field], figures: Collection[int]) -> bool:
    """Whether other labels stand beside one; or it stands alone without figures, as a row does not."""
    lines = range(chain[0].line, chain[-1].line + 1)
    others = [field for field in fields if field.line in lines and field not in chain]
    return bool(others) or (len(chain) > 1 and not any(line in figures for line in lines))


def _count(fields: Sequence[Field], figures: Collection[int], known: Known) -> int:
    """Return how many fields from the first on are one label; 1 where nothing known comes of it."""
    best = 1
    for count in range(2, min(MOST_LINES, len(fields)) + 1):
        last, field = fields[count - 2], fields[count - 1]
        lines = range(fields[0].line, field.line + 1)
        text = _text(fields[:count])
        if not (0 < field.line - last.line <= MOST_APART and abs(field.start - fields[0].start) <= SHIFT):
            break
        if known.is_row(field.text) or sum(line in figures for line in lines) > 1:
            break
        if known.is_row(text):
            best = count
        elif not known.begins_row(text):
            break
    return best


def _around(labels: list[StubLabel], figures: Collection[int], known: Known) -> list[StubLabel]:
    """Return the labels with those joined that stand right above and below figures without a label."""
    found = list(labels)
    for line in figures:
        if any(line in label.lines for label in found if not label.is_outer):
            continue
        odd = [label for label in found if not label.is_outer and not known.is_row(label.text)]
        above = [label for label in odd if label.lines[-1] == line - 1 and not _counts(label, figures)]
        below = [label for label in odd if label.lines[0] == line + 1 and not _counts(label, figures)]
        if len(above) == len(below) == 1:
            found = [label for label in found if label not in (*above, *below)]
            found.append(StubLabel((*above[0].parts, *below[0].parts)))
    return found


def _counts(label: StubLabel, figures: Collection[int]) -> bool:
    return any(line in figures for line in label.lines)


def _text(fields: Sequence[Field]) -> str:
    return "".join(field.text for field in fields)
