"""Read `narrative`: section ids with Markdown, or a list of sections with titles and order of their own."""

from __future__ import annotations

from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.lookup import misfits
from govreport_writer.numbering import NUMBERED
from govreport_writer.submission import PREFACE, NarrativeSection
from govreport_writer.yaml_model import nearest
from govreport_writer.yaml_strict import Node

MAX_PARAGRAPH = 20_000
"""Characters of a paragraph; the longest seen in published reports has some 2,000."""
_LIST_KEYS = ("id", "title", "text", "tables")
_TEXT_KEYS = ("before", "after")


def read_narrative(
    node: Node | None, edition: FormEdition, file: str
) -> tuple[tuple[NarrativeSection, ...], bool]:
    """Return the sections and whether they were a list; SubmissionError for unknown ids and look-ups."""
    if node is None or node.value is None:
        return (), False
    reader = _Reader(edition, file)
    if isinstance(node.value, list):
        sections = tuple(reader.listed(item) for item in node.value)
    elif isinstance(node.value, dict):
        filed = [(name, child) for name, child in node.value.items() if reader.known(name, child)]
        sections = tuple(reader.named(name, child) for name, child in filed if child.value is not None)
    else:
        raise reader.error("submission.narrative", node)
    if reader.misfits:
        first, *others = reader.misfits
        first.also = tuple(error.line or 0 for error in others)
        raise first
    return sections, isinstance(node.value, list)


class _Reader:
    def __init__(self, edition: FormEdition, file: str) -> None:
        self.edition = edition
        self.file = file
        self.ids = [PREFACE, *(section.id for section in edition.sections)]
        self.tables = [table.id for table in edition.tables]
        self.misfits: list[SubmissionError] = []

    def known(self, name: str, node: Node) -> bool:
        if name not in self.ids:
            raise self.unknown(node, f"narrative.{name}", name, self.ids)
        return True

    def named(self, name: str, node: Node) -> NarrativeSection:
        return self._section(name, None, node, None)

    def listed(self, item: Node) -> NarrativeSection:
        if not isinstance(item.value, dict):
            raise self.error("submission.narrative", item)
        for key, child in item.value.items():
            if key not in _LIST_KEYS:
                raise self.unknown(child, f"narrative.{key}", key, _LIST_KEYS)
        section_id = self._text(item.value.get("id"))
        title = self._text(item.value.get("title"))
        if section_id is not None and section_id not in self.ids:
            raise self.unknown(item.value["id"], f"narrative.id: {section_id}", section_id, self.ids)
        if section_id is None:
            section_id = self._id_of(title)
        if section_id == PREFACE and ("title" in item.value or "tables" in item.value):
            raise self.error("submission.preface", item)
        self.misfits += misfits(title or "", self.edition, self.file, item.line)
        if section_id is None and not title:
            raise self.error("submission.section_title", item)
        return self._section(section_id, title, item.value.get("text"), item.value.get("tables"))

    def _id_of(self, title: str | None) -> str | None:
        """Return the section of the form that a title names, with or without its number."""
        bare = NUMBERED.sub("", title or "").strip()
        return next((section.id for section in self.edition.sections if section.title == bare), None)

    def _section(
        self, section_id: str | None, title: str | None, text: Node | None, tables: Node | None
    ) -> NarrativeSection:
        before = after = text
        if text is not None and isinstance(text.value, dict):
            for key, child in text.value.items():
                if key not in _TEXT_KEYS:
                    raise self.unknown(child, f"narrative.{key}", key, _TEXT_KEYS)
            before, after = text.value.get("before"), text.value.get("after")
        else:
            after = None
        return NarrativeSection(
            id=section_id,
            title=title,
            before=self._checked(before),
            after=self._checked(after),
            tables=self._tables(tables),
            lines=(_first_line(before), _first_line(after)),
        )

    def _checked(self, node: Node | None) -> str:
        text = self._text(node) or ""
        self._refuse_long(text, node)
        self.misfits += misfits(text, self.edition, self.file, _first_line(node))
        return text

    def _refuse_long(self, text: str, node: Node | None) -> None:
        """Refuse a paragraph beyond all measure: Markdown takes time with its square."""
        line = _first_line(node)
        for paragraph in text.split("\n\n"):
            if len(paragraph) > MAX_PARAGRAPH:
                raise SubmissionError(
                    "submission.long_paragraph", file=self.file, line=line, limit=MAX_PARAGRAPH
                )
            line += paragraph.count("\n") + 2

    def _tables(self, node: Node | None) -> tuple[str, ...] | None:
        if node is None or node.value is None:
            return None
        if not isinstance(node.value, list):
            raise self.error("submission.narrative", node)
        names = tuple(self._text(item) or "" for item in node.value)
        for name, item in zip(names, node.value, strict=True):
            if name not in self.tables:
                raise self.unknown(item, f"narrative.tables: {name}", name, self.tables)
        return names

    def _text(self, node: Node | None) -> str | None:
        if node is None or node.value is None:
            return None
        if isinstance(node.value, (dict, list)):
            raise self.error("submission.not_text", node)
        return node.value if isinstance(node.value, str) else node.raw

    def unknown(
        self, node: Node, path: str, name: str, known: list[str] | tuple[str, ...]
    ) -> SubmissionError:
        return self.error("yaml.unknown_key", node, key=path, hint=nearest(name, known))

    def error(self, key: str, node: Node, /, **fields: object) -> SubmissionError:
        return SubmissionError(key, file=self.file, line=node.start, **fields)


def _first_line(node: Node | None) -> int:
    """Return the line on which a text begins; a block's text begins below its key."""
    if node is None:
        return 0
    return node.line + 1 if node.block else node.line
