"""Paragraphs from lines: a line goes on with a full one where it is not indented itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govreport_writer.importers.blocks import Paragraph
from govreport_writer.importers.read_pdf_lines import TextLine, run_on

INDENT = 0.75
"""Characters of an indent from which on a line begins a paragraph."""
SHORT = 1.6
"""Characters that a full line may lack at its right edge, taken along by a sign that begins no line."""
MOST_INDENT = 3.2
"""Characters beyond which a line is centred or flush right and begins no paragraph of several lines."""
FEW = 12
"""Characters that a line may lack at most where first lines are indented and the next one is not."""
TITLE_SHORT = 1.1
"""The same for the centred lines of a title."""
LARGE = 1.2
"""How much larger than the text a title is."""
APART = 1.7
"""How much further apart than lines of one paragraph the lines of two may stand."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The text's edges and size, and the distance of its lines, in points; `indents` tells of first lines."""

    left: float
    right: float
    size: float
    pitch: float
    indents: bool


def measure(lines: Sequence[TextLine]) -> Measure:
    """Return the edges that most lines keep to."""
    size = Counter(line.size for line in lines for _ in range(len(line.text))).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 0.6] or list(lines)
    pairs = pairwise(body)
    steps = [
        round(one.base - other.base)
        for one, other in pairs
        if one.page == other.page and one.base > other.base
    ]
    pitch = Counter(steps).most_common(1)[0][0] if steps else size * 1.8
    left = _left(body)
    return Measure(left, _right(body), size, pitch, _indents(body, left, size))


def _indents(lines: Sequence[TextLine], left: float, size: float) -> bool:
    """Whether paragraphs begin with an indent of about two characters."""
    indented = sum(1 for line in lines if 1.4 * size < line.left - left < 2.6 * size)
    return indented >= max(2, len(lines) // 12)


def _left(lines: Sequence[TextLine]) -> float:
    """Return the left edge: the smallest place at which more than a few lines begin."""
    begins = Counter(round(line.left) for line in lines)
    few = max(1, len(lines) // 50)
    return float(min((at for at, count in begins.items() if count >= few), default=min(begins)))


def _right(lines: Sequence[TextLine]) -> float:
    ends = sorted(line.right for line in lines)
    return ends[int(len(ends) * 0.9)] if len(ends) > 5 else ends[-1]


def paragraphs_of(
    lines: Sequence[TextLine], edges: Measure, levels: Mapping[tuple[int, int], int]
) -> list[Paragraph]:
    """Return the paragraphs of lines that stand below each other, also over pages.

    `levels` are those that tags give, by page and mark.
    """
    return [_paragraph(group, edges, levels) for group in _grouped(lines, edges)]


def _grouped(lines: Sequence[TextLine], edges: Measure) -> Iterator[list[TextLine]]:
    group: list[TextLine] = []
    for line in lines:
        if group and not _goes_on(group, line, edges):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[TextLine], line: TextLine, edges: Measure) -> bool:
    last = group[-1]
    same_page = last.page == line.page
    if abs(last.size - line.size) > 0.6 or (same_page and last.base - line.base > APART * edges.pitch):
        return False
    if last.size >= LARGE * edges.size:
        return last.right - last.left > edges.right - edges.left - TITLE_SHORT * last.size
    full = last.right >= edges.right - SHORT * edges.size
    if not full and not (edges.indents and _may_end_early(last, line, edges)):
        return False
    if len(group) == 1 and last.left > edges.left + MOST_INDENT * edges.size:
        return False
    hanging = group[1].left if len(group) > 1 else edges.left
    return line.left < hanging + INDENT * edges.size


def _may_end_early(last: TextLine, line: TextLine, edges: Measure) -> bool:
    """Whether a rule about signs that stay together may explain where a line ends."""
    if last.face != line.face or last.right < edges.right - FEW * edges.size:
        return False
    return last.page == line.page or line.right - line.left > FEW * edges.size


def _paragraph(group: Sequence[TextLine], edges: Measure, levels: Mapping[tuple[int, int], int]) -> Paragraph:
    first = group[0]
    level = levels.get((first.page, first.mark))
    if level is None and first.size >= LARGE * edges.size and first.page == 1:
        level = 0
    return Paragraph(run_on(line.text.strip() for line in group), level, page=first.page)
