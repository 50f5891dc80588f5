"""Where a unit stands: the state of its report, since when, and what there is to know besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from govreport_writer import messages
from govreport_writer.collecting.seen import Counts, Seen, open_counts
from govreport_writer.findings import EXIT_CODES, VERDICTS, Verdict
from govreport_writer.roster import Member
from govreport_writer.roster.members import code_key, folded

State = Literal["missing", "overdue", "unreadable", "incomplete", "blocked", "explain", "clean", "published"]
"""未报, 逾期, 无法读取, 检查未完成, 需修改, 需说明, 可发布, 已发布."""
STATES: tuple[State, ...] = get_args(State)
RETURNED: tuple[State, ...] = ("unreadable", "blocked", "explain")
"""States in which a unit is given its report back."""
DONE: tuple[State, ...] = ("clean", "published")
EXIT_OF_STATE: Mapping[State, int] = {
    "missing": 1,
    "overdue": 1,
    "published": 0,
    **{verdict: EXIT_CODES[verdict] for verdict in VERDICTS},
}
Kind = Literal["duplicate", "alike", "other_year", "other_name", "other_code", "gone"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a unit besides its state; `fields` fill the text of its kind."""

    kind: Kind
    fields: Mapping[str, object]

    def __str__(self) -> str:
        """Return the note in the language in force."""
        return messages.text(f"collect.note.{self.kind}", **self.fields)


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's report: `seen` is the file that counts, None without one or with several that contradict.

    `number` counts its rounds (0: none yet), `received` is when its first was first seen, `day` its last.
    `late` are days: of the first file after the deadline, of today when there is none; 0 for none.
    """

    member: Member
    state: State
    seen: Seen | None = None
    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    deadline: date | None = None
    received: date | None = None
    day: date | None = None
    number: int = 0
    late: int = 0
    notes: tuple[Note, ...] = ()
    unit: int = 0
    counts: Counts = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict | None:
        """What the checks say of the file that counts; None without one."""
        return None if self.seen is None else self.seen.verdict


def state_of(seen: Seen | None, *, several: bool, documents: int, late: int) -> State:
    """Return the state: of the file that counts, else of what is lacking."""
    if several:
        return "blocked"
    if seen is None:
        return "overdue" if late else "missing"
    return "published" if seen.verdict == "clean" and documents else seen.verdict


def counts_of(seen: Seen | None) -> Counts:
    """Return how many findings of each severity are open."""
    return open_counts(() if seen is None else seen.points)


def notes_of(
    member: Member, files: Sequence[Seen], alike: Sequence[Seen], others: Sequence[Seen]
) -> tuple[Note, ...]:
    """Return what there is to know of a unit's files."""
    comma = messages.text("words.comma")
    notes = []
    if len(files) > 1:
        notes.append(
            Note("duplicate", {"count": len(files), "files": comma.join(each.unit.name for each in files)})
        )
    if alike:
        notes.append(Note("alike", {"files": comma.join(each.unit.name for each in alike)}))
    notes.extend(Note("other_year", {"name": each.unit.name, "year": each.year}) for each in others)
    for each in files[:1]:
        notes.extend(_about_names(member, each))
    return tuple(notes)


def _about_names(member: Member, seen: Seen) -> list[Note]:
    """Return in what a submission's name and code differ from the roster's."""
    if seen.agency is None:
        return []
    notes = []
    names = {folded(name) for name in (member.name, *member.short_names)}
    if names.isdisjoint(folded(name) for name in (seen.agency, *seen.short_names)):
        notes.append(Note("other_name", {"found": seen.agency, "wanted": member.name}))
    if member.code and seen.code and code_key(member.code) != code_key(seen.code):
        notes.append(Note("other_code", {"found": seen.code, "wanted": member.code}))
    return notes
