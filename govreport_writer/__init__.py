"""Write and check annual reports on open government information (政府信息公开工作年度报告).

The names below are the public interface; they are imported when first used, so that the command line
starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport_writer.documents.render import render
    from govreport_writer.editions import load as load_edition
    from govreport_writer.findings import Finding
    from govreport_writer.pipeline import run_checks
    from govreport_writer.submission_reading import read_submission

__all__ = ["Finding", "load_edition", "read_submission", "render", "run_checks"]

_HOMES = {
    "Finding": ("findings", "Finding"),
    "load_edition": ("editions", "load"),
    "read_submission": ("submission_reading", "read_submission"),
    "render": ("documents.render", "render"),
    "run_checks": ("pipeline", "run_checks"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
