"""How documents look: the profile, an agency's own templates, what sets the PDF and to which standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder
from govreport_writer.vocabulary import PdfEngine, PdfStandard

if TYPE_CHECKING:
    from govreport_writer.profile import Profile

TEMPLATES = ("report.docx", "report.html.j2", "fragment.html.j2", "report.css", "print.css", "report.typ")
"""What an agency may bring in a look of its own."""


def own_templates(folder: Path | None) -> Path | None:
    """Return a folder of templates; RenderError when there is none, or it has no template in it."""
    if folder is not None and not any((folder / name).is_file() for name in TEMPLATES):
        raise RenderError("render.no_templates", folder=folder, names=", ".join(TEMPLATES))
    return folder


def _standard_profile() -> Profile:
    """Return the profile in force by default; a check does not wait for its model."""
    from govreport_writer.profile import standard_profile

    return standard_profile()


@dataclass(frozen=True, slots=True)
class Appearance:
    """The look of a run's documents.

    `templates` is a folder of the agency's own templates; those it lacks are the shipped ones.
    `pdf_standard` None: a plain tagged PDF.
    """

    profile: Profile = field(default_factory=_standard_profile)
    templates: Path | None = None
    pdf_engine: PdfEngine = "typst"
    pdf_standard: PdfStandard | None = None

    def template(self, name: str) -> Path:
        """Return the agency's own template of a name, else the shipped one."""
        own = self.templates and self.templates / name
        return own if own and own.is_file() else templates_folder() / name
