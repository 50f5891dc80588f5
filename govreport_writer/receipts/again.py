"""Render a unit again from its submission, and compare what comes of it with the receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from govreport_writer.documents.files import Order
from govreport_writer.errors import GovReportError
from govreport_writer.pipeline import check_file, documents_of
from govreport_writer.receipts.difference import Difference
from govreport_writer.receipts.shape import Receipt, receipt_in
from govreport_writer.receipts.source import source_at
from govreport_writer.receipts.writing import receipt_for
from govreport_writer.rules_off import Off
from govreport_writer.submission_reading import read_submission


def rendered_again(
    receipt: Receipt, path: Path, order: Order, off: Off, known: Mapping[str, Path]
) -> Iterator[Difference]:
    """Yield the documents that would come out otherwise, and a verdict or explanations that would.

    `path` is the submission; `known` are submissions of earlier years by their hashes.
    """
    try:
        again = _receipt_again(receipt, path, order, off, known)
    except GovReportError as error:
        yield Difference("again_failed", str(path), None, str(error))
        return
    if again is None or again.verdict != receipt.verdict or again.counts != receipt.counts:
        yield Difference("again_verdict", str(path), receipt.verdict, again.verdict if again else None)
    if again is not None:
        yield from _unlike_documents(receipt, again)
        if again.explanations != receipt.explanations:
            yield Difference("again_explanations", str(path))


def _receipt_again(
    receipt: Receipt, path: Path, order: Order, off: Off, known: Mapping[str, Path]
) -> Receipt | None:
    """Return the receipt that a unit would get now; None when nothing would be rendered."""
    recorded = [each.sha256 for each in receipt.beside.earlier]
    earlier = [read_submission(known[sha256]) for sha256 in recorded if sha256 in known]
    outcome = check_file(path, earlier, order.formats, off)
    if outcome.error is not None:
        return None
    made, source = documents_of(outcome, order), source_at(path, receipt.input.name)
    if made is None or source is None:
        return None
    return receipt_in(receipt_for(outcome, order, off, source, made.contents)[1])


def _unlike_documents(receipt: Receipt, again: Receipt) -> Iterator[Difference]:
    found = {output.name: output.sha256 for output in again.outputs}
    for output in receipt.outputs:
        if output.name not in found:
            yield Difference("again_missing", output.name, output.sha256)
        elif found[output.name] != output.sha256:
            yield Difference("again_changed", output.name, output.sha256, found[output.name])
