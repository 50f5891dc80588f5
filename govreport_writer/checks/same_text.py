"""The text is not last year's (GR512).

What it does: compares each part with last year's by runs of eight characters, leaving out figures, blanks
and punctuation; a part in which four of five runs stood last year is named.
Why: a report that repeats itself tells nothing, and those who assess reports compare them.
Example: the part on problems taken over with only the year changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import text_of
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.submission import PREFACE, NarrativeSection

CODES = ("GR512",)
RUN = 8
SHORTEST = 100
"""Characters: shorter parts say the same in few ways."""
LONGEST = 20_000
"""Characters that are compared."""
MOST_ALIKE = 80
"""Per cent of the runs."""
_STEP = 3
_NO_HAN = re.compile("[^\u4e00-\u9fff]+")


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each part that is mostly last year's; introductions are alike by nature."""
    if context.prior is None:
        return
    titles = {section.id: section.title for section in context.edition.sections}
    before = {_key(section): section for section in context.prior.raw.narrative}
    for section in context.submission.raw.narrative:
        earlier = before.get(_key(section))
        if earlier is None or section.id == PREFACE:
            continue
        share = alike(text_of(section), text_of(earlier))
        if share >= MOST_ALIKE:
            yield Finding(
                code="GR512",
                severity="hint",
                anchor=section.id or section.title or "",
                instances=(Instance((Place(line=section.lines[0] or section.lines[1]),)),),
                fields={"part": section.title or titles.get(section.id or "", ""), "share": share},
                values=f"{share}%",
            )


def alike(text: str, earlier: str) -> int:
    """Return how many per cent of the runs of a text stood in the earlier one; 0 for a short text."""
    one, other = _bare(text), _bare(earlier)
    if min(len(one), len(other)) < SHORTEST:
        return 0
    known = {other[at : at + RUN] for at in range(len(other) - RUN + 1)}
    runs = [one[at : at + RUN] for at in range(0, len(one) - RUN + 1, _STEP)]
    return 100 * sum(1 for run in runs if run in known) // len(runs)


def _bare(text: str) -> str:
    return _NO_HAN.sub("", text[: 2 * LONGEST])[:LONGEST]


def _key(section: NarrativeSection) -> str:
    return section.id or section.title or ""
