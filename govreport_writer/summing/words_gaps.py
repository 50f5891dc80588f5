"""Differences from the government's own report in words, with the units that may explain them."""

from __future__ import annotations

from collections import Counter

from govreport_writer import messages
from govreport_writer.figures import printed
from govreport_writer.findings import Finding
from govreport_writer.places import label_of
from govreport_writer.rollup.differences import Gap, Likely
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.words_units import few, named


def gap_line(rollup: Rollup, gap: Gap) -> str:
    """Return a difference with both figures and the units that may explain it."""
    line = messages.text(
        "rollup.line.gap",
        cell=label_of(rollup.edition, gap.ref),
        given=printed(gap.given),
        total=printed(gap.total),
        difference=signed(gap),
    )
    explained = next((each.explanation for each in rollup.findings if _explains(each, gap)), None)
    if explained:
        return messages.text("rollup.line.gap_explained", line=line, text=explained)
    likely = likely_in_words(rollup, gap)
    return messages.text("rollup.line.gap_likely", line=line, likely=likely) if likely else line


def _explains(finding: Finding, gap: Gap) -> bool:
    return finding.state == "explained" and finding.anchor == gap.ref.table


def signed(gap: Gap) -> str:
    """Return the government's figure minus the sum with its sign."""
    return f"{'+' if gap.difference > 0 else ''}{printed(gap.difference)}"


def likely_in_words(rollup: Rollup, gap: Gap) -> str:
    """Return the units whose own figure is just the difference, and those missing where it is too high."""
    likely = [_likely(rollup, each, gap) for each in gap.likely]
    if rollup.missing and gap.difference > 0:
        names = few([each.name for each in rollup.missing])
        likely.append(messages.text("rollup.line.missing", names=names))
    return few(likely)


def unit_lines(rollup: Rollup) -> list[str]:
    """Return the units that may explain differences, with how many, those that explain most first."""
    gaps = rollup.compared.gaps if rollup.compared else ()
    often = Counter((each.why, each.unit) for gap in gaps for each in gap.likely)
    return [
        messages.text(f"rollup.unit.{why}", unit=named(rollup.standings[unit].filing), count=count)
        for (why, unit), count in sorted(often.items(), key=lambda item: (-item[1], item[0][1]))
    ]


def _likely(rollup: Rollup, likely: Likely, gap: Gap) -> str:
    standing = rollup.standings[likely.unit]
    name, value = standing.name, printed(max(gap.difference, -gap.difference))
    if likely.why == "not_counted":
        state = messages.text(f"rollup.state.{standing.state}")
        return messages.text("rollup.line.not_counted", name=name, state=state, value=value)
    return messages.text(f"rollup.line.{likely.why}", name=name, value=value)
