"""The parts of a receipt."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from govreport_writer.findings import State
from govreport_writer.receipts.names import BareName, Format, NameBelow, Sha256, Sha256s, Size
from govreport_writer.submission import Day
from govreport_writer.vocabulary import PdfEngine, PdfStandard
from govreport_writer.yaml_model import StrictModel


class Part(StrictModel):
    """A part of a receipt."""

    model_config = ConfigDict(coerce_numbers_to_str=False)


class UnitPart(Part):
    """Whose report it is."""

    agency: str
    short_names: tuple[str, ...]
    code: str | None
    year: int


class InputPart(Part):
    """The submission as a file; its name is the one it has below the folder that was rendered."""

    name: NameBelow
    sha256: Sha256
    bytes: Size


class PicturePart(Part):
    """A picture of the text, by the name the text gives it; null: it could not be used."""

    name: str
    sha256: Sha256 | None


class EarlierPart(Part):
    """The submission of an earlier year that this one was held against."""

    year: int
    sha256: Sha256


class BesidePart(Part):
    """What was read with the submission; `explanations` is the file of explanations beside it."""

    explanations: Sha256 | None
    pictures: tuple[PicturePart, ...]
    earlier: tuple[EarlierPart, ...]


class EditionPart(Part):
    """The form, hashed over the files it is compiled from: its own, and the one that it extends."""

    id: str
    variant: str | None
    sha256: Sha256
    source: Literal["shipped", "added"]


class RuleOffPart(Part):
    """A rule that did not count."""

    rule: str
    reason: str
    date: Day


class RulesPart(Part):
    """The rules: the shipped editions with their relations, wordings and patterns; editions added to them."""

    sha256: Sha256
    added: Sha256s
    off: tuple[RuleOffPart, ...]


class ProfilePart(Part):
    """The layout's profile, hashed over the values in force."""

    id: str
    sha256: Sha256


class ProgramPart(Part):
    """What wrote the documents and the receipt."""

    name: str
    version: str


class OptionsPart(Part):
    """What was asked for; engine and standard are null where no PDF was."""

    formats: tuple[Format, ...]
    draft: bool
    pdf_engine: PdfEngine | None
    pdf_standard: PdfStandard | None
    charts: bool
    verify: bool


class OutputPart(Part):
    """A finished document."""

    name: BareName
    format: Format
    sha256: Sha256
    bytes: Size


class CountsPart(Part):
    """How many findings of each severity were open."""

    must: int
    should: int
    hint: int


class ExplanationPart(Part):
    """A finding that was explained, or whose explanation has lapsed, with the words and who gave them."""

    finding: str
    state: State
    text: str
    by: str | None
