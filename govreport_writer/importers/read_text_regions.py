"""Find the lines of a page that are a table: by what they say, or by fields that stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer.importers.read_text_fields import Field
from govreport_writer.importers.read_text_head import Column, nearest
from govreport_writer.importers.read_text_known import Known
from govreport_writer.importers.text_levels import is_caption
from govreport_writer.numbering import NUMBERED

Rows = Sequence[Sequence[Field]]
"""The fields of each line of a page."""
MOST_LINES = 300
"""Lines of one table on a page, empty ones included."""
MOST_ODD = 2
"""Lines on end inside a table that say nothing known."""
FEWEST = 3
"""Lines of a table that is none of the form's."""
FULL = 2
"""Lines of it that have all of its fields."""
SHORTEST = 2
"""Characters of the last line of a label that stands alone."""


def form_regions(rows: Rows, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the first line of each table of a form and the line after it."""
    at = 0
    while at < len(rows):
        if rows[at] and _opens(rows[at], known):
            end = _end(rows, at, known)
            if any(_has_figures(row) or _has_unit(row, known) for row in rows[at:end]):
                yield at, end
            at = end
        else:
            at += 1


def _opens(row: Sequence[Field], known: Known) -> bool:
    return _is_sure(row, known) or (len(row) == 1 and known.is_head(row[0].text))


def _is_sure(row: Sequence[Field], known: Known) -> bool:
    """Whether a line can only be one of a table of a form: several fields, all of them known or figures."""
    return len(row) > 1 and all(_is_known(field, known) for field in row) and not _is_caption(row)


def _is_known(field: Field, known: Known) -> bool:
    return field.is_figure or field.text in known.units or known.is_part(field.text)


def _has_figures(row: Sequence[Field]) -> bool:
    return any(field.is_figure for field in row)


def _has_unit(row: Sequence[Field], known: Known) -> bool:
    return any(field.text in known.units for field in row) and any(known.is_row(field.text) for field in row)


def _is_caption(row: Sequence[Field]) -> bool:
    return is_caption(" ".join(field.text for field in row)) or is_caption(row[0].text)


def _end(rows: Rows, start: int, known: Known) -> int:
    """Return the line after the last one of a table: the last that is surely one, and what belongs to it."""
    end = at = start + 1
    odd = blank = 0
    while at < min(len(rows), start + MOST_LINES):
        row = rows[at]
        if not row:
            blank += 1
        elif _is_sure(row, known) or (_is_row(row, known) and (blank < 2 or len(row) > 1)):
            end, odd, blank = at + 1, 0, 0
        elif len(row) == 1 and _is_known(row[0], known) and not (blank > 1 or row[0].is_figure):
            if blank == 0 and at == end and len(row[0].text) >= SHORTEST:
                end = at + 1
            blank = 0
        else:
            odd, blank = odd + 1, 0
            if odd > MOST_ODD or _is_caption(row) or (at > end and NUMBERED.match(row[0].text)):
                break
        at += 1
    return end


def _is_row(row: Sequence[Field], known: Known) -> bool:
    """Whether a line has figures behind words, or only the label of a row."""
    if len(row) > 1:
        return _has_figures(row[1:]) and not row[0].is_figure
    return known.is_row(row[0].text)


def plain_regions(rows: Rows) -> Iterator[tuple[int, int]]:
    """Yield where lines on end have as many fields, two or more, that stand below each other.

    A line may have fewer of them below the second.
    """
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and len(rows[at]) > 1 and _below(rows[at], rows[end], full=end - at < FULL):
            end += 1
        if end - at >= FEWEST or (end - at >= FULL and len(rows[at]) >= FEWEST):
            yield at, end
        at = end


def _below(upper: Sequence[Field], lower: Sequence[Field], *, full: bool) -> bool:
    """Whether the fields of a line stand below those of another one, each below its own."""
    columns = [Column(field.start, field.end) for field in upper]
    places = [nearest(field, columns) for field in lower]
    each_own = None not in places and len(set(places)) == len(places)
    return each_own and (len(lower) == len(upper) if full else len(lower) > 1)
