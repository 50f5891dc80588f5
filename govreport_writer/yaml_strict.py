"""Read YAML strictly, with line numbers.

PyYAML's own constructor reads 012 as ten, `no` as False, and keeps the last of two equal keys; here a
plain scalar is null, true, false, an integer without leading zero, a decimal, or text. Anchors, aliases,
tags and a second document are refused. Only PyYAML's C parser is used, for its events and marks.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from govreport_writer import messages
from govreport_writer.errors import SubmissionError

MAX_BYTES = 10 * 1024 * 1024
MAX_DEPTH = 60
MAX_DIGITS = 40

Scalar = str | int | Decimal | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]

_WORDS: dict[str, Scalar] = {"": None, "null": None, "true": True, "false": False}
_PROBLEMS = {
    "cannot start any token": "token",
    "expected ',' or": "comma",
    "expected ':'": "colon",
    "unexpected ':'": "colon",
    "mapping values are not allowed": "colon",
    "block end": "indent",
    "block mapping": "indent",
    "block sequence": "indent",
    "unexpected end of stream": "end",
    "exceeded": "deep",
}
_OTHER_NULLS = ("~", "Null", "NULL")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_SURROGATES = re.compile(r"((?<!\\)(?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")


@dataclass(slots=True)
class Node:
    """A value with its line (from 1): a scalar, a list of nodes, or a mapping of nodes."""

    value: Scalar | list[Node] | dict[str, Node]
    line: int
    key_line: int = 0
    raw: str = ""
    """A scalar as typed; text lines of a block start at `line` + 1 where `block` is set."""
    block: bool = False

    def plain(self) -> Plain:
        """Return the value without line numbers."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    @property
    def start(self) -> int:
        """The line of the key, or of the value where it has none."""
        return self.key_line or self.line

    def line_at(self, path: tuple[str | int, ...]) -> int:
        """Return the line of the deepest node that `path` reaches."""
        node = self
        for step in path:
            child = node._child(step)
            if child is None:
                break
            node = child
        return node.start

    def _child(self, step: str | int) -> Node | None:
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None


def read_yaml(path: Path) -> Node:
    """Read one file; raises SubmissionError for anything that is not strict UTF-8 YAML (or JSON)."""
    text = read_text(path)
    return parse_yaml(_with_joined_surrogates(text) if path.suffix.lower() == ".json" else text, str(path))


def read_text(path: Path) -> str:
    """Return a file's text (UTF-8, BOM accepted); raises SubmissionError with what to do."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SubmissionError("file.too_large", file=path, limit=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(why_not(error), file=path) from error
    if not data.strip():
        raise SubmissionError("file.empty", file=path)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SubmissionError("file.encoding", file=path)
    if b"\0" in data:
        raise SubmissionError("file.binary", file=path)
    try:
        data = data.removeprefix(codecs.BOM_UTF8)
        return data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SubmissionError("file.encoding", file=path, line=line) from error


def _with_joined_surrogates(text: str) -> str:
    """Write the escapes of JSON for characters beyond U+FFFF as YAML knows them."""

    def joined(match: re.Match[str]) -> str:
        high, low = (int(part, 16) for part in match.group(2, 3))
        return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

    return _SURROGATES.sub(joined, text)


def why_not(error: OSError) -> str:
    """Return the message key for a file that the system does not hand over."""
    if isinstance(error, FileNotFoundError):
        return "file.missing"
    if isinstance(error, IsADirectoryError):
        return "file.is_folder"
    return "file.unreadable"


def parse_yaml(text: str, file: str) -> Node:
    """Build the node tree of one document; raises SubmissionError with the line."""
    try:
        return _Builder(file).build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise SubmissionError(
            "yaml.syntax", file=file, line=line, why=_problem(error.problem or "")
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1  # the C parser counts bytes
        raise SubmissionError("yaml.character", file=file, line=line, why=error.reason) from error


def _problem(words: str) -> str:
    """Say in the reader's language what the parser stumbled over."""
    found = next((slug for part, slug in _PROBLEMS.items() if part in words), "other")
    return messages.text(f"yaml_problem.{found}")


class _Builder:
    """Turn a stream of events into nodes, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.open: list[Node] = []
        self.keys: list[tuple[str, int] | None] = []

    def build(self, events: object) -> Node:
        for event in events:  # type: ignore[attr-defined]  # yaml.parse is untyped
            self._take(event)
        if self.root is None:
            raise SubmissionError("file.empty", file=self.file)
        return self.root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._start(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise self._refuse("yaml.alias", event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._refuse("yaml.second_document", event)

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._refuse_decoration(event)
        if len(self.open) >= MAX_DEPTH:
            raise self._refuse("yaml.too_deep", event, limit=MAX_DEPTH)
        mapping = isinstance(event, yaml.MappingStartEvent)
        node = Node({} if mapping else [], _line(event))
        self._attach(node, event)
        self.open.append(node)
        self.keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_decoration(event)
        line = _line(event)
        if self.open and isinstance(self.open[-1].value, dict) and self.keys[-1] is None:
            if event.value in self.open[-1].value:
                raise self._refuse("yaml.duplicate_key", event, key=event.value)
            self.keys[-1] = (event.value, line)
            return
        if not event.style and event.value in _OTHER_NULLS:
            raise self._refuse("yaml.other_null", event, text=event.value)
        plain = event.style not in ("'", '"', "|", ">")
        node = Node(_resolve(event.value) if plain else event.value, line, raw=event.value)
        node.block = event.style in ("|", ">")
        self._attach(node, event)

    def _attach(self, node: Node, event: yaml.Event) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        if self.keys[-1] is None:
            raise self._refuse("yaml.complex_key", event)
        key, node.key_line = self.keys[-1]
        assert isinstance(parent.value, dict)
        parent.value[key] = node
        self.keys[-1] = None

    def _refuse_decoration(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            raise self._refuse("yaml.alias", event)
        if event.tag is not None:
            raise self._refuse("yaml.tag", event, tag=event.tag)

    def _refuse(self, key: str, event: yaml.Event, /, **fields: object) -> SubmissionError:
        return SubmissionError(key, file=self.file, line=_line(event), **fields)


def _line(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.line + 1


def _resolve(raw: str) -> Scalar:
    if raw in _WORDS:
        return _WORDS[raw]
    if len(raw) > MAX_DIGITS:
        return raw
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _DECIMAL.fullmatch(raw):
        return Decimal(raw)
    return raw
