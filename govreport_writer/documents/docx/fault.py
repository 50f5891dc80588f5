"""Where a DOCX template is wrong, found when it could not be used or is to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb
from typing import Any

from govreport_writer import messages
from govreport_writer.documents.docx.package import read_parts
from govreport_writer.documents.docx.tags import DocxPart, lines_of, single_slips, tags_of, template_parts
from govreport_writer.documents.own_templates.names import name_slips
from govreport_writer.documents.own_templates.slips import Slip
from govreport_writer.errors import RenderError

_PARAGRAPH = re.compile(r"(?=<w:p[ >])")


@dataclass(frozen=True, slots=True)
class Fault:
    """A slip with its place: the part, the paragraph from 1, the paragraph's text."""

    part: str
    paragraph: int
    text: str
    slip: Slip

    @property
    def place(self) -> str:
        """The place in words."""
        return messages.text("template_part.paragraph", part=self.part, number=self.paragraph)


def faults(parts: Mapping[str, bytes], seen: Mapping[str, Any] | None = None) -> Iterator[Fault]:
    """Yield all that is wrong with the tags of a template, in reading order.

    `seen` is what the template is given; None: names are not looked at.
    """
    for part in template_parts(parts):
        found = list(_faults_in(part, seen))
        yield from found
        if seen is not None and not found:
            yield from _failing(part, seen)


def _faults_in(part: DocxPart, seen: Mapping[str, Any] | None) -> Iterator[Fault]:
    lines = list(lines_of(part.root))
    tags, slips = tags_of(lines)
    if seen is not None:
        slips += [*name_slips(tags, seen), *single_slips(lines, seen)]
    for slip in sorted(slips, key=lambda slip: slip.line):
        line = lines[slip.line]
        yield Fault(part.label, line.paragraph, line.text, slip)


def _failing(part: DocxPart, seen: Mapping[str, Any]) -> Iterator[Fault]:
    """Draw a part alone and yield the paragraph at which that fails."""
    from lxml import etree

    from govreport_writer.documents.docx.template import environment, patch

    source = etree.tostring(part.root, encoding="unicode").replace("\n", " ")
    numbered = "\n".join(_PARAGRAPH.split(source))  # the line of an error tells the paragraph
    try:
        environment().from_string(patch(numbered)).render(seen)
    except Exception as error:  # noqa: BLE001  # a template can fail in any way
        number = max(1, _line(error) - 1)
        text = next((line.text for line in lines_of(part.root) if line.paragraph == number), "")
        yield Fault(part.label, number, text, Slip(0, text, "failing", {"why": why(error)}))


def _line(error: Exception) -> int:
    """Return the line of a template at which an error arose, 1 when it is not known."""
    frames = walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == "<template>"]
    return getattr(error, "lineno", None) or (lines[-1] if lines else 1)


def why(error: Exception) -> str:
    """Return an error in short; what ran out of memory says nothing itself."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def docx_fault(path: Path, error: Exception, seen: Mapping[str, Any] | None = None) -> RenderError:
    """Return what to say of a template that failed: its first fault with the place, else the error itself."""
    first = next(faults(read_parts(path), seen), None)
    if first is None:
        return RenderError("render.docx_template", file=path, why=why(error))
    return RenderError("docx.tag", file=path, at=first.place, tag=first.slip.tag, what=first.slip.message)
