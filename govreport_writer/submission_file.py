"""The keys of a submission file around its tables and text, as YAML and JSON spell them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govreport_writer.submission import Agency, Annex, Contact, Day, Explanation, Filing, Signature
from govreport_writer.yaml_model import StrictModel


class SubmissionFile(StrictModel):
    """A submission without `tables` and `narrative`, which are read against the edition."""

    format: Literal[1]
    edition: str | None = None
    variant: str | None = None
    year: Annotated[int, Field(strict=True)]
    agency: Agency
    contact: Contact = Contact()
    published: Day | None = None
    title: tuple[str, ...] = ()
    signature: Signature | None = None
    annex: Annex | None = None
    labels: dict[str, str] = Field(default_factory=dict)
    filing: Filing | None = None
    explanations: tuple[Explanation, ...] = ()


OWN_KEYS = ("narrative", "tables")
"""Keys of a submission that SubmissionFile leaves to their own readers."""
