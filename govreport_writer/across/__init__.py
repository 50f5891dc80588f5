"""What one submission cannot show by itself: other units' text, figures and names, and its own past.

`sketch_of` is taken in a worker, `copied` compares sketches where all units come together. Findings are like
those of checks: whoever calls drops the rules that are off (`rules_off.findings_on`).
"""

from __future__ import annotations

from types import ModuleType

from govreport_writer.across import other_names, own_past, same_part, same_passage, same_tables
from govreport_writer.across.between import copied
from govreport_writer.across.other_names import foreign_names
from govreport_writer.across.own_past import outliers
from govreport_writer.across.sketch import Sketch, sketch_of

ACROSS: tuple[ModuleType, ...] = (same_part, same_passage, same_tables, other_names, own_past)
"""The modules that yield findings, in the order in which these appear."""

__all__ = ["ACROSS", "Sketch", "copied", "foreign_names", "outliers", "sketch_of"]
