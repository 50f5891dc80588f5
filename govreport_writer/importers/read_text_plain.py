"""Tables in text that lost the places of its page: a cell on a line, blank ones gone, labels moved about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.blocks import Paragraph, RawCell, RawTable
from govreport_writer.importers.expected import WantedLabel, WantedTable
from govreport_writer.importers.labels import alike, label_of
from govreport_writer.importers.read_text_balance import RowTokens, balanced
from govreport_writer.importers.read_text_known import known
from govreport_writer.importers.read_text_layout import TextTable
from govreport_writer.importers.read_text_tokens import Token, runs_of, tokens_of

ENOUGH = 0.5
"""The part of its rows, or of its columns where it has no labels of rows, by which a table is known."""
MOST = 20
"""Tables of one text."""
VALUES = 2
"""The column of the first figures, behind the label and the unit."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens that speak of a table, and how many of its labels they hold."""

    edition: FormEdition
    table: WantedTable
    tokens: Sequence[Token]
    score: float


def plain_tables(lines: Sequence[str], pages: Sequence[int]) -> list[TextTable]:
    """Return the tables of a text; `pages` are the numbers of its lines' pages."""
    every = [(edition, table, tokens_of(lines, table)) for edition, table in _different(known().tables)]
    found: list[TextTable] = []
    taken: set[int] = set()
    while len(found) < MOST:
        runs = [run for form in every for run in _runs(form, pages, taken)]
        run = max(reversed(runs), key=lambda run: run.score, default=None)
        if run is None:
            break
        start, stop = run.tokens[0].line, run.tokens[-1].last + 1
        table = RawTable(list(_rows(run, pages)), certain=False, line=start + 1)
        found.append(TextTable(start, stop, table))
        taken.update(range(start, stop))
    return sorted(found, key=lambda table: table.start)


def _different(tables: Sequence[tuple[FormEdition, WantedTable]]) -> list[tuple[FormEdition, WantedTable]]:
    """Return the tables of which no later edition has the same labels."""
    return list(
        {tuple(label.text for label in table.labels): (form, table) for form, table in tables}.values()
    )


def _runs(
    form: tuple[FormEdition, WantedTable, list[Token]], pages: Sequence[int], taken: Collection[int]
) -> Iterator[_Run]:
    """Yield where most of a table is said, of what is not taken."""
    edition, table, every = form
    for start, stop in runs_of(every, taken):
        run = _trimmed(every[start:stop], pages)
        if any(token.kind == "figure" for token in run):
            said = {row for token in run for row in token.rows}
            columns = sum(token.kind == "column" for token in run)
            rows = len(said) / len(table.rows) if table.labelled else columns / len(table.blocks[0].columns)
            if rows >= ENOUGH and (table.labelled or rows <= 1):
                yield _Run(edition, table, run, rows + len(said) + columns / 1000)


def _trimmed(tokens: Sequence[Token], pages: Sequence[int]) -> Sequence[Token]:
    """Return tokens without parts of labels on pages where nothing else of the table stands."""
    held = {pages[token.line] for token in tokens if token.kind in ("row", "column", "figure", "unit")}
    stop = len(tokens)
    while stop and tokens[stop - 1].kind in ("part", "other") and pages[tokens[stop - 1].line] not in held:
        stop -= 1
    return tokens[:stop]


def _rows(run: _Run, pages: Sequence[int]) -> Iterator[list[RawCell]]:
    if not run.table.labelled:
        yield from _in_one_row(run)
        return
    rows = balanced(run.edition, run.table, run.tokens, pages)
    for number, block in enumerate(run.table.blocks):
        inside = [at for at, row in enumerate(run.table.rows) if row.block == number and at in rows]
        if inside:
            yield from _head(block.caption, block.columns, run.tokens, rows[inside[0]])
        yield from (_row(rows[at]) for at in inside)


def _row(row: RowTokens) -> list[RawCell]:
    label = row.label
    cells = [_cell(0, label.text, label)] if label else []
    if row.unit:
        cells.append(_cell(1, row.unit.text, row.unit))
    return cells + [_cell(VALUES + at, token.text, token) for at, token in enumerate(row.figures)]


def _head(
    caption: WantedLabel | None,
    columns: Sequence[Sequence[WantedLabel]],
    tokens: Sequence[Token],
    first: RowTokens,
) -> Iterator[list[RawCell]]:
    """Yield the head of a block as it was said, nothing where a column's label was not."""
    where = first.label or tokens[0]
    seen = [_seen(labels[-1], tokens) for labels in columns]
    if all(seen):
        if caption is not None:
            yield [_cell(0, caption.text, where)]
        yield [_cell(VALUES + at, token.text, token) for at, token in enumerate(seen) if token]


def _seen(wanted: WantedLabel, tokens: Sequence[Token]) -> Token | None:
    named = (token for token in tokens if token.kind == "column")
    return next((token for token in named if alike(label_of(token.text), wanted.label)), None)


def _in_one_row(run: _Run) -> Iterator[list[RawCell]]:
    """Yield the labels of the columns and the figures below them; of a row with blanks only what it said."""
    count = len(run.table.blocks[0].columns)
    columns = [token for token in run.tokens if token.kind == "column"]
    places = [at for at, token in enumerate(run.tokens) if token.kind == "figure"]
    figures = [run.tokens[at] for at in places]
    whole = len(figures) == count and places[-1] - places[0] == count - 1
    yield [_cell(VALUES + at, token.text, token) for at, token in enumerate(columns)]
    yield [_cell(VALUES + at, token.text, token) for at, token in enumerate(figures if whole else [])]


def _cell(column: int, text: str, token: Token) -> RawCell:
    return RawCell([Paragraph(text)], column=column, line=token.line + 1)
