"""A part that must have text has some (GR601).

What it does: looks for required parts that were filed with nothing in them.
Why: a heading over nothing reads like a part forgotten; 无 says that there was nothing.
Example: others: "".
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place

CODES = ("GR601",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each required part without text."""
    required = {each.id: each.title for each in context.edition.sections if each.narrative == "required"}
    for section in context.submission.raw.narrative:
        if section.id in required and not (section.before + section.after).strip():
            path = f"narrative.{section.id}"
            yield Finding(
                code="GR601",
                severity="should",
                anchor=path,
                instances=(Instance((Place(path=path),)),),
                fields={"part": section.title or required[section.id]},
                basis="practice",
                values=path,
            )
