"""In one sentence, received and carried in make handled and carried out (GR615).

What it does: where a sentence gives the requests received, handled and carried out, compares both sides; what
was carried in is taken from the sentence, else from the table.
Why: a request that is neither answered nor carried on was forgotten.
Example: 收到14件, 办结12件, 结转下年1件.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.mentions.lexicon import lexicon
from govreport_writer.mentions.mention import Mention, Reading
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.tables import table_figure

CODES = ("GR615",)


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for a sentence whose figures do not balance."""
    counts: Counter[str] = Counter()
    wanted = lexicon().file.sums
    for reading in readings(context.submission):
        said = {each.pattern.file.id: each for each in reading.mentions.values() if _counts(each)}
        (received, carried_in), (handled, carried_out) = (
            [next((said[name] for name in names if name in said), None) for names in side]
            for side in (wanted.received, wanted.settled)
        )
        if received and handled and carried_out:
            name = wanted.received[1][0]
            brought = carried_in.value if carried_in else table_figure(name, context.submission)
            if not _balanced(received, brought, handled, carried_out):
                counts[reading.section] += 1
                figures = (received.value, brought, handled.value, carried_out.value)
                yield _finding(reading, figures, received.line, counts[reading.section])


def _counts(mention: Mention) -> bool:
    return mention.exact and mention.standing == "plain" and mention.value is not None


def _balanced(received: Mention, brought: Value, handled: Mention, carried_out: Mention) -> bool:
    """Whether both sides are equal; 收到 may include what was carried in."""
    right = (handled.value or 0) + (carried_out.value or 0)
    return right in (received.value, (received.value or 0) + (brought or 0))


def _finding(reading: Reading, figures: tuple[Value, ...], line: int, number: int) -> Finding:
    received, brought, handled, carried_out = (figure or 0 for figure in figures)
    values = f"{printed(received)} + {printed(brought)} ≠ {printed(handled)} + {printed(carried_out)}"
    return Finding(
        code="GR615",
        severity="should",
        anchor=f"{reading.section}.balance.{number}",
        instances=(Instance((Place(line=line),), received + brought, handled + carried_out),),
        fields={
            "received": printed(received),
            "brought": printed(brought),
            "handled": printed(handled),
            "carried": printed(carried_out),
        },
        basis="practice",
        values=values,
    )
