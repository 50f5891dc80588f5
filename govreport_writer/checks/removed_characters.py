"""Invisible characters were taken out of the text while it was read (GR006).

What it does: reports what the reader removed.
Why: such characters come from pasting, are lost silently in DOCX and refused in tagged PDF.
Example: a vertical tab (U+000B) from a line break in Word.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.remarked import place_of, remarks
from govreport_writer.findings import Finding, Instance

CODES = ("GR006",)


def check(context: Context) -> Iterator[Finding]:
    """Yield one hint for all texts that were cleaned."""
    cleaned = list(remarks(context, "GR006"))
    if not cleaned:
        return
    characters = dict.fromkeys(
        character for remark in cleaned for character in str(remark.fields["characters"]).split()
    )
    yield Finding(
        code="GR006",
        severity="hint",
        anchor="text",
        instances=tuple(Instance((place_of(remark),)) for remark in cleaned),
        fields={"characters": " ".join(characters)},
        values=" ".join(characters),
    )
