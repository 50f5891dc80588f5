"""The parts of a list in the text fit its whole (GR611).

What it does: adds up figures after 其中, after 以……分 or 从……看, and after a colon.
Why: parts above the whole are a slip or overlap; below it they are one only where the list leaves none out.
Example: 收到申请137件, by network 80, by letter 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.mentions.lists import lists
from govreport_writer.mentions.parts import Number, Parts
from govreport_writer.mentions.readings import readings

CODES = ("GR611",)


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for parts that plainly do not fit, a hint where they may overlap."""
    counts: Counter[str] = Counter()
    for found in lists(readings(context.submission)):
        for values, certain in found.misfits():
            name = f"{found.reading.section}.{found.name}"
            counts[name] += 1
            yield _finding(found, values, f"{name}.{counts[name]}", certain=certain)


def _finding(found: Parts, values: list[Number], anchor: str, *, certain: bool) -> Finding:
    total = sum(values)
    added = " + ".join(map(printed, values))
    sentence = found.reading.sentence
    return Finding(
        code="GR611",
        severity="should" if certain else "hint",
        anchor=anchor,
        instances=(Instance((Place(line=found.line),), total, found.whole),),
        fields={
            "quoted": sentence.shown(found.start, found.end + 2),
            "added": added,
            "total": printed(total),
            "whole": printed(found.whole),
        },
        basis="practice",
        values=f"{added} {'>' if total > found.whole else '<'} {printed(found.whole)}",
    )
