"""Growth in the text follows from last year's figures (GR614).

What it does: where last year's submission is given, recomputes 同比增长 x%, 比上年减少 N件 and 持平.
Why: growth is computed by hand, and often from the year before last.
Example: 收到申请30件, 同比增长50%, and 25 last year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from govreport_writer import messages
from govreport_writer.ancestry import cell_before
from govreport_writer.checks.context import Context
from govreport_writer.checks.mentioned import quoted, text_place
from govreport_writer.figures import added, in_unit, printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.mentions.lexicon import FIGURE, SHARE, lexicon
from govreport_writer.mentions.mention import Mention
from govreport_writer.mentions.quantities import Sign
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.shares import fits
from govreport_writer.mentions.tables import Sum, sums
from govreport_writer.submission import Submission

CODES = ("GR614",)
NEAR = 20
"""Characters between a figure and the words on its growth."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Growth:
    """What the text says: up, down or the same; by a share or a figure, None for the same."""

    sign: int
    by: Sign | None
    words: str


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for growth that does not follow from last year's submission."""
    prior = context.prior
    if prior is None:
        return
    for reading in readings(context.submission):
        for mention in reading.mentions.values():
            said = growth_of(mention)
            if said is not None:
                yield from _compared(context, prior, mention, said)


def growth_of(mention: Mention) -> Growth | None:
    """Return what the text says right behind a figure of how it grew."""
    at = mention.at or 0
    text = mention.sentence.text
    found = lexicon().compiled("growth").search(text, at + 1, at + NEAR)
    if found is None or set(text[at + 1 : found.start()]) & {FIGURE, SHARE, "。", "；"}:
        return None
    stretch = text[found.end() : found.end() + 10]
    how = re.search(f"[{FIGURE}{SHARE}，。；]", stretch)
    words = stretch[: how.start()] if how else stretch
    by = mention.sentence.signs.get(found.end() + how.start()) if how else None
    if lexicon().compiled("same").search(words):
        return Growth(0, None, words)
    up, down = (lexicon().compiled(name).search(words) is not None for name in ("up", "down"))
    return Growth(1 if up else -1, by, words) if by is not None and by.exact and up != down else None


def _compared(context: Context, prior: Submission, mention: Mention, said: Growth) -> Iterator[Finding]:
    found, within = sums(mention, context.submission)
    now = next((each for each in found if each.value == mention.value), None)
    before = None if now is None or within else _before(now, context, prior, mention.unit)
    if now is None or before is None or not mention.exact or mention.standing != "plain":
        return
    value = Decimal(mention.value or 0)
    if not _follows(value, before, said):
        yield _finding(context, mention, now, before, said)


def _before(now: Sum, context: Context, prior: Submission, unit: str) -> Decimal | None:
    """Return what the same cells held last year, None when one is blank or was not in the form."""
    refs = [cell_before(ref, context.edition, prior.edition) for ref in now.cells]
    if any(ref is None or not prior.readable(ref) for ref in refs):
        return None
    values = [prior.values[ref] for ref in refs if ref is not None]
    if None in values:
        return None
    units = [prior.units[ref] for ref in refs if ref is not None]
    moved = (in_unit(value or 0, own, unit) for value, own in zip(values, units, strict=True))
    return Decimal(added(moved) or 0)


def _follows(value: Decimal, before: Decimal, said: Growth) -> bool:
    change = value - before
    if said.by is None:
        return change == 0
    typed = said.sign * Decimal(said.by.value or 0)
    if said.by.kind == FIGURE:
        return typed == change
    return before == 0 or fits(typed, said.by.digits, change * 100 / before)


def _finding(context: Context, mention: Mention, now: Sum, before: Decimal, said: Growth) -> Finding:
    value = Decimal(mention.value or 0)
    change = value - before
    right = (change * 100 / before).quantize(_TENTH, ROUND_HALF_UP) if before else None
    typed = said.words + (said.by.typed if said.by else "")
    return Finding(
        code="GR614",
        severity="hint",
        anchor=mention.anchor,
        instances=(Instance((text_place(context.submission, mention.line, now.cells[0]),), value, before),),
        fields={
            "quoted": quoted(mention),
            "typed": typed,
            "now": printed(mention.value),
            "before": printed(before),
            "change": printed(change),
            "share": messages.text("words.blank") if right is None else f"{printed(right)}%",
        },
        basis="practice",
        values=f"{printed(mention.value)} / {printed(before)} ≠ {typed}",
    )
