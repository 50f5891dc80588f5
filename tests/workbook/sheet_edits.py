"""Change a workbook the way people and other programs do: rows that move take formulas and merges along."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REFERENCE = re.compile(r"(?<![A-Z!'])(\$?[A-Z]{1,2}\$?[0-9]+)(:\$?[A-Z]{1,2}\$?[0-9]+)?(?![A-Z0-9(])")
_PARTS = re.compile(r"(\$?)([A-Z]{1,2})(\$?)([0-9]+)")

Spot = tuple[int, int]
Edit = Callable[[Workbook], object]


def edited(data: bytes, edit: Edit) -> bytes:
    """Return a workbook after an edit with openpyxl, which drops the values of formulas."""
    book = load_workbook(BytesIO(data))
    edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def part_of_sheet(data: bytes, title: str) -> str:
    """Return the name of the part that holds a sheet; the parts are numbered in the order of the sheets."""
    return f"xl/worksheets/sheet{load_workbook(BytesIO(data)).sheetnames.index(title) + 1}.xml"


def without_rows(data: bytes, title: str) -> bytes:
    """Return a workbook in which nothing stands on one sheet."""
    parts, part = parts_of(data), part_of_sheet(data, title)
    parts[part] = re.sub(b"<sheetData>.*</sheetData>", b"<sheetData/>", parts[part], flags=re.DOTALL)
    return zipped(parts)


def insert_rows(sheet: Worksheet, at: int, count: int = 1) -> None:
    """Insert empty rows as a spreadsheet program does."""
    _move(sheet, lambda row, column: (row + count * (row >= at), column))


def insert_columns(sheet: Worksheet, at: int, count: int = 1) -> None:
    _move(sheet, lambda row, column: (row, column + count * (column >= at)))


def delete_rows(sheet: Worksheet, at: int, count: int = 1) -> None:
    """Delete rows; ranges shrink, a reference to a deleted cell becomes #REF!."""
    _move(sheet, lambda row, column: None if at <= row < at + count else (row - count * (row >= at), column))


def delete_columns(sheet: Worksheet, at: int) -> None:
    _move(sheet, lambda row, column: None if column == at else (row, column - (column > at)))


def swap_rows(sheet: Worksheet, one: int, other: int, columns: range) -> None:
    for column in columns:
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def swap_columns(sheet: Worksheet, one: int, other: int, rows: range) -> None:
    for row in rows:
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        if not isinstance(first, MergedCell):
            first.value, second.value = second.value, first.value


def copy_block(
    sheet: Worksheet, rows: range, down: int, figures: int | None = None, columns: int | None = None
) -> None:
    """Copy rows of values, or their first columns, further down; `figures` replaces their numbers."""
    for row in rows:
        for cell in list(sheet[row])[:columns]:
            is_number = isinstance(cell.value, (int, float))
            below = sheet.cell(row + down, cell.column)
            if cell.value is not None and cell.data_type != "f" and not isinstance(below, MergedCell):
                below.value = figures if is_number and figures is not None else cell.value


def values_only(data: bytes, skip: tuple[str, ...] = ()) -> bytes:
    """Return a fresh workbook with nothing but values: formulas as they showed, no styles, no merges."""
    source = load_workbook(BytesIO(data), data_only=True)
    fresh = Workbook()
    fresh.remove(fresh.active)
    for sheet in source:
        if sheet.title not in skip:
            _copy_values(sheet, fresh.create_sheet(sheet.title))
    return saved(fresh)


def _copy_values(sheet: Worksheet, copy: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value not in (None, ""):
                copy.cell(cell.row, cell.column).value = cell.value
                if cell.data_type == "s":
                    copy.cell(cell.row, cell.column).data_type = "s"


def _move(sheet: Worksheet, moved: Callable[[int, int], Spot | None]) -> None:
    areas = [area.bounds for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    cells = dict(sheet._cells)
    sheet._cells.clear()
    for (row, column), cell in sorted(cells.items()):
        spot = moved(row, column)
        if spot is None:
            continue
        cell.row, cell.column = spot
        if cell.data_type == "f":
            cell.value = _REFERENCE.sub(lambda match: _reference(match, moved), str(cell.value))
        sheet._cells[spot] = cell
    for left, top, right, bottom in areas:
        _merge(sheet, (top, left), (bottom, right), moved)


def _merge(sheet: Worksheet, first: Spot, last: Spot, moved: Callable[[int, int], Spot | None]) -> None:
    corners = _ends(first, last, moved)
    if corners is not None and corners[0] != corners[1]:
        (top, left), (bottom, right) = corners
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _ends(first: Spot, last: Spot, moved: Callable[[int, int], Spot | None]) -> tuple[Spot, Spot] | None:
    """Return the ends of an area whose own ends may have been deleted."""
    left = [
        moved(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)
    ]
    there = [spot for spot in left if spot is not None]
    return (min(there), max(there)) if there else None


def _reference(match: re.Match[str], moved: Callable[[int, int], Spot | None]) -> str:
    first = _PARTS.fullmatch(match[1])
    last = _PARTS.fullmatch((match[2] or f":{match[1]}")[1:])
    assert first is not None
    assert last is not None
    ends = _ends(_spot(first), _spot(last), moved)
    if ends is None:
        return "#REF!"
    names = [
        f"{part[1]}{get_column_letter(column)}{part[3]}{row}"
        for part, (row, column) in zip((first, last), ends, strict=True)
    ]
    return ":".join(names if match[2] else names[:1])


def _spot(match: re.Match[str]) -> Spot:
    return int(match[4]), column_index_from_string(match[2])


def as_other_writer(data: bytes) -> bytes:
    """Rewrite sheets as some programs do: dimension A1:A1, inline strings, formulas without values."""
    parts = parts_of(data)
    strings = _shared(parts.pop("xl/sharedStrings.xml"))
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = _inline(parts[name], strings)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = re.sub(rb"<(?:Override|Relationship) [^>]*sharedStrings[^>]*/>", b"", parts[name])
    return zipped(parts)


def _shared(data: bytes) -> list[Any]:
    return list(etree.fromstring(data))


def _inline(data: bytes, strings: list[Any]) -> bytes:
    root = etree.fromstring(data)
    for dimension in root.iter(f"{{{MAIN}}}dimension"):
        dimension.set("ref", "A1:A1")
    for cell in root.iter(f"{{{MAIN}}}c"):
        value = cell.find(f"{{{MAIN}}}v")
        if value is not None and cell.get("t") == "s":
            texts = strings[int(value.text)]
            cell.remove(value)
            cell.set("t", "inlineStr")
            inline = etree.SubElement(cell, f"{{{MAIN}}}is")
            inline.extend([etree.fromstring(etree.tostring(child)) for child in texts])
        elif value is not None and cell.find(f"{{{MAIN}}}f") is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_cell(data: bytes, title: str, name: str, kind: str | None, inner: str) -> bytes:
    """Replace what stands in one cell of the XML; its style stays."""
    parts = parts_of(data)
    part = part_of_sheet(data, title)
    kind_attribute = f' t="{kind}"' if kind else ""

    def replaced(match: re.Match[bytes]) -> bytes:
        style = re.search(rb' s="[0-9]+"', match[0][: match[0].index(b">")])
        return f'<c r="{name}"{style[0].decode() if style else ""}{kind_attribute}>{inner}</c>'.encode()

    pattern = rf'<c r="{name}"[^>]*?(?:/>|>.*?</c>)'.encode()
    parts[part], count = re.subn(pattern, replaced, parts[part])
    assert count == 1, f"{name} is not in {part}"
    return zipped(parts)
