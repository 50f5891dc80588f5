"""What is wrong with a template, as it is found in it and as it is said."""

from __future__ import annotations

from dataclasses import dataclass, field

from govreport_writer import messages


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong with a tag: its line, its text, the key of the message and the fields of that.

    A field `near` is the known word that was perhaps meant, or empty.
    """

    line: int
    tag: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in the language in force."""
        near = self.fields.get("near", "")
        hint = messages.text("words.did_you_mean", word=near) if near else ""
        return messages.text(f"template_slip.{self.key}", **self.fields, hint=hint)
