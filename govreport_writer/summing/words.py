"""The sum of units in words, line by line with styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govreport_writer import messages
from govreport_writer.places import label_of
from govreport_writer.summing import words_cells as cells
from govreport_writer.summing import words_units as units
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.standing import WRONG, Reason
from govreport_writer.summing.words_gaps import gap_line, unit_lines

Line = tuple[str, str]
"""A line and its style."""
MOST = 20
"""Lines of one list; the rest is counted."""
REASONS: tuple[Reason, ...] = (
    *("unreadable", "twice", "stranger", "elsewhere", "unclean"),
    *("itself", "same_file", "vertical", "covered"),
)
"""Why units do not count, in the order shown: first what needs attention."""
REMARKS = ("unreadable", "no_unit", "no_place", "blank")
"""What is said of units that count, in the order shown."""


def lines(rollup: Rollup, *, checked: bool) -> Iterator[Line]:
    """Yield what there is to say of units, cells and differences; the conclusion stands by itself."""
    submission = rollup.submission
    names = {"agency": submission.agency.name, "year": submission.year, "edition": rollup.edition.id}
    yield messages.text("rollup.title", count=len(rollup.counted), **names), "bold"
    if checked:
        yield units.verdicts_in_words(rollup), ""
    else:
        yield messages.text("rollup.not_checked"), "dim"
    for reason in REASONS:
        alike = [each for each in rollup.standings if each.state == reason]
        own = units.standing_lines(alike)
        style = "red" if reason in WRONG else ""
        yield from listed(messages.text(f"rollup.state.{reason}"), own, style, len(alike))
    above = [units.named(rollup.standings[index].filing) for index in rollup.governments]
    yield from listed(messages.text("rollup.heading.governments"), above, "yellow")
    yield from listed(messages.text("rollup.heading.missing"), units.member_lines(rollup), "red")
    for kind in REMARKS:
        style = "" if kind == "blank" else "red"
        yield from listed(
            messages.text(f"rollup.heading.{kind}"), list(units.remark_lines(rollup, kind)), style
        )
    yield from listed(messages.text("rollup.heading.not_added"), cells.not_added_lines(rollup), "yellow")
    yield from listed(
        messages.text("rollup.heading.no_such_cell"), cells.no_such_cell_lines(rollup), "yellow"
    )
    yield from listed(messages.text("rollup.heading.money"), cells.money_lines(rollup), "")
    yield from listed(messages.text("rollup.heading.apart"), cells.apart_lines(rollup), "red")
    yield from _compared(rollup)


def listed(title: str, items: Sequence[str], style: str, count: int | None = None) -> Iterator[Line]:
    """Yield a list under its title, cut where it is long; nothing for an empty one.

    `count` is given where there are not as many things as lines.
    """
    if not items:
        return
    yield messages.text("rollup.list", title=title, count=count or len(items)), style
    yield from ((f"  {item}", "") for item in items[:MOST])
    if len(items) > MOST:
        yield f"  {messages.text('rollup.more', count=len(items) - MOST)}", ""


def _compared(rollup: Rollup) -> Iterator[Line]:
    if rollup.compared is None:
        return
    gaps = [gap_line(rollup, gap) for gap in rollup.compared.gaps]
    yield from listed(messages.text("rollup.heading.gaps"), gaps, "yellow")
    yield from listed(messages.text("rollup.heading.likely"), unit_lines(rollup), "")
    given = rollup.given.values if rollup.given else {}
    totals = rollup.submission.values
    for kind, refs, values in (
        ("only_given", rollup.compared.only_given, given),
        ("only_units", rollup.compared.only_units, totals),
    ):
        shown = [
            messages.text(
                "rollup.line.one_sided", cell=label_of(rollup.edition, ref), value=cells.or_blank(values[ref])
            )
            for ref in refs
        ]
        yield from listed(messages.text(f"rollup.heading.{kind}"), shown, "yellow")


def conclusion(rollup: Rollup) -> Line:
    """Return whether the sum is complete and agrees, in one line."""
    if rollup.exit_code == 0:
        return messages.text("rollup.complete"), "bold green"
    reasons = messages.text("words.comma").join(_reasons(rollup))
    found = "differs" if rollup.complete else "incomplete"
    return messages.text(f"rollup.{found}", reasons=reasons), "bold red"


def _reasons(rollup: Rollup) -> Iterator[str]:
    wrong = sum(each.state in WRONG for each in rollup.standings)
    lost = sum(each.lost for each in rollup.remarks.values())
    counted = (("missing", len(rollup.missing)), ("standing", wrong), ("cells", lost))
    yield from (messages.text(f"rollup.reason.{name}", count=count) for name, count in counted if count)
    yield from (messages.text(f"rollup.reason.{name}") for name in _differences(rollup))


def _differences(rollup: Rollup) -> Iterable[str]:
    if rollup.apart:
        yield "apart"
    if rollup.open_findings:
        yield "findings"
    if rollup.one_sided:
        yield "one_sided"
