"""What `govreport receipt verify` found, as text for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from govreport_writer import messages
from govreport_writer.cli.output import say
from govreport_writer.receipts.difference import Difference, Note
from govreport_writer.receipts.verifying import EXIT_CODES, Verified

FORMAT = 1
"""The version of the JSON that is printed."""
FEW = 20
"""Receipts up to which those that agree are named too."""


def show(found: Sequence[Verified], *, strict: bool) -> None:
    """Print each receipt that does not agree, all of them where they are few, then counts and notes."""
    for each in found:
        _print_one(each, quiet=len(found) > FEW, strict=strict)
    if len(found) > 1:
        counts = _counts(found, strict=strict)
        style = "green" if counts["same"] == len(found) else "red"
        say(messages.text("receipt.run", count=len(found), **counts), f"bold {style}")
    notes = Counter(str(note) for each in found for note in each.notes if not strict)
    for note, count in notes.items():
        say(messages.text("receipt.note_of", count=count, note=note), "yellow")


def _print_one(found: Verified, *, quiet: bool, strict: bool) -> None:
    if found.error is not None or found.unit is None:
        say(messages.text("words.error", text=found.error), "red")
        return
    names = {"receipt": found.receipt, "agency": found.unit.agency, "year": found.unit.year}
    unlike = (*found.differences, *(found.notes if strict else ()))
    if unlike:
        say(messages.text("receipt.unit", **names), "bold red")
    elif not quiet:
        say(messages.text("receipt.same", **names), "green")
    for each in unlike:
        say(f"  {each}")


def _counts(found: Iterable[Verified], *, strict: bool) -> dict[str, int]:
    counted = Counter(each.result(strict=strict) for each in found)
    return {result: counted[result] for result in EXIT_CODES}


def as_json(found: Sequence[Verified], *, strict: bool) -> str:
    """Return every receipt with its result, its differences and what is to be noted."""
    counts = _counts(found, strict=strict)
    worst = next(result for result in reversed(counts) if counts[result])
    receipts = [_receipt(each, strict=strict) for each in found]
    tree = {"format": FORMAT, "result": worst, "counts": counts, "receipts": receipts}
    return json.dumps(tree, ensure_ascii=False, indent=1)


def _receipt(found: Verified, *, strict: bool) -> Mapping[str, object]:
    unit = found.unit
    shown: dict[str, object] = {
        "receipt": found.receipt,
        "agency": unit.agency if unit else None,
        "code": unit.code if unit else None,
        "year": unit.year if unit else None,
        "result": found.result(strict=strict),
    }
    if found.error is not None:
        shown["error"] = found.error
    return shown | {
        "differences": [_told(each) for each in found.differences],
        "notes": [_told(each) for each in found.notes],
    }


def _told(each: Difference | Note) -> Mapping[str, object]:
    return {
        "kind": each.kind,
        "name": each.name,
        "recorded": each.recorded,
        "found": each.found,
        "message": str(each),
    }
