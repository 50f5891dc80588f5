"""The looks of cells, by name; a look is made when first asked for."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

Look = dict[str, Any]

ENTRY, TOTAL, WRONG, ODD, DOUBTFUL = "#FFF2CC", "#D9D9D9", "#FFC7CE", "#FCE4D6", "#E4DFEC"
"""To fill in; computed; broken relation; a figure that is no number; one that was perhaps misread."""
_BASE: Look = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOX: Look = {"border": 1, "border_color": "#7F7F7F", "text_wrap": True}
_ENTRY: Look = _BOX | {"bg_color": ENTRY, "locked": False}
_LOOKS: dict[str, Look] = {
    "plain": {},
    "wrap": {"text_wrap": True},
    "title": {"font_name": "黑体", "font_size": 16, "bold": True},
    "hint": {"font_size": 9, "font_color": "#595959", "text_wrap": True},
    "hint_line": {"font_size": 9, "font_color": "#595959"},
    "group": {"font_name": "黑体", "font_size": 12, "bold": True, "font_color": "#1F4E79"},
    "head": _BOX | {"bold": True, "align": "center", "bg_color": "#F2F2F2"},
    "stub": _BOX,
    "unit": _BOX | {"align": "center"},
    "closed": _BOX | {"bg_color": "#EDEDED"},
    "entry": _ENTRY | {"align": "center"},
    "entry_across": _ENTRY | {"align": "center_across"},
    "across": _BOX | {"align": "center_across", "bg_color": ENTRY},
    "brought": _ENTRY | {"align": "center", "font_color": "#1F4E79", "italic": True},
    "doubtful": _ENTRY | {"align": "center", "bg_color": DOUBTFUL, "bold": True},
    "doubtful_across": _ENTRY | {"align": "center_across", "bg_color": DOUBTFUL, "bold": True},
    "total": _BOX | {"align": "center", "bg_color": TOTAL},
    "doubtful_total": _BOX | {"align": "center", "bg_color": DOUBTFUL, "bold": True},
    "typed_total": _BOX | {"align": "center", "bg_color": ODD, "bold": True},
    "control": _ENTRY | {"align": "center", "border": 4},
    "aside_head": {"align": "center", "text_wrap": True, "font_size": 9, "font_color": "#595959"},
    "last_year": {"align": "center", "font_color": "#808080", "font_size": 9},
    "text_entry": _ENTRY | {"num_format": "@", "valign": "top"},
    "field": _ENTRY | {"num_format": "@", "align": "left"},
    "field_date": _ENTRY | {"num_format": "yyyy-mm-dd", "align": "left"},
    "field_year": _ENTRY | {"num_format": "0", "align": "left"},
    "label": _BOX | {"bold": True, "bg_color": "#F2F2F2"},
    "part": _BOX | {"bold": True, "bg_color": "#DDEBF7", "font_name": "黑体"},
    "part_open": _BOX | {"bold": True, "bg_color": "#DDEBF7", "font_name": "黑体", "locked": False},
    "marker": _BOX | {"bg_color": "#EDEDED", "font_color": "#595959", "italic": True},
    "kind": _BOX | {"locked": False, "align": "center", "font_size": 9, "font_color": "#595959"},
    "free": {"locked": False},
    "line": _BOX,
    "line_number": _BOX | {"align": "center"},
    "link": _BOX | {"font_color": "#0563C1", "underline": 1},
    "result": _BOX | {"align": "center", "bold": True},
}
_MARKS: dict[str, Look] = {
    "wrong": {"bg_color": WRONG, "font_color": "#9C0006"},
    "odd": {"bg_color": ODD, "font_color": "#9C5700"},
    "good": {"font_color": "#006100"},
    "faint": {"font_color": "#808080"},
}
"""What conditional formatting adds."""


class Styles:
    """The looks of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, name: str, number_format: str = "") -> Format:
        """Return a look, with a number format of its own where one is given."""
        key = (name, number_format)
        if key not in self._made:
            own = {"num_format": number_format} if number_format else {}
            look = _MARKS[name] if name in _MARKS else _BASE | _LOOKS[name]
            self._made[key] = self._book.add_format(look | own)
        return self._made[key]
