"""Laws of the grid, over the shipped forms and over random ones: trees, stacked blocks, indents, spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.form.compile import compile_edition
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import (
    BlockFile,
    ColumnFile,
    EditionFile,
    RowFile,
    SectionFile,
    TableFile,
    YearsFile,
)
from govreport_writer.form.growth import Misfit
from govreport_writer.form.tree import Block, Node, Table, find
from govreport_writer.grid import Grid, GridCell
from govreport_writer.grid_layout import build_grid
from govreport_writer.label_paths import label_paths

MAX_DEPTH = 4
MAX_LEAVES = 12
NEW = "新的文字"

Forest = tuple["Forest", ...]
Draw = Callable[[st.SearchStrategy[object]], object]


# random forms


def forests(depth: int = MAX_DEPTH) -> st.SearchStrategy[Forest]:
    """Return shapes of trees: a node is the tuple of the nodes below it."""
    node = st.just(()) if depth == 1 else st.just(()) | forests(depth - 1)
    shapes = st.lists(node, min_size=1, max_size=4).map(tuple)
    return shapes.filter(lambda forest: width(forest) <= MAX_LEAVES)


def width(forest: Forest) -> int:
    return sum(width(below) if below else 1 for below in forest)


def height(forest: Forest) -> int:
    return max((1 + height(below) for below in forest), default=0)


def columns_of(draw: Draw, forest: Forest, levels: int, above: str = "k") -> tuple[ColumnFile, ...]:
    """Return columns of a shape; a spanner may go over as many of the `levels` as its columns leave free."""
    columns = []
    for index, below in enumerate(forest):
        span = draw(st.none() | st.integers(1, levels - height(below))) if below else None
        name = f"{above}{index}"
        inner = columns_of(draw, below, levels - (span or 1), name)
        columns.append(ColumnFile(id=name, label=f"列{name}", columns=inner, span=span))
    return tuple(columns)


def rows_of(draw: Draw, forest: Forest, above: str, *, labelled: bool, indented: bool) -> tuple[RowFile, ...]:
    """Return rows of a shape; some carry no value."""
    rows = []
    for index, below in enumerate(forest):
        name = f"r{index}"
        path = f"{above}{name}"
        rows.append(
            RowFile(
                id=path if "." not in path else name,
                label=f"行{path}" if labelled else None,
                unit=draw(st.sampled_from([None, "件", "次"])),
                heading=draw(st.sampled_from([None, None, True])) if indented or not below else None,
                rows=rows_of(draw, below, f"{path}.", labelled=labelled, indented=indented),
            )
        )
    return tuple(rows)


def block_of(draw: Draw, number: int, *, indented: bool) -> BlockFile:
    columns, rows = draw(forests()), draw(forests())
    labelled = indented or draw(st.integers(0, 4)) > 0
    return BlockFile(
        caption=draw(st.sampled_from([None, f"第{number}块"])),
        stub_head=draw(st.sampled_from([None, f"项目{number}"])),
        columns=columns_of(draw, columns, height(columns)),
        rows=rows_of(draw, rows, f"b{number}", labelled=labelled, indented=indented),
    )


@st.composite
def tables(draw: Draw) -> TableFile:
    indented = draw(st.booleans())
    blocks = tuple(block_of(draw, number, indented=indented) for number in range(draw(st.integers(1, 3))))
    stacked = len(blocks) > 1 or draw(st.booleans())
    single = {} if stacked else {name: getattr(blocks[0], name) for name in ("stub_head", "columns", "rows")}
    return TableFile(
        id="main",
        number=draw(st.integers(1, 12)),
        sheet="表",
        stub="indented" if indented else "columns",
        unit_head=draw(st.sampled_from([None, "单位"])) if indented else None,
        blocks=blocks if stacked else (),
        **single,
    )


def edition_with(table: TableFile) -> FormEdition:
    return compile_edition(
        EditionFile(
            edition="made-up",
            title="报告",
            notice="通知",
            reporting_years=YearsFile(first=2030),
            sections=(SectionFile(id="body", title="正文", tables=(table.id,)),),
            tables=(table,),
        )
    )


def forms() -> st.SearchStrategy[FormEdition]:
    return tables().map(edition_with)


every_form = settings(deadline=None, max_examples=25)
every_shipped_table = pytest.mark.parametrize(
    ("edition", "table"),
    [
        pytest.param(edition, table, id=f"{edition.id}/{table.id}")
        for edition in map(editions.load, editions.available())
        for table in edition.tables
    ],
)


# what must hold


def assert_covered_once(grid: Grid) -> None:
    covered = Counter(position for cell in grid.cells for position in positions_of(cell))

    assert covered == Counter((row, column) for row in range(grid.n_rows) for column in range(grid.n_columns))


def positions_of(cell: GridCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            yield row, column


def assert_ids_unique(grid: Grid) -> None:
    assert [name for name, count in Counter(cell.id for cell in grid.cells).items() if count > 1] == []


def assert_bands_partition_the_rows(grid: Grid) -> None:
    rows = [row for band in grid.bands for row in range(band.start, band.stop)]

    assert rows == list(range(grid.n_rows))
    assert all(cell.row + cell.rowspan <= grid.band_of(cell.row).stop for cell in grid.cells)


def assert_headers_name(grid: Grid, table: Table) -> None:
    """Headers are header cells; those of a value are its row, its column, and all that stand above them."""
    cells = {cell.id: cell for cell in grid.cells}
    for cell in grid.cells:
        assert all(cells[header].is_header for header in cell.headers)
        if cell.ref is not None:
            texts = [cells[header].text for header in cell.headers]
            assert sorted(texts) == sorted(headers_of(table, cell.ref))


def headers_of(table: Table, ref: CellRef) -> Iterator[str]:
    """Yield the labels that a value stands under, as the trees have them."""
    block = block_with(table, ref.row)
    if block.caption is not None:
        yield block.caption
    for node in (*chain(block.rows, ref.row), *chain(block.columns, ref.column)):
        if node.label is not None:
            yield node.label


def block_with(table: Table, row: str) -> Block:
    return next(block for block in table.blocks if find(block.rows, row))


def chain(nodes: tuple[Node, ...], path: str) -> tuple[Node, ...]:
    """Return the node with this path after those above it."""
    for node in nodes:
        if node.path == path:
            return (node,)
        below = chain(node.children, path)
        if below:
            return (node, *below)
    return ()


def assert_header_stands_in_line(grid: Grid) -> None:
    """A row label is in the row of its values, a column label in their column."""
    cells = {cell.id: cell for cell in grid.cells}
    for cell in grid.cells:
        if cell.role in ("value", "heading_value"):
            headers = [cells[header] for header in cell.headers]
            heads = [header for header in headers if header.role == "column"]
            assert [(head.column, head.colspan) for head in heads] == [(cell.column, cell.colspan)]
            own = [header for header in headers if header.role == "stub"][-1:]
            assert all(stub.row == cell.row for stub in own)


def distinct_values(edition: FormEdition) -> dict[CellRef, Value]:
    return {ref: number for number, ref in enumerate(edition.cells, start=1000)}


def assert_values_land(edition: FormEdition, table: Table) -> None:
    values = distinct_values(edition)

    printed = {cell.ref: cell.text for cell in build_grid(table, values).cells if cell.ref is not None}

    assert printed == {cell.ref: str(values[cell.ref]) for cell in edition.cells_of(table.id)}


@every_shipped_table
def test_shipped_table__keeps_every_law(edition: FormEdition, table: Table) -> None:
    grid = build_grid(table)

    assert_covered_once(grid)
    assert_ids_unique(grid)
    assert_bands_partition_the_rows(grid)
    assert_headers_name(grid, table)
    assert_header_stands_in_line(grid)
    assert_values_land(edition, table)


@pytest.mark.parametrize("edition_id", editions.available())
def test_ids__are_unique_in_a_whole_report(edition_id: str) -> None:
    cells = [cell for table in editions.load(edition_id).tables for cell in build_grid(table).cells]

    assert len({cell.id for cell in cells}) == len(cells)


@every_form
@given(forms())
def test_grid__covers_every_position_once(edition: FormEdition) -> None:
    assert_covered_once(build_grid(edition.table("main")))


@every_form
@given(forms())
def test_grid__cells_stand_in_reading_order(edition: FormEdition) -> None:
    grid = build_grid(edition.table("main"))

    assert [cell for row in grid.rows() for cell in row] == list(grid.cells)


@every_form
@given(forms())
def test_ids__are_unique(edition: FormEdition) -> None:
    assert_ids_unique(build_grid(edition.table("main")))


@every_form
@given(forms())
def test_ids__begin_with_the_prefix(edition: FormEdition) -> None:
    plain, prefixed = (build_grid(edition.table("main"), prefix=prefix) for prefix in ("", "a-"))

    assert [cell.id for cell in prefixed.cells] == [f"a-{cell.id}" for cell in plain.cells]
    assert [cell.headers for cell in prefixed.cells] == [
        tuple(f"a-{header}" for header in cell.headers) for cell in plain.cells
    ]


@every_form
@given(forms())
def test_bands__partition_the_rows(edition: FormEdition) -> None:
    assert_bands_partition_the_rows(build_grid(edition.table("main")))


@every_form
@given(forms())
def test_headers__name_row_and_column(edition: FormEdition) -> None:
    grid = build_grid(edition.table("main"))

    assert_headers_name(grid, edition.table("main"))
    assert_header_stands_in_line(grid)


@every_form
@given(forms())
def test_values__land_in_the_cell_that_names_them(edition: FormEdition) -> None:
    assert_values_land(edition, edition.table("main"))


@every_form
@given(forms(), st.sampled_from([None, 0]))
def test_value__blank_prints_as_nothing_and_zero_as_zero(edition: FormEdition, value: Value) -> None:
    table, text = edition.table("main"), "" if value is None else "0"

    grid = build_grid(table, dict.fromkeys(edition.cells, value))

    assert {cell.text for cell in grid.cells if cell.ref is not None} <= {text}


@every_form
@given(forms())
def test_values__change_no_other_text(edition: FormEdition) -> None:
    table = edition.table("main")

    with_values, empty = build_grid(table, distinct_values(edition)), build_grid(table)

    assert [replace(cell, text="") if cell.ref else cell for cell in with_values.cells] == list(empty.cells)


@every_form
@given(forms())
def test_widths__one_for_each_column(edition: FormEdition) -> None:
    grid = build_grid(edition.table("main"))

    assert len(grid.widths) == grid.n_columns


# labels that a submission overrides


def labels_at(edition: FormEdition, grid: Grid, address: str) -> set[str]:
    """Return the ids of the cells that print the label of an address."""
    table = edition.table(address.split("/")[0])
    _, row, *column = address.split("/")
    roles = ("column", "spanner") if column else ("stub",)
    wanted = label_paths(edition)[address]
    return {
        cell.id
        for cell in grid.cells
        if cell.role in roles
        and cell.text == wanted
        and (not row or block_at(table, grid, cell.row) is block_with(table, row))
    }


def block_at(table: Table, grid: Grid, row: int) -> Block:
    """Return the block that a grid row belongs to: each ends with a body."""
    bodies = [band.stop for band in grid.bands if band.kind == "body"]
    return next(block for block, stop in zip(table.blocks, bodies, strict=True) if row < stop)


def changed_by(edition: FormEdition, grid: Grid, address: str) -> set[str]:
    """Return the ids of the cells that an override changes; nothing but their text may differ."""
    after = build_grid(edition.table(grid.table), labels={address: NEW})
    pairs = list(zip(grid.cells, after.cells, strict=True))
    assert [replace(new, text=old.text) for old, new in pairs] == list(grid.cells)
    assert {new.text for old, new in pairs if new.text != old.text} <= {NEW}
    return {new.id for old, new in pairs if new.text != old.text}


@every_form
@given(forms(), st.data())
def test_label__override_changes_that_text_alone(edition: FormEdition, data: st.DataObject) -> None:
    address = data.draw(st.sampled_from(sorted(label_paths(edition))))
    grid = build_grid(edition.table("main"))

    assert changed_by(edition, grid, address) == labels_at(edition, grid, address)


@every_shipped_table
def test_label__every_address_changes_one_text(edition: FormEdition, table: Table) -> None:
    """Or one text in each block, where the address names no row."""
    grid = build_grid(table)
    addresses = [address for address in label_paths(edition) if address.split("/")[0] == table.id]

    counts = {address: len(changed_by(edition, grid, address)) for address in addresses}

    assert [address for address, count in counts.items() if count != 1 and "//" not in address] == []
    assert [address for address, count in counts.items() if count == 0] == []


def test_label__column_of_one_block_only() -> None:
    edition = editions.load("ogi-2021")
    table = edition.table("disclosure")

    grid = build_grid(table, labels={"disclosure/penalty/decisions": NEW})

    assert [(cell.text, cell.row) for cell in grid.cells if cell.role == "column" and cell.column == 1] == [
        ("本年制发件数", 1),
        ("本年处理决定数量", 5),
        (NEW, 8),
        ("本年收费金额（单位：万元）", 12),
    ]


def test_label__row_of_a_block_that_is_not_its_first() -> None:
    table = editions.load("ogi-2021").table("disclosure")

    grid = build_grid(table, labels={"disclosure/coercion/decisions": NEW})

    assert [cell.row for cell in grid.cells if cell.text == NEW] == [8]


# units that the form leaves open


PAID = CellRef("disclosure", "procurement", "amount")


@pytest.mark.parametrize(
    ("value", "unit", "labels", "text"),
    [
        (35074, "元", {}, "35074元"),
        (Decimal("3.50"), "万元", {}, "3.50万元"),
        (None, "元", {}, ""),
        (0, "元", {}, "0"),
        (35074, "", {}, "35074"),
        (35074, "元", {"disclosure//amount": "采购总金额（元）"}, "35074"),
        (35074, "元", {"disclosure/procurement/amount": "采购总金额（元）"}, "35074"),
    ],
)
def test_open_unit__stands_behind_the_figure_unless_the_label_says_it(
    value: Value, unit: str, labels: dict[str, str], text: str
) -> None:
    table = editions.load("ogi-2019").table("disclosure")

    grid = build_grid(table, {PAID: value}, labels, units={PAID: unit})

    assert [cell.text for cell in grid.cells if cell.ref == PAID] == [text]
    assert {cell.text for cell in grid.cells if cell.ref not in (None, PAID)} == {""}


# what a form may say about its layout


def table_file(columns: list[dict[str, object]], rows: list[dict[str, object]]) -> TableFile:
    return TableFile.model_validate(
        {"id": "main", "number": 1, "sheet": "表", "columns": columns, "rows": rows}
    )


def test_span__spanner_over_two_rows_leaves_one_to_its_columns() -> None:
    """The two Ningbo seeds print 行政复议 over two rows."""
    deep = {"id": "b", "label": "乙", "columns": [{"id": "c", "label": "丙", "columns": [leaf("d")]}]}
    wide = {"id": "a", "label": "甲", "span": 2, "columns": [leaf("e"), leaf("f")]}
    edition = edition_with(table_file([wide, deep], [{"id": "r"}]))

    grid = build_grid(edition.table("main"))

    assert [(cell.text, cell.row, cell.rowspan) for cell in grid.cells if cell.is_header] == [
        ("甲", 0, 2),
        ("乙", 0, 1),
        ("丙", 1, 1),
        ("e", 2, 1),
        ("f", 2, 1),
        ("d", 2, 1),
    ]


def leaf(name: str) -> dict[str, object]:
    return {"id": name, "label": name}


def test_span__row_heading_over_two_label_columns() -> None:
    deep = {"id": "b", "label": "乙", "rows": [{"id": "c", "label": "丙", "rows": [leaf("d")]}]}
    wide = {"id": "a", "label": "甲", "span": 2, "rows": [leaf("e"), leaf("f")]}
    edition = edition_with(table_file([leaf("k")], [wide, deep]))

    grid = build_grid(edition.table("main"))

    assert [(cell.text, cell.column, cell.colspan) for cell in grid.cells if cell.role == "stub"] == [
        ("甲", 0, 2),
        ("e", 2, 1),
        ("f", 2, 1),
        ("乙", 0, 1),
        ("丙", 1, 1),
        ("d", 2, 1),
    ]


def test_span__of_a_spanner_makes_the_head_taller() -> None:
    tall = {"id": "a", "label": "甲", "span": 2, "columns": [leaf("b")]}
    edition = edition_with(table_file([tall], [{"id": "r"}]))

    grid = build_grid(edition.table("main"))

    heads = [(cell.text, cell.row, cell.rowspan) for cell in grid.cells if cell.is_header]
    assert heads == [("甲", 0, 2), ("b", 2, 1)]
    assert grid.n_rows == 4


def test_merged_row__with_value_and_rows_below_is_printed_or_refused() -> None:
    """In merged label columns a heading has no line of its own to print a value in."""
    parent = {"id": "a", "label": "甲", "heading": False, "rows": [leaf("b"), leaf("c")]}
    try:
        edition = edition_with(table_file([leaf("k")], [parent]))
    except Misfit:
        return

    assert_values_land(edition, edition.table("main"))
