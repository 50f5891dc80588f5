"""A figure that the text looks up is there (GR008).

What it does: fills every `{{ path }}` and reports those whose cells are blank, or whose whole is zero.
Why: the sentence would be printed with a hole in it.
Example: 新收申请{{ requests.received.total }}件 over an empty row.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.lookup import Placeholder, looked_up, placeholders
from govreport_writer.submission import Submission

CODES = ("GR008",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each look-up that has no number."""
    submission = context.submission
    for placeholder in _placeholders(submission):
        cells = (*placeholder.cells, *(placeholder.whole or ()))
        waits = not all(submission.readable(ref) for ref in cells if ref in submission.origins)
        if looked_up(placeholder, submission.values) is None and not waits:
            path = str(placeholder.cells[0])
            yield Finding(
                code="GR008",
                severity="must",
                anchor=placeholder.text.strip("{} "),
                instances=(Instance((Place(path=path, line=placeholder.line),)),),
                fields={"text": placeholder.text},
                values=placeholder.text,
            )


def _placeholders(submission: Submission) -> Iterator[Placeholder]:
    for section in submission.raw.narrative:
        for text, line in section.texts():
            yield from placeholders(text, submission.edition, submission.file, line)
