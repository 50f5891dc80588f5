"""Derive a FormEdition from an edition file: trees, cells, totals, identities, and their agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govreport_writer.cells import CellRef
from govreport_writer.form.charts import grow_charts
from govreport_writer.form.edition import Cell, FormEdition, Identity, Mentioned
from govreport_writer.form.file import EditionFile
from govreport_writer.form.growth import Misfit, Steps, grow_table
from govreport_writer.form.identities import expand, footings, refuse_reversed
from govreport_writer.form.paths import cells_at
from govreport_writer.form.tree import Node, Table, grid_width, value_nodes, walk
from govreport_writer.form.variants import with_variant
from govreport_writer.vocabulary import ValueType


def compile_edition(file: EditionFile, variant: str | None = None) -> FormEdition:
    """Return the edition of a file; Misfit where it contradicts itself, KeyError for no such variant."""
    source = file if variant is None else with_variant(file, file.variants[variant])
    tables = _grow_tables(source)
    cells = {cell.ref: cell for table in tables.values() for cell in _cells_of(table)}
    _refuse_circles(cells)
    _check_places(source, tables)
    _check_expectations(source, tables)
    return FormEdition(
        id=source.edition,
        title=source.title,
        notice=source.notice,
        issued=source.issued,
        reporting_years=source.reporting_years,
        supersedes=source.supersedes,
        free_headings=source.headings == "free",
        sources=source.sources,
        sections=source.sections,
        annex=source.annex,
        tables=tuple(tables.values()),
        extends=source.extends,
        variant=variant,
        variants=tuple(file.variants),
        cells=cells,
        identities=_identities(source, tables, cells, lenient=variant is not None),
        mentions=_mentions(source, tables, cells, lenient=variant is not None),
        charts=grow_charts(source, tables, cells, lenient=variant is not None),
        was=dict(_was(source, cells)),
        file=file,
    )


def _grow_tables(file: EditionFile) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for index, source in enumerate(file.tables):
        if source.id in tables:
            raise Misfit("edition.duplicate", ("tables", index, "id"), id=source.id)
        if source.number in {table.number for table in tables.values()}:
            raise Misfit("edition.duplicate", ("tables", index, "number"), id=source.number)
        table = tables[source.id] = grow_table(source, ("tables", index))
        _refuse_ambiguous(table, ("tables", index))
        if table.widths and len(table.widths) != grid_width(table):
            raise Misfit(
                "edition.widths",
                ("tables", index, "widths"),
                given=len(table.widths),
                wanted=grid_width(table),
            )
    return tables


def _refuse_ambiguous(table: Table, steps: Steps) -> None:
    """Refuse ids by which a submission could not tell a row below another from a column of it."""
    paths = {f"{cell.ref.row}.{cell.ref.column}" for cell in _cells_of(table)}
    rows = {node.path for block in table.blocks for node in walk(block.rows)}
    clash = min(paths & rows, default=None)
    if clash is not None:
        raise Misfit("edition.duplicate", steps, id=clash)


def _cells_of(table: Table) -> Iterator[Cell]:
    for block in table.blocks:
        columns = value_nodes(block.columns)
        for row in value_nodes(block.rows):
            for column in columns:
                yield _cell(table.id, row, column)


def _cell(table: str, row: Node, column: Node) -> Cell:
    kind: ValueType = row.type or column.type or "count"
    unit = column.unit or row.unit
    return Cell(
        ref=CellRef(table, row.path, column.path),
        type=kind,
        unit=None if kind == "amount" and not (row.type or column.unit) else unit,
        row=row,
        column=column,
        row_parts=tuple(CellRef(table, part, column.path) for part in row.parts),
        column_parts=tuple(CellRef(table, row.path, part) for part in column.parts),
    )


def _refuse_circles(cells: Mapping[CellRef, Cell]) -> None:
    done: set[CellRef] = set()

    def visit(ref: CellRef, above: tuple[CellRef, ...]) -> None:
        if ref in above:
            raise Misfit("edition.circle", ("tables",), id=str(ref))
        if ref not in done:
            for part in (*cells[ref].row_parts, *cells[ref].column_parts):
                visit(part, (*above, ref))
            done.add(ref)

    for ref in cells:
        visit(ref, ())


def _check_places(file: EditionFile, tables: Mapping[str, Table]) -> None:
    """Refuse a table named twice, by nobody, or that does not exist; years reversed."""
    named: list[str] = []
    seen: set[str] = set()
    for index, section in enumerate(file.sections):
        if section.id in seen:
            raise Misfit("edition.duplicate", ("sections", index, "id"), id=section.id)
        seen.add(section.id)
        named += _known(section.tables, tables, ("sections", index, "tables"))
    if file.annex:
        named += _known(file.annex.tables, tables, ("annex", "tables"))
    for table in tables.values():
        if named.count(table.id) > 1 or not (named.count(table.id) or table.optional):
            raise Misfit("edition.table_place", ("tables",), id=table.id, times=named.count(table.id))
    refuse_reversed(file.reporting_years, ("reporting_years", "last"))


def _check_expectations(file: EditionFile, tables: Mapping[str, Table]) -> None:
    """Refuse a figure or a section that does not exist."""
    sections = {section.id for section in file.sections}
    for index, expectation in enumerate(file.expects):
        if not cells_at(expectation.figure, tables):
            raise Misfit("edition.dangling", ("expects", index, "figure"), name=expectation.figure)
        if expectation.section not in sections:
            raise Misfit("edition.dangling", ("expects", index, "section"), name=expectation.section)


def _known(names: tuple[str, ...], tables: Mapping[str, Table], steps: tuple[str | int, ...]) -> list[str]:
    for index, name in enumerate(names):
        if name not in tables:
            raise Misfit("edition.dangling", (*steps, index), name=name)
    return list(names)


def _mentions(
    file: EditionFile, tables: Mapping[str, Table], cells: Mapping[CellRef, Cell], *, lenient: bool
) -> dict[str, Mentioned]:
    """Return the cells of each mention; with `lenient` a sum over a dropped row is left out."""
    mentions: dict[str, Mentioned] = {}
    for name, mention in file.mentions.items():
        sums = []
        for paths in (*mention.any, mention.within):
            found = [cells_at(path, tables) for path in paths]
            dangling = [path for path, refs in zip(paths, found, strict=True) if not refs]
            if dangling and not lenient:
                raise Misfit("edition.dangling", ("mentions", name), name=dangling[0])
            refs = tuple(ref for each in found for ref in each)
            sums.append(() if dangling else refs)
            if len({cells[ref].type == "amount" for ref in refs}) > 1:
                raise Misfit("edition.mixed_dimensions", ("mentions", name), id=name)
        *either, within = sums
        mentions[name] = Mentioned(tuple(filter(None, either)), within)
    return {name: mention for name, mention in mentions.items() if mention.either or mention.within}


def _was(
    file: EditionFile, cells: Mapping[CellRef, Cell]
) -> Iterator[tuple[CellRef, tuple[tuple[str, CellRef], ...]]]:
    """Yield where each cell stood before: named by itself, else by its row, else by its column."""
    named: dict[CellRef, tuple[str, ...]] = {}
    for path, olds in file.was.items():
        if path.count("/") != 2 or CellRef.parse(path) not in cells:
            raise Misfit("edition.dangling", ("was", path), name=path)
        named[CellRef.parse(path)] = olds
    for ref, cell in cells.items():
        olds = named.get(ref) or cell.row.was or cell.column.was
        if olds:
            steps = ("was", str(ref)) if ref in named else ("tables",)
            yield ref, tuple(_old_cell(old, ref, steps) for old in olds)


def _old_cell(old: str, ref: CellRef, steps: Steps) -> tuple[str, CellRef]:
    """Read `edition/table/row`, `edition/table//column` or `edition/table/row/column`."""
    if old.count("/") not in (2, 3):
        raise Misfit("edition.dangling", steps, name=old)
    edition, table, row, *column = old.split("/")
    return edition, CellRef(table, row or ref.row, column[0] if column else ref.column)


def _identities(
    file: EditionFile, tables: Mapping[str, Table], cells: Mapping[CellRef, Cell], *, lenient: bool
) -> tuple[Identity, ...]:
    """Return all identities; with `lenient` a relation that names a dropped row is left out."""
    identities = list(footings(cells))
    taken = {identity.relation for identity in identities}
    for index, relation in enumerate(file.relations):
        if relation.id in taken:
            raise Misfit("edition.duplicate", ("relations", index, "id"), id=relation.id)
        taken.add(relation.id)
        try:
            identities += expand(relation, tables, cells, ("relations", index))
        except Misfit as misfit:
            if not (lenient and misfit.key == "edition.dangling"):
                raise
    return tuple(identities)
