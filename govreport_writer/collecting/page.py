"""What was collected as one page of HTML to read, filter and print; it needs no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from urllib.parse import quote

from govreport_writer.collecting.groups import Group
from govreport_writer.collecting.order import Collected
from govreport_writer.collecting.returned import FOLDER
from govreport_writer.collecting.standing import DONE, STATES, Standing
from govreport_writer.collecting.words import notes, title_of, todo, what_of
from govreport_writer.messages import text
from govreport_writer.page_templates import page, page_language
from govreport_writer.rules_off import in_words


@dataclass(frozen=True, slots=True)
class Link:
    """A return slip."""

    link: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as the page shows it."""

    name: str
    state: str
    todo: str
    contact: str
    slips: tuple[Link, ...]
    notes: tuple[str, ...]
    received: str
    number: int
    day: str
    deadline: str
    late: int
    files: tuple[str, ...]
    has_counts: bool
    counts: dict[str, int]


def page_bytes(collected: Collected) -> bytes:
    """Return the page; what units typed is only ever text."""
    return page(
        "collect.html.j2",
        title=text("collect.page.title", year=collected.year),
        today=collected.today.isoformat(),
        total=len(collected.standings),
        done=sum(collected.counts[state] for state in DONE),
        counts=collected.counts,
        states=list(STATES),
        shown=[state for state in STATES if collected.counts[state]],
        groups=[_group(group, collected) for group in collected.groups if group.standings],
        off=in_words(collected.off),
        strangers=[{"file": each.seen.unit.name, "what": what_of(each)} for each in collected.strangers],
        repeated=list(_repeated(collected)),
        language=page_language(),
        version=version("govreport-writer"),
        text=text,
    ).encode(errors="replace")


def _group(group: Group, collected: Collected) -> dict[str, object]:
    """Return a group; `below` counts all units under it where there are more than its own, else 0."""
    below = sum(group.below.values())
    return {
        "title": title_of(group, collected),
        "states": [state for state in STATES if group.own[state]],
        "units": len(group.standings),
        "done": group.done,
        "below": below if below > len(group.standings) else 0,
        "below_done": sum(group.below[state] for state in DONE),
        "rows": (_row(each, collected) for each in group.standings),
    }


def _row(standing: Standing, collected: Collected) -> Row:
    slips = collected.slips.get(standing.member.place, ())
    return Row(
        name=standing.member.name,
        state=standing.state,
        todo=todo(standing),
        contact=standing.member.contact or "",
        slips=tuple(Link(f"{FOLDER}/{quote(name)}", name.rpartition(".")[2].upper()) for name in slips),
        notes=tuple(notes(standing)),
        received=_day(standing.received),
        number=standing.number,
        day=_day(standing.day),
        deadline=_day(standing.deadline),
        late=standing.late,
        files=standing.files,
        has_counts=any(standing.counts.values()),
        counts=standing.counts,
    )


def _repeated(collected: Collected) -> Iterator[dict[str, str]]:
    for standing in collected.standings:
        for note in standing.notes:
            if note.kind in ("duplicate", "alike", "other_year"):
                yield {"unit": standing.member.name, "what": str(note)}


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
