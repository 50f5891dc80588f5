"""What stands in a receipt, in the order in which it stands there (format 1)."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from govreport_writer.findings import Verdict
from govreport_writer.receipts.digests import digest
from govreport_writer.receipts.names import Sha256, Sha256s, Time
from govreport_writer.receipts.parts import (
    BesidePart,
    CountsPart,
    EditionPart,
    ExplanationPart,
    InputPart,
    OptionsPart,
    OutputPart,
    Part,
    ProfilePart,
    ProgramPart,
    RulesPart,
    UnitPart,
)

FORMAT = 1
SCHEMA_ID = "urn:govreport:receipt:1"
UNSEALED = "0" * 64
MAX_BYTES = 4 * 2**20
"""A receipt with a thousand explanations is a tenth of this; what is larger is none."""


class Receipt(Part):
    """One unit's receipt. `time` is SOURCE_DATE_EPOCH where that was set, else the report's day, or null.

    `sha256` seals the others against a slip of the hand: it is that of this object without it, as JSON in
    UTF-8 with sorted keys and no spaces.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_id: Literal["urn:govreport:receipt:1"] = Field(alias="$schema")
    format: Literal[1]
    unit: UnitPart
    input: InputPart
    beside: BesidePart
    edition: EditionPart
    rules: RulesPart
    templates: Sha256s
    profile: ProfilePart
    fonts: Sha256s
    program: ProgramPart
    engines: dict[str, str]
    options: OptionsPart
    outputs: tuple[OutputPart, ...]
    verdict: Verdict
    counts: CountsPart
    explanations: tuple[ExplanationPart, ...]
    time: Time | None
    sha256: Sha256

    def sealed(self) -> Receipt:
        """Return the receipt with its own hash."""
        return self.model_copy(update={"sha256": self._seal()})

    def is_whole(self) -> bool:
        """Whether the receipt is as it was written."""
        return self.sha256 == self._seal()

    def as_bytes(self) -> bytes:
        """Return the file: JSON in UTF-8 with a final newline, its keys in the order of this shape."""
        return (json.dumps(self._tree(), ensure_ascii=False, indent=1) + "\n").encode(errors="replace")

    def _seal(self) -> str:
        tree = {name: value for name, value in self._tree().items() if name != "sha256"}
        text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return digest(text.encode(errors="replace"))

    def _tree(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True)


def receipt_in(data: bytes) -> Receipt | None:
    """Return the receipt in a file's bytes; None when they are none, were edited, or have another format."""
    if len(data) > MAX_BYTES:
        return None
    try:
        receipt = Receipt.model_validate_json(data)
    except ValidationError:
        return None
    return receipt if receipt.is_whole() else None
