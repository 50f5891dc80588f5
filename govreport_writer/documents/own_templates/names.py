"""The names in a template's tags, held against what a template really sees: a specimen of it.

A name stands for all values it may have: in a loop, for every item. None: anything, about which nothing is
known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from govreport_writer.documents.own_templates.slips import Slip
from govreport_writer.documents.own_templates.structure import nearest_word, parsed, plain_environment
from govreport_writer.documents.own_templates.tags import Tag

Values = tuple[Any, ...] | None
Scope = dict[str, Values]
_ANYTHING = "*"
"""In a scope: every name is known there, because the tag that opened it cannot be read."""
_SCOPED = ("for", "with", "macro", "call", "set", "filter")
_MARKUP = {"<w:p>": "p", "<w:p ": "p", "<w:tbl": "p", "<w:r>": "r", "<w:r ": "r", "<w:hyperlink": "r"}
"""How content begins that needs a marker: whole paragraphs or tables, runs."""


def name_slips(
    tags: Iterable[Tag], seen: Mapping[str, Any], filters: Collection[str] | None = None
) -> Iterator[Slip]:
    """Yield the names, attributes, filters and kinds that there are not, in the order of the tags.

    `seen` is what the template is given; `filters` None: those of the engine itself.
    """
    reader = _Reader(seen, usual_filters() if filters is None else filters)
    for tag in tags:
        yield from reader.read(tag)


def usual_filters() -> frozenset[str]:
    """Return the filters of the engine itself."""
    return frozenset(plain_environment().filters)


class _Reader:
    """Reads tags in order; scopes open and close with the blocks of the template."""

    def __init__(self, seen: Mapping[str, Any], filters: Collection[str]) -> None:
        self.filters = filters
        shared: Scope = dict.fromkeys((*plain_environment().globals, "self", "caller", "varargs", "kwargs"))
        self.scopes: list[Scope] = [shared | {name: (value,) for name, value in seen.items()}]
        self.slips: list[Slip] = []
        self.tag = Tag("", None, "", 0, "")

    def read(self, tag: Tag) -> list[Slip]:
        """Return what is wrong with the names of one tag."""
        self.slips, self.tag = [], tag
        if tag.word.removeprefix("end") in _SCOPED and tag.word.startswith("end") and len(self.scopes) > 1:
            self.scopes.pop()
        try:
            tree = parsed(tag)
            for node in tree.body if tree else ():
                self._statement(node)
        except (TemplateSyntaxError, RecursionError):
            if tag.word in _SCOPED:
                self.scopes.append({_ANYTHING: None})
        return self.slips

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    self._printed(self._values(each))
            case nodes.For():
                self.scopes.append(self._bound(node.target, self._items(node.iter)) | {"loop": None})
                if node.test is not None:
                    self._values(node.test)
            case nodes.If():
                for branch in node.elif_ or [node]:
                    self._values(branch.test)
            case nodes.Assign():
                self.scopes[-1] |= self._bound(node.target, self._values(node.node))
            case nodes.Macro() | nodes.CallBlock():
                if isinstance(node, nodes.Macro):
                    self.scopes[-1][node.name] = None
                else:
                    self._values(node.call)
                self.scopes.append({argument.name: None for argument in node.args})
            case _:
                self._other(node)

    def _other(self, node: nodes.Node) -> None:
        """Read a block that holds names of its own in a way that needs no following."""
        targets = [each for each in node.find_all(nodes.Name) if each.ctx != "load"]
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr) and child not in targets:
                self._values(child)
        if self.tag.word in _SCOPED:
            if isinstance(node, nodes.AssignBlock):
                self.scopes[-1] |= {each.name: None for each in targets}
            self.scopes.append({each.name: None for each in targets})

    def _bound(self, target: nodes.Node, values: Values) -> Scope:
        if isinstance(target, nodes.Name):
            return {target.name: values}
        return {each.name: None for each in target.find_all(nodes.Name)}

    def _items(self, node: nodes.Node) -> Values:
        values = self._values(node)
        if values is None or not all(isinstance(value, (list, tuple)) for value in values):
            return None
        return tuple(item for value in values for item in value)

    def _values(self, node: nodes.Node) -> Values:
        match node:
            case nodes.Name():
                return self._named(node.name)
            case nodes.Getattr():
                return self._attribute(node.attr, self._values(node.node))
            case nodes.Const():
                return (node.value,)
            case nodes.TemplateData():
                return None
            case nodes.CondExpr():
                self._values(node.test)
                found = [self._values(each) for each in (node.expr1, node.expr2) if each]
                return None if None in found else tuple(value for each in found if each for value in each)
            case nodes.Compare():
                self._compared(node)
            case nodes.Filter() | nodes.Test():
                self._known_filter(node)
        for child in node.iter_child_nodes():
            self._values(child)
        return None

    def _named(self, name: str) -> Values:
        for scope in reversed(self.scopes):
            if name in scope or _ANYTHING in scope:
                return scope.get(name)
        known = [each for scope in self.scopes for each in scope if each not in plain_environment().globals]
        self._slip("name", name=name, near=nearest_word(name, known))
        return None

    def _attribute(self, name: str, values: Values) -> Values:
        """Return the attribute of all values that have it; none of them has it: a slip."""
        if name.startswith("_"):
            self._slip("hidden", name=name)
            return None
        if not values or any(value is None for value in values):
            return None
        found = tuple(each for value in values for each in _attribute_of(value, name))
        if found:
            return None if any(callable(each) for each in found) else found
        known = {each for value in values for each in _attributes(value)}
        self._slip(
            "attribute", name=name, near=nearest_word(name, known), known=", ".join(sorted(known)[:12])
        )
        return None

    def _compared(self, node: nodes.Compare) -> None:
        """Report a kind that no block is of: what stands under it would never be printed."""
        left = node.expr
        if not isinstance(left, nodes.Getattr) or left.attr != "kind":
            return
        kinds = self._values(left) or ()
        for operand in node.ops:
            kind = operand.expr.value if isinstance(operand.expr, nodes.Const) else None
            if kinds and isinstance(kind, str) and kind not in kinds:
                self._slip("kind", name=kind, near=nearest_word(kind, {*kinds}))

    def _known_filter(self, node: nodes.Filter | nodes.Test) -> None:
        known = self.filters if isinstance(node, nodes.Filter) else frozenset(plain_environment().tests)
        if node.name not in known:
            key = "filter" if isinstance(node, nodes.Filter) else "test"
            self._slip(key, name=node.name, near=nearest_word(node.name, known))

    def _printed(self, values: Values) -> None:
        """Report content of a document that needs another marker: it would break the document."""
        if self.tag.marker is None or not values:
            return
        wanted = {_marker_of(value) for value in values if value}
        if len(wanted) == 1 and (marker := wanted.pop()) != self.tag.marker:
            self._slip("marker", wanted=f"{{{{{marker} {self.tag.content} }}}}")

    def _slip(self, key: str, **fields: str) -> None:
        slip = Slip(self.tag.line, self.tag.text, key, fields)
        if slip not in self.slips:
            self.slips.append(slip)


def _attribute_of(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, Mapping) and name in value:
        yield value[name]
    elif hasattr(value, name):
        yield getattr(value, name)


def _attributes(value: Any) -> Iterator[str]:
    names = (
        value if isinstance(value, Mapping) else () if isinstance(value, (str, tuple, list)) else dir(value)
    )
    return (name for name in names if not name.startswith("_"))


def _marker_of(value: Any) -> str:
    text = str(value) if hasattr(value, "__html__") else ""
    return next((marker for start, marker in _MARKUP.items() if text.startswith(start)), "")
