"""The first part speaks of all it should (GR609), of no more (GR620), and a government's of more (GR607).

What it does: looks in the first part for a word on each heading that the edition suggests, and counts its
characters; looks in the report of a government for assessment, public appraisal and liability.
Why: the notice lists what the first part is about, and the Regulations what governments report besides.
Example: a first part without a word on 政府信息管理; a county's report without 社会评议.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import passages, says, section_of, squeezed, text_of
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.lookup import PLACEHOLDER
from govreport_writer.wording import wording

CODES = ("GR607", "GR609", "GR620")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for topics left out and one for length; nothing over a part without text."""
    form = context.edition.section(wording().sections.overview)
    own = section_of(context.submission, wording().sections.overview)
    text = text_of(own)
    if form is None or own is None or not text.strip():
        return
    words = wording().topics
    missing = [topic for topic in form.suggested if not says(words.get(topic, topic), text)]
    if missing:
        fields: dict[str, object] = {"part": own.title or form.title}
        yield _lacking(context, "GR609", form.id, missing, fields)
    yield from _of_government(context, form.id)
    length = _length(text)
    if form.longest is not None and length > form.longest:
        yield Finding(
            code="GR620",
            severity="hint",
            anchor=f"narrative.{form.id}",
            instances=(Instance((Place(path=f"narrative.{form.id}"),)),),
            fields={"part": own.title or form.title, "length": length, "longest": form.longest},
            basis="practice",
            values=f"{length} > {form.longest}",
        )


def _length(text: str) -> int:
    """Return how many characters a text has, its tables apart; a figure looked up counts as two."""
    lines = PLACEHOLDER.sub("00", text).split("\n")
    return sum(len(squeezed(line)) for line in lines if not line.lstrip().startswith("|"))


def _of_government(context: Context, section: str) -> Iterator[Finding]:
    submission, words = context.submission, wording().government_topics
    is_government = submission.agency.kind == "government" and says(words.reports, submission.agency.name)
    if submission.year < words.first_year or not is_government:
        return
    text = "\n".join(passage.text for passage in passages(submission))
    missing = [topic for topic, word in words.words.items() if not says(word, text)]
    if missing:
        yield _lacking(context, "GR607", section, missing, {})


def _lacking(
    context: Context, code: str, section: str, missing: list[str], fields: dict[str, object]
) -> Finding:
    return Finding(
        code=code,
        severity="should",
        anchor=f"narrative.{section}",
        instances=(Instance((Place(path=f"narrative.{section}"),)),),
        fields=fields | {"missing": messages.text("words.comma").join(missing)},
        basis="regulation",
        cite=wording().government_topics.cite if code == "GR607" else context.edition.notice,
        values=" ".join(missing),
    )
