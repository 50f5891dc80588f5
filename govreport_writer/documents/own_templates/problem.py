"""Problem: something wrong with a template, told so that whoever edited it finds the place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from govreport_writer import messages
from govreport_writer.errors import GovReportError


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of one template; an error stands in the way of a right report, a warning does not.

    `code` is stable. A place in a DOCX is `part` and `paragraph` (from 1), in other files `line`; `text` is
    the paragraph's. What does not apply is None.
    """

    file: str
    severity: Literal["error", "warning"]
    code: str
    message: str
    part: str | None = None
    paragraph: int | None = None
    line: int | None = None
    tag: str | None = None
    text: str | None = None

    @property
    def place(self) -> str:
        """The file and the place in it, in words."""
        if self.paragraph is not None:
            place = messages.text("template_part.paragraph", part=self.part, number=self.paragraph)
        elif self.line is not None:
            place = messages.text("template_part.line", line=self.line)
        else:
            return self.file
        return messages.text("template_problem.located", file=self.file, place=place)

    def lines(self) -> list[str]:
        """Return the problem as printed: what is wrong, and the paragraph where a tag is not all of it."""
        severity = messages.text(f"template_problem.{self.severity}")
        said = self.message
        if self.tag is not None:
            said = messages.text("template_problem.tag", tag=self.tag, message=said)
        shown = [messages.text("template_problem.line", severity=severity, place=self.place, text=said)]
        if self.text and self.text.strip() != self.tag:
            shown.append(messages.text("template_problem.paragraph", text=self.text.strip()[:80]))
        return shown

    def as_json(self) -> dict[str, object]:
        """Return the problem without what does not apply."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def problem(
    file: str, code: str, /, *, warning: bool = False, line: int | None = None, **fields: object
) -> Problem:
    """Return a problem of a file as a whole, or of a line of it."""
    message = messages.text(f"template_problem.{code}", **fields)
    return Problem(file, "warning" if warning else "error", code, message, line=line)


def of_error(file: str, error: GovReportError) -> Problem:
    """Return an error that a template led to as a problem of it."""
    message = " ".join(messages.text(f"errors.{error.key}", **error.fields).split())
    return Problem(file, "error", "failed", message, line=error.line)
