"""The checks, one a file, in the order they run.

A check is a module with `CODES`, and `check(context)`, which yields findings and does nothing else: it
prints nothing, raises nothing about the data, and changes no argument.
"""

from __future__ import annotations

from types import ModuleType

from govreport_writer.checks import (
    balance,
    blanks,
    bound,
    changed_form,
    changed_formulas,
    characters,
    empty_sections,
    figures,
    footing,
    implies,
    labels,
    ledger_totals,
    look_ups,
    ragged_tables,
    removed_characters,
    sections,
    tidied,
    together,
    unlike,
    unusable_pictures,
    year,
)

CHECKS: tuple[ModuleType, ...] = (
    year,
    changed_form,
    changed_formulas,
    tidied,
    labels,
    sections,
    look_ups,
    ragged_tables,
    removed_characters,
    unusable_pictures,
    blanks,
    figures,
    footing,
    ledger_totals,
    balance,
    bound,
    together,
    implies,
    unlike,
    empty_sections,
    characters,
)
