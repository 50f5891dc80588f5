"""Make the parts of the text: which part of the form each is, its Markdown, the tables in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govreport_writer.form.edition import FormEdition
from govreport_writer.importers import markdown_text
from govreport_writer.importers.flow import Item, Statutory
from govreport_writer.importers.imported import Doubt
from govreport_writer.importers.labels import label_of
from govreport_writer.importers.published import FoundPicture, FoundTable, Line, Spot
from govreport_writer.importers.text_levels import is_caption, is_heading_of_table, level_of, titles_in
from govreport_writer.importers.words import compiled, words

CAPTION_LINES = 2
"""Lines above a statutory table that may be its number and its unit."""


@dataclass(slots=True)
class Part:
    """A part of the text as found: its title (None for what stands before all parts), and what is in it."""

    title: str | None
    spot: Spot
    items: list[Item] = field(default_factory=list)
    id: str | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        """The statutory tables in it, in order."""
        return tuple(item.table for item in self.items if isinstance(item, Statutory))


def parts_in(body: Sequence[Item], edition: FormEdition) -> list[Part]:
    """Return the parts of a body; the first has no title and holds what stands before all others."""
    parts = [Part(None, Spot())]
    titles = set(titles_in(body, edition))
    for index, item in enumerate(body):
        if index in titles and isinstance(item, Line):
            parts.append(Part(item.text, item.spot))
        else:
            parts[-1].items.append(item)
    for part in parts:
        part.items = list(_without_captions(part.items))
    split = [parts[0], *(piece for part in parts[1:] for piece in _at_tables(part))]
    _name(split[1:], edition)
    return split


def _without_captions(items: Sequence[Item]) -> Iterator[Item]:
    """Yield items without the numbers and units of statutory tables."""
    for index, item in enumerate(items):
        after = items[index + 1 : index + 1 + CAPTION_LINES]
        if isinstance(item, Line) and is_caption(item.text):
            between = [each for each in after if not (isinstance(each, Line) and is_caption(each.text))]
            if between and isinstance(between[0], Statutory):
                continue
        yield item


def _at_tables(part: Part) -> list[Part]:
    """Cut a part where a heading stands between its tables, or over its only ones: each gets its own."""
    cuts = [
        index
        for index, item in enumerate(part.items)
        if isinstance(item, Line)
        and is_heading_of_table(item)
        and isinstance(_next(part.items, index), Statutory)
    ]
    if len(part.tables) < 2 or not cuts:
        return [part]
    pieces = [Part(part.title, part.spot, part.items[: cuts[0]])]
    for start, stop in zip(cuts, [*cuts[1:], len(part.items)], strict=True):
        line = part.items[start]
        pieces.append(
            Part(line.text if isinstance(line, Line) else None, line.spot, part.items[start + 1 : stop])
        )
    return pieces


def _next(items: Sequence[Item], index: int) -> Item | None:
    return items[index + 1] if index + 1 < len(items) else None


def _name(parts: Sequence[Part], edition: FormEdition) -> None:
    """Give parts the ids of the form's: by the very title, by the table in it, by the words of the title."""
    known = {section.id: section for section in edition.sections}
    free = dict.fromkeys(known)
    for part in parts:
        stem = label_of(part.title or "").stem
        _give(part, [name for name in free if label_of(known[name].title).stem == stem], free)
    for part in parts:
        _give(
            part,
            [name for name in free if set(part.tables) & set(known[name].tables) and _fits(part, name)],
            free,
        )
    for name, pattern in words().sections:
        for part in parts:
            if name in free and part.id is None and compiled(pattern).search(label_of(part.title or "").stem):
                _give(part, [name], free)


def _fits(part: Part, name: str) -> bool:
    """Whether the words of a title do not speak against a part of the form."""
    stem = label_of(part.title or "").stem
    return any(own == name and compiled(pattern).search(stem) for own, pattern in words().sections)


def _give(part: Part, names: Sequence[str], free: dict[str, None]) -> None:
    if part.id is None and names:
        part.id = names[0]
        del free[names[0]]


def markdown_of(items: Sequence[Item], doubts: list[Doubt]) -> str:
    """Return the Markdown of lines, tables and pictures; what cannot be brought along is doubted."""
    blocks: list[str] = []
    in_list = False
    for item in items:
        written = item_markdown(item) if isinstance(item, Line) else None
        if written is not None:
            if in_list:
                blocks[-1] += f"\n{written}"
            else:
                blocks.append(written)
            in_list = True
            continue
        in_list = False
        blocks += _blocks(item, doubts)
    return "\n\n".join(filter(None, blocks))


def item_markdown(line: Line) -> str | None:
    """Return a line as an item of a list, None when it is a paragraph or a heading."""
    return None if line.level is not None else markdown_text.item(line.text)


def _blocks(item: Item, doubts: list[Doubt]) -> list[str]:
    if isinstance(item, Line):
        level = level_of(item)
        return (
            markdown_text.paragraph(item.text) if level is None else [markdown_text.heading(item.text, level)]
        )
    if isinstance(item, FoundPicture):
        doubts.append(Doubt("picture", item.spot, {"text": item.text}))
        return markdown_text.paragraph(item.text)
    if isinstance(item, FoundTable):
        written = markdown_text.table(item)
        if written is not None:
            return [written]
        doubts.append(Doubt("table_as_text", item.spot, {"cells": len(item.cells)}))
        rows = markdown_text.grid_of(item)
        return [block for row in rows for block in markdown_text.paragraph(" ".join(filter(None, row)))]
    return []
