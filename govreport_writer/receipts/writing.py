"""Write the receipt of a unit whose documents have been made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from govreport_writer import messages
from govreport_writer.checks.characters import printed_text
from govreport_writer.documents.files import Order, file_name, stem
from govreport_writer.explanations_file import counting_beside
from govreport_writer.fonts import installed_fonts, uncovered
from govreport_writer.pipeline import Outcome
from govreport_writer.receipts.digests import digest, file_digest
from govreport_writer.receipts.installation import edition_part, installation
from govreport_writer.receipts.moment import time_of
from govreport_writer.receipts.names import Sha256s
from govreport_writer.receipts.parts import (
    BesidePart,
    CountsPart,
    EarlierPart,
    ExplanationPart,
    InputPart,
    OutputPart,
    PicturePart,
    UnitPart,
)
from govreport_writer.receipts.shape import SCHEMA_ID, UNSEALED, Receipt
from govreport_writer.receipts.source import Source
from govreport_writer.report_json import open_counts
from govreport_writer.rules_off import Off
from govreport_writer.submission import Submission

FOLDER = "receipts"
"""Where receipts lie inside the folder of the documents."""
SUFFIX = ".receipt.json"


Earlier = tuple[EarlierPart, ...]
"""The submissions of earlier years that a unit was held against, the oldest first."""


def receipt_for(
    outcome: Outcome,
    order: Order,
    off: Off,
    source: Source,
    contents: Mapping[str, bytes],
    earlier: Earlier | None = None,
) -> tuple[str, bytes]:
    """Return the name of a receipt, below the folder of the documents, and its bytes.

    `contents` are the documents of the outcome, which holds its submission, by file name. Without `earlier`
    the files of the outcome's earlier years are read. RenderError when SOURCE_DATE_EPOCH is no number.
    """
    submission = outcome.submission
    assert submission is not None, "documents were made of it"
    if earlier is None:
        earlier = tuple(earlier_part(each.year, Path(each.file)) for each in outcome.earlier)
    receipt = _receipt(outcome, submission, order, off, source, contents, earlier).sealed()
    return f"{FOLDER}/{receipt_name(submission, draft=order.draft)}", receipt.as_bytes()


def receipt_name(submission: Submission, *, draft: bool) -> str:
    """Return the name of a receipt, which begins as those of the documents do."""
    mark = messages.printed("document.file_draft") if draft else ""
    return f"{stem(submission)}{mark}{SUFFIX}"


def _receipt(
    outcome: Outcome,
    submission: Submission,
    order: Order,
    off: Off,
    source: Source,
    contents: Mapping[str, bytes],
    earlier: Earlier,
) -> Receipt:
    agency, edition = submission.agency, submission.edition
    here = installation(edition_part(edition.id, edition.variant), order, off)
    return Receipt(
        schema_id=SCHEMA_ID,
        format=1,
        unit=UnitPart(
            agency=agency.name, short_names=agency.short_names, code=agency.code, year=submission.year
        ),
        input=InputPart(name=source.name, sha256=source.sha256, bytes=source.size),
        beside=_beside(submission, source, earlier),
        edition=here.edition,
        rules=here.rules,
        templates=here.templates,
        profile=here.profile,
        fonts=dict(sorted({**here.fonts, **_lent(submission, order)}.items())),
        program=here.program,
        engines=here.engines,
        options=here.options,
        outputs=tuple(_outputs(submission, order, contents)),
        verdict=outcome.verdict,
        counts=CountsPart.model_validate(open_counts(outcome)),
        explanations=tuple(_explanations(outcome, submission)),
        time=time_of(submission),
        sha256=UNSEALED,
    )


def _beside(submission: Submission, source: Source, earlier: Earlier) -> BesidePart:
    unusable = {
        str(remark.fields["name"]): None for remark in submission.raw.remarks if remark.code == "GR007"
    }
    usable = {name: digest(picture.data) for name, picture in submission.raw.pictures.items()}
    pictures = sorted({**unusable, **usable}.items())
    return BesidePart(
        explanations=source.explanations,
        pictures=tuple(PicturePart(name=name, sha256=sha256) for name, sha256 in pictures),
        earlier=earlier,
    )


def earlier_part(year: int, path: Path) -> EarlierPart:
    """Return the submission of an earlier year as a receipt names it."""
    return EarlierPart(year=year, sha256=file_digest(path))


def _lent(submission: Submission, order: Order) -> Sha256s:
    """Return the fonts of this computer that lend the PDF characters which the shipped ones lack.

    WeasyPrint looks for such fonts itself and does not tell which it took.
    """
    if "pdf" not in order.formats or order.appearance.pdf_engine != "typst":
        return {}
    fonts = installed_fonts(uncovered(printed_text(submission)))
    return {path.name: file_digest(path) for path, _ in fonts.values()}


def _outputs(submission: Submission, order: Order, contents: Mapping[str, bytes]) -> Iterator[OutputPart]:
    formats = {file_name(submission, each, draft=order.draft): each for each in order.formats}
    for name, data in contents.items():
        yield OutputPart(name=name, format=formats[name], sha256=digest(data), bytes=len(data))


def _explanations(outcome: Outcome, submission: Submission) -> Iterable[ExplanationPart]:
    """Yield the findings that an explanation answers, or answered before the figures changed."""
    given = (*submission.raw.explanations, *counting_beside(submission))
    by = {(each.finding, each.text): each.by for each in given}
    for finding in outcome.findings:
        if finding.state != "open" and finding.explanation is not None:
            text = finding.explanation
            who = by.get((finding.id, text))
            yield ExplanationPart(finding=finding.id, state=finding.state, text=text, by=who)
