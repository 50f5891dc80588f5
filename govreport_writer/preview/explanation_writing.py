"""Write an explanation into the file beside a submission; everything else in that file stays as it is.

The text is cut and joined at the places where the YAML parser saw the items, then read back: where the
result would not say exactly what it said before and the new explanation, the file is left alone.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import yaml

from govreport_writer.documents.files import write_all
from govreport_writer.errors import SubmissionError
from govreport_writer.explanations_file import as_plain, explanations_in, path_beside
from govreport_writer.submission import Explanation
from govreport_writer.submission_text import written
from govreport_writer.yaml_strict import read_text

_DASH = re.compile(r"( *)-\s")


def write_explanation(submission_file: Path, explanation: Explanation) -> None:
    """Write an explanation in the place of the one for the same finding, else behind the last.

    SubmissionError for a file that cannot be kept as it is, RenderError for one that cannot be written.
    """
    path = path_beside(submission_file)
    if not path.exists():
        write_all({path: _lines_of(explanation).encode()})
        return
    expected = _expected(explanations_in(path), explanation)
    text = _joined(read_text(path), explanation, path)
    _prove(text, expected, path)
    mark = codecs.BOM_UTF8 if path.read_bytes().startswith(codecs.BOM_UTF8) else b""
    write_all({path: mark + text.encode()})


def _expected(before: tuple[Explanation, ...], new: Explanation) -> list[Explanation]:
    """Return what the file has to say afterwards: of several for one finding, the first gives way."""
    index = next((index for index, each in enumerate(before) if each.finding == new.finding), len(before))
    return [*before[:index], new, *before[index + 1 :]]


def _lines_of(explanation: Explanation, indent: str = "", newline: str = "\n") -> str:
    """Return an explanation as an item of a list."""
    lines = written([as_plain(explanation)], ".yaml").split("\n")[:-1]
    return "".join(f"{indent}{line}".rstrip(" ") + newline for line in lines)


def _joined(text: str, explanation: Explanation, path: Path) -> str:
    """Return the text with an explanation put in its place, with the indent and the line ends it has."""
    items = _items(text, path)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    dash = _DASH.match(lines[items[0].start_mark.line])
    new = _lines_of(explanation, dash[1] if dash else "", newline)
    found = next((each for each in items if _finding(each) == explanation.finding), None)
    last = _end(found or items[-1])
    while not lines[last - 1].strip():  # a block of text reaches over the empty lines behind it
        last -= 1
    first = found.start_mark.line if found else last
    return "".join([*lines[:first], new, *lines[last:]])


def _items(text: str, path: Path) -> list[yaml.Node]:
    """Return the items with their places; SubmissionError for a list that is not written item by line."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if isinstance(root, yaml.MappingNode):
        root = root.value[0][1]
    if not isinstance(root, yaml.SequenceNode) or root.flow_style or not root.value:
        raise SubmissionError("explanations.not_kept", file=path)
    return list(root.value)


def _finding(item: yaml.Node) -> str | None:
    """Return the id of the finding that an item explains."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return next((value.value for key, value in pairs if key.value == "finding"), None)


def _end(item: yaml.Node) -> int:
    """Return the number of lines up to an item's end: behind its last value, before comments that follow."""
    last = item
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    mark = last.end_mark
    return int(mark.line) + (1 if mark.column else 0)


def _prove(text: str, expected: list[Explanation], path: Path) -> None:
    """Refuse a text that would not be read as what it is meant to say."""
    try:
        said = list(explanations_in(path, text))
    except SubmissionError:
        said = []
    if list(map(_bare, said)) != list(map(_bare, expected)):
        raise SubmissionError("explanations.not_kept", file=path)


def _bare(explanation: Explanation) -> Explanation:
    """Return an explanation without the line end behind it, which a last line may lack."""
    return explanation.model_copy(update={"text": explanation.text.rstrip()})
