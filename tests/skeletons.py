"""Blank submissions, as `new` writes them."""

from __future__ import annotations

from govreport_writer.blank import blank_submission
from govreport_writer.form.edition import FormEdition
from govreport_writer.skeleton import skeleton
from govreport_writer.submission import Agency


def blank_yaml(form: FormEdition, year: int, name: str, kind: str, level: str) -> str:
    agency = Agency.model_validate({"name": name, "kind": kind, "level": level})
    return skeleton(blank_submission(form, year, agency))
