"""What is said of a unit or a file in words, the same on the page, in the workbook and on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.collecting.groups import Group
from govreport_writer.collecting.matching import Stranger
from govreport_writer.collecting.order import Collected
from govreport_writer.collecting.standing import Standing
from govreport_writer.messages import text

LONGEST = 120
"""Characters of a reason that are shown in a list."""


def todo(standing: Standing) -> str:
    """Return what the office has to do about a unit."""
    seen, deadline = standing.seen, standing.deadline
    if standing.state == "missing" and deadline:
        return text("collect.todo.missing_until", deadline=deadline.isoformat())
    if standing.state == "blocked" and seen is None:
        return text("collect.todo.several")
    why = "" if seen is None else seen.error or text("words.semicolon").join(seen.gaps)
    counts = {"must": 0, "should": 0, "hint": 0, **standing.counts}
    fields = {**counts, "why": shortened(why), "days": standing.late}
    return text(f"collect.todo.{standing.state}", **fields)


def notes(standing: Standing) -> Iterator[str]:
    """Yield what there is to know of a unit besides its state."""
    if standing.late and standing.state not in ("missing", "overdue"):
        yield text("collect.note.late", days=standing.late)
    yield from map(str, standing.notes)
    if standing.member.vertical:
        yield text("collect.note.vertical")


def what_of(stranger: Stranger) -> str:
    """Return why a file belongs to no unit."""
    seen = stranger.seen
    if stranger.reason == "unreadable":
        why = shortened(seen.error or "".join(seen.gaps[:1]))
        if stranger.near:
            return text("collect.stranger.unreadable_near", near=stranger.near[0], why=why)
        return text("collect.stranger.unreadable", why=why)
    if stranger.reason == "contradiction":
        return text("collect.stranger.contradiction", first=stranger.near[0], second=stranger.near[1])
    if stranger.near:
        near = text("words.or").join(stranger.near)
        return text("collect.stranger.unknown_near", agency=seen.agency, near=near)
    return text("collect.stranger.unknown", agency=seen.agency)


def title_of(group: Group, collected: Collected) -> str:
    """Return the heading of a group of units."""
    if group.head is not None:
        return text("collect.page.group", name=group.head.name)
    return text("collect.page.highest" if len(collected.groups) > 1 else "collect.page.top")


def shortened(reason: str) -> str:
    """Return the beginning of a long reason."""
    return reason if len(reason) <= LONGEST else f"{reason[:LONGEST]}…"
