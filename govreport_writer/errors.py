"""Errors: the tool cannot go on, says why in one line, and exits with 2."""

from __future__ import annotations

from govreport_writer import messages


class GovReportError(Exception):
    """Carry one message key with its fields, and the file and line it is about.

    `str()` gives the line in the language in force. A finding about an agency's data is never an error.
    """

    exit_code = 2

    def __init__(
        self, key: str, /, *, file: object = None, line: int | None = None, **fields: object
    ) -> None:
        super().__init__(key)
        self.key = key
        self.file = None if file is None else str(file)
        self.line = line
        self.fields = fields
        self.also: tuple[int, ...] = ()
        """Lines of further mistakes of the kind."""

    def __str__(self) -> str:
        text = _in_one_line(messages.text(f"errors.{self.key}", **self.fields))
        if self.also:
            lines = messages.text("words.comma").join(map(str, dict.fromkeys(self.also)))
            text += messages.text("words.also", count=len(self.also), lines=lines)
        if self.file is None:
            return text
        place = (
            self.file
            if self.line is None
            else messages.text("words.file_line", file=self.file, line=self.line)
        )
        return messages.text("words.located", place=place, text=text)


def _in_one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines())


class SubmissionError(GovReportError):
    """A submission that cannot be read as one: wrong syntax, unknown key, no such edition."""


class EditionError(GovReportError):
    """An edition file that does not load; the line is the author's mistake."""


class RenderError(GovReportError):
    """A document that cannot be made or written."""
