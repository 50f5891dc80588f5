"""The part on problems names some, and what is done about them (GR608).

What it does: reads that part: nothing but 无 or a few words, or no word on improvement.
Why: a part that says nothing is what reviewers look at first, and the Regulations ask for both.
Example: 无。 under 存在的主要问题及改进情况.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import says, section_of, sentences, squeezed, text_of
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.wording import compiled, wording

CODES = ("GR608",)
SHORTEST = 10
"""Characters: fewer name no problem."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding when the part says nothing or no measure; one without text is another check's."""
    words = wording()
    section = section_of(context.submission, words.sections.problems)
    text = squeezed(text_of(section))
    if context.edition.free_headings or section is None or not text:
        return
    elsewhere = " ".join(each.title or "" for each in context.submission.raw.narrative if each is not section)
    if len(text) < SHORTEST or compiled(words.problems.nothing).fullmatch(sentences(text)):
        reason = "nothing"
    elif not says(words.problems.measures, f"{text} {elsewhere}"):
        reason = "measures"
    else:
        return
    titles = {each.id: each.title for each in context.edition.sections}
    path = f"narrative.{section.id}"
    yield Finding(
        code="GR608",
        severity="should",
        anchor=path,
        instances=(Instance((Place(path=path),)),),
        fields={
            "part": section.title or titles.get(section.id or "", ""),
            "reason": messages.text(f"findings.GR608_reason.{reason}"),
        },
        basis="regulation",
        values=reason,
    )
