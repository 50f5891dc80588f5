"""The text speaks of figures that call for a word (GR410).

What it does: where a figure that the edition names is not zero, looks for one of some words in a section.
Why: such cases come from a step that the report has to tell of.
Example: 2 applications closed because a fee was not paid, and no word on fees in the last part.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import section_of, text_of
from govreport_writer.figures import added, printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.form.file import ExpectationFile
from govreport_writer.form.paths import cells_at
from govreport_writer.places import label_of, place

CODES = ("GR410",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each figure of which its section does not speak; a part left out is another's."""
    for expectation in context.edition.file.expects:
        section = section_of(context.submission, expectation.section)
        text = text_of(section)
        if text.strip() and not any(word in text for word in expectation.words):
            yield from _of_figure(context, expectation)


def _of_figure(context: Context, expectation: ExpectationFile) -> Iterator[Finding]:
    submission, edition = context.submission, context.edition
    refs = cells_at(expectation.figure, {table.id: table for table in edition.tables})
    total = added(submission.values.get(ref) for ref in refs)
    if not total:
        return
    titles = {section.id: section.title for section in edition.sections}
    yield Finding(
        code="GR410",
        severity="should",
        anchor=str(refs[0]),
        instances=(Instance((place(submission, refs[0]),)),),
        fields={
            "label": label_of(edition, refs[0]),
            "value": printed(total),
            "part": titles[expectation.section],
            "words": messages.text("words.comma").join(expectation.words),
        },
        basis=expectation.basis,
        cite=expectation.cite,
        values=printed(total),
    )
