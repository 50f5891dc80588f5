"""Every picture that the text names can be printed (GR007).

What it does: reports pictures that are missing, too large, no PNG or JPEG, or outside the folder.
Why: the document would carry a description in place of the picture.
Example: ![趋势图](../图.svg).
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.checks.remarked import place_of, remarks
from govreport_writer.findings import Finding, Instance

CODES = ("GR007",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each picture that cannot be used."""
    for remark in remarks(context, "GR007"):
        name = str(remark.fields["name"])
        reason = messages.text(f"findings.GR007_reason.{remark.fields['reason']}")
        yield Finding(
            code="GR007",
            severity="must",
            anchor=name,
            instances=(Instance((place_of(remark),)),),
            fields={"name": name, "reason": reason},
            values=name,
        )
