"""Verify one receipt: whether the files are those it names, and would come out the same again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from govreport_writer import messages
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.files import Order
from govreport_writer.errors import EditionError, SubmissionError
from govreport_writer.profile import Profile, load_profile, shipped_profiles
from govreport_writer.receipts.again import rendered_again
from govreport_writer.receipts.compare import notes_on, unlike_earlier, unlike_inputs, unlike_outputs
from govreport_writer.receipts.difference import Difference, Note
from govreport_writer.receipts.found import outputs_folder
from govreport_writer.receipts.installation import edition_part, installation
from govreport_writer.receipts.parts import UnitPart
from govreport_writer.receipts.shape import FORMAT, MAX_BYTES, Receipt, receipt_in
from govreport_writer.rules_off import Off, RuleOff

Result = Literal["same", "different", "unreadable", "incomplete"]
"""Two are equal, a difference was found, the receipt is none, the comparison did not come to its end."""
EXIT_CODES: Mapping[Result, int] = {"same": 0, "different": 1, "unreadable": 2, "incomplete": 3}


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of one receipt; `unit` is None and `error` set for one that cannot be read."""

    receipt: str
    unit: UnitPart | None = None
    differences: tuple[Difference, ...] = ()
    notes: tuple[Note, ...] = ()
    error: str | None = None
    incomplete: bool = False

    def result(self, *, strict: bool = False) -> Result:
        """Return the result; `strict` takes a program that would render otherwise for a difference."""
        if self.error is not None:
            return "incomplete" if self.incomplete else "unreadable"
        return "different" if self.differences or (strict and self.notes) else "same"


@dataclass(frozen=True, slots=True)
class VerifyReceipt:
    """Verifies a receipt by its path.

    `outputs` is where its documents lie, None: where the receipt itself tells. `inputs` is the folder its
    name of the submission begins at; None: inputs are not looked at. `known` are submissions of earlier
    years by their hashes, None: these are not looked for. With `again` each unit is rendered again.
    """

    outputs: Path | None = None
    inputs: Path | None = None
    known: Mapping[str, Path] | None = None
    again: bool = False
    profile: Profile | None = None
    templates: Path | None = None

    def __call__(self, path: Path) -> Verified:
        """Return what agrees with the receipt and what does not."""
        receipt = _read(path)
        if receipt is None:
            error = SubmissionError("receipt.unreadable", file=path, known=FORMAT)
            return Verified(str(path), error=str(error))
        found = list(unlike_outputs(receipt, self.outputs or outputs_folder(path)))
        given = list(self._unlike_inputs(receipt))
        if self.again and self.inputs is not None and not given:
            found += self._again(receipt, self.inputs)
        notes = tuple(self._notes(receipt))
        return Verified(str(path), receipt.unit, (*found, *given), notes)

    def _unlike_inputs(self, receipt: Receipt) -> Iterator[Difference]:
        if self.inputs is not None:
            yield from unlike_inputs(receipt, self.inputs)
        if self.known is not None or self.again:
            yield from unlike_earlier(receipt, self.known or {})

    def _again(self, receipt: Receipt, inputs: Path) -> Iterator[Difference]:
        profile = self._profile(receipt)
        path = inputs / receipt.input.name
        if profile is None:
            why = messages.text("receipt.no_profile", name=receipt.profile.id)
            yield Difference("again_failed", str(path), None, why)
            return
        order = self._order(receipt, profile)
        yield from rendered_again(receipt, path, order, _off(receipt), self.known or {})

    def _notes(self, receipt: Receipt) -> Iterator[Note]:
        recorded, profile = receipt.edition, self._profile(receipt)
        if profile is None:
            yield Note("profile", receipt.profile.id, receipt.profile.sha256)
        try:
            edition = edition_part(recorded.id, recorded.variant)
        except EditionError:
            yield Note("edition_unknown", recorded.id, recorded.sha256)
            edition = recorded
        order = self._order(receipt, profile or load_profile("standard"))
        for note in notes_on(receipt, installation(edition, order, _off(receipt))):
            if note.kind != "profile" or profile is not None:
                yield note

    def _profile(self, receipt: Receipt) -> Profile | None:
        """Return the profile that was named, else the shipped one of the receipt's name."""
        if self.profile is not None:
            return self.profile
        return load_profile(receipt.profile.id) if receipt.profile.id in shipped_profiles() else None

    def _order(self, receipt: Receipt, profile: Profile) -> Order:
        asked = receipt.options
        look = Appearance(profile, self.templates, asked.pdf_engine or "typst", asked.pdf_standard)
        return Order(Path(), asked.formats, asked.draft, look, asked.charts, asked.verify)


def _off(receipt: Receipt) -> Off:
    return tuple(RuleOff.model_validate(each.model_dump()) for each in receipt.rules.off)


def _read(path: Path) -> Receipt | None:
    try:
        return receipt_in(path.read_bytes()) if path.stat().st_size <= MAX_BYTES else None
    except OSError:
        return None
