"""The structure tree of a PDF as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

Element = dict[str, Any]
"""A structure element as JSON has it: names begin with “/”, references look like `12 0 R`."""
MOST = 100_000
"""Elements of a tree; a report has some hundreds."""


class Tree:
    """The elements of a structure tree, and the number from 0 of each page."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = {_reference(page.obj.objgen): number for number, page in enumerate(pdf.pages)}
        self._elements: dict[str, Element] = {}
        self.root: Element = json.loads(pdf.Root.StructTreeRoot.to_json(dereference=True))
        roles = self.root.get("/RoleMap", {})
        self._roles = roles if isinstance(roles, dict) else next(_as_elements(pdf, [roles]))
        self._load(pdf)

    def kind(self, element: Element) -> str:
        """Return the standard type of an element."""
        name = str(element.get("/S", ""))
        for _ in range(len(self._roles)):
            if name not in self._roles:
                break
            name = self._roles[name]
        return name

    def kids(self, element: Element) -> Iterator[int | Element]:
        """Yield the marks and elements below an element."""
        for kid in _listed(element.get("/K")):
            found = self._elements.get(kid) if isinstance(kid, str) else kid
            if found is not None:
                yield found

    def page(self, element: Element, page: int | None) -> int | None:
        """Return the page an element stands on: its own, else the one of what it stands in."""
        return self.pages.get(element["/Pg"], page) if "/Pg" in element else page

    def _load(self, pdf: Pdf) -> None:
        """Read every element once, level by level, however the tree is tied."""
        level = [self.root]
        while level and len(self._elements) < MOST:
            kids = [kid for element in level for kid in _listed(element.get("/K"))]
            new = dict.fromkeys(kid for kid in kids if isinstance(kid, str) and kid not in self._elements)
            found = dict(zip(new, _as_elements(pdf, new), strict=True))
            self._elements |= found
            level = [*found.values(), *(kid for kid in kids if isinstance(kid, dict))]
        for element in self._elements.values():
            of_others = [each for each in _listed(element.get("/A")) if isinstance(each, str)]
            if of_others:
                inline = [each for each in _listed(element["/A"]) if isinstance(each, dict)]
                element["/A"] = [*inline, *_as_elements(pdf, of_others)]


def attribute(element: Element, name: str) -> int:
    """Return a whole number among the attributes of an element, 1 when it is not there."""
    for each in _listed(element.get("/A")):
        value = each.get(name) if isinstance(each, dict) else None
        if isinstance(value, int):
            return max(1, value)
    return 1


def _as_elements(pdf: Pdf, references: Iterable[str]) -> Iterator[Element]:
    """Return what references stand for, in one go; what is no dictionary is an empty one."""
    numbers = (reference.split(" ") for reference in references)
    texts = [
        pdf.get_object((int(each[0]), int(each[1]))).to_json(dereference=True)
        for each in numbers  # “12 0 R”
    ]
    return (each if isinstance(each, dict) else {} for each in json.loads(b"[" + b",".join(texts) + b"]"))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _reference(numbers: tuple[int, int]) -> str:
    return f"{numbers[0]} {numbers[1]} R"
