"""Structure elements of a tagged PDF that is being finished, and what of a page no element holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

Mark = tuple[tuple[int, int], int]
"""A page, by its object number and generation, and the number of a piece of marked content on it."""
_LEAVES = frozenset(("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/Span", "/TR", "/Caption", "/Title", "/Link"))
"""What holds no table and no picture."""
_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")


def kids(element: Any) -> list[Any]:
    """Return the children of an element: elements, numbers of marked content, references to annotations."""
    from pikepdf import Array

    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]


def elements(element: Any) -> list[Any]:
    """Return the children of an element that are elements."""
    return [child for child in kids(element) if not isinstance(child, int) and "/S" in child]


def below(element: Any, *kinds: str) -> Iterator[Any]:
    """Yield the elements of some kinds below another one, in reading order, outer before inner ones."""
    for child in elements(element):
        name = str(child.S)
        if name in kinds:
            yield child
        if name not in _LEAVES:
            yield from below(child, *kinds)


def take_out(element: Any) -> None:
    """Take an element out of the tree, and what held nothing else."""
    from pikepdf import Array

    parent = element.P
    stay = [kid for kid in kids(parent) if isinstance(kid, int) or kid.objgen != element.objgen]
    parent.K = Array(stay)
    if not stay and "/S" in parent:
        take_out(parent)


def hide_unheld(pdf: Pdf) -> None:
    """Make artifacts of the marked content that no element of the tree holds, so that nobody reads it out."""
    from pikepdf import Array

    held = set(_held(pdf.Root.StructTreeRoot, None))
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pdf.pages:
        listed = parents.get(int(page.obj.get("/StructParents", -1)))
        if isinstance(listed, Array):
            _hide(pdf, page, listed, {n for n in range(len(listed)) if (page.obj.objgen, n) not in held})


def _held(element: Any, page: tuple[int, int] | None) -> Iterator[Mark]:
    """Yield the marked content of an element and all below it."""
    page = element.Pg.objgen if "/Pg" in element else page
    for child in kids(element):
        if isinstance(child, int):
            if page is not None:
                yield page, child
        elif "/S" in child:
            yield from _held(child, page)
        elif "/MCID" in child:
            at = child.Pg.objgen if "/Pg" in child else page
            yield at or (0, 0), int(child.MCID)


def _hide(pdf: Pdf, page: Any, listed: Any, stray: set[int]) -> None:
    """Turn the marks of some content of a page into those of artifacts; the parent tree forgets it."""
    if not stray:
        return

    def artifact(found: re.Match[bytes]) -> bytes:
        return b"/Artifact BMC" if int(found[1]) in stray else found[0]

    page.obj.Contents = pdf.make_stream(_MARKED.sub(artifact, page.obj.Contents.read_bytes()))
    for mark in stray:
        listed[mark] = None
