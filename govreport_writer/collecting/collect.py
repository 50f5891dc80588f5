"""The order of steps: look at every file, see whose it is, take down the round, give reports back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from importlib.metadata import version

from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.executor import Arrived, carried_out
from govreport_writer.batch.unit import Unit
from govreport_writer.collecting import state_file
from govreport_writer.collecting.across_units import LookAt, Looked, compared, names_in
from govreport_writer.collecting.deadlines import deadline_of
from govreport_writer.collecting.documents import Documents
from govreport_writer.collecting.groups import groups_of, tally
from govreport_writer.collecting.lock import locked
from govreport_writer.collecting.matching import Matched, matched, year_of
from govreport_writer.collecting.order import LOCK, STATE, Collected, Executors, Order
from govreport_writer.collecting.published import Prove, failed, proofs
from govreport_writer.collecting.returned import write_slips
from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.scan import Scan, scan
from govreport_writer.collecting.seen import Seen, seen_of
from govreport_writer.collecting.standing import Note, Standing, counts_of, notes_of, state_of
from govreport_writer.collecting.state import State
from govreport_writer.roster import Member

Watch = Callable[[int], AbstractContextManager[Arrived]]
"""Gives, for so many units, what is told of each that is done."""


def collect(order: Order, check: CheckUnit, executors: Executors, watch: Watch) -> Collected:
    """Return where every unit stands, with the state taken down and the slips written.

    GovReportError when the folder, its lock or its state cannot be used; then nothing has changed.
    """
    path = order.folder / STATE
    with ExitStack() as held:
        found = scan(order.folder, (order.output, path, *order.leave_out))
        left = held.enter_context(locked(order.folder / LOCK))
        state_file.refuse_unusable(path)
        files = _looked_at(found.units, order, check, executors, watch)
        year = order.year or year_of(files) or order.today.year - 1
        with state_file.opened(path) as state:
            collected = _taken_down(order, year, files, found, state, executors)
        with state_file.opened(path) as state:
            slips = write_slips(order, collected, state, executors) if order.slips else {}
            events, rounds = tuple(state.events(year)), tuple(state.past(year))
            return replace(collected, events=events, rounds=rounds, slips=slips, left=left)


def _looked_at(
    units: Sequence[Unit], order: Order, check: CheckUnit, executors: Executors, watch: Watch
) -> list[Seen]:
    """Return what every file turns out to be; Stopped when the run is to end."""
    if not units:
        return []
    job = LookAt(check, names_in(order.roster))
    with watch(len(units)) as arrived:
        results = carried_out(job, units, executors(len(units)), arrived)
        looked = [_looked(unit, result) for unit, result in zip(units, results, strict=True)]
    return compared(looked, order.roster, order.off)


def _looked(unit: Unit, result: object) -> Looked:
    return result if isinstance(result, tuple) else (seen_of(unit, result), None)


def _taken_down(
    order: Order, year: int, files: Sequence[Seen], found: Scan, state: State, executors: Executors
) -> Collected:
    """Return where every unit stands, and take it down."""
    numbers = {member.place: state.unit(member) for member in order.roster.members}
    by_number = {number: member for member in order.roster.members for number in (numbers[member.place],)}
    known = {path: by_number[unit] for path, unit in state.paths(year).items() if unit in by_number}
    whose = matched(files, order.roster, year, known)
    documents = _proven(order, whose, found, executors)
    standings = []
    for member in order.roster.members:
        standing = _standing(order, member, year, whose, documents)
        standings.append(_recorded(standing, numbers[member.place], year, order, state))
    counts = tally(standings)
    run = state.begin_run(order.today, year, version("govreport-writer"), dict(counts.items()))
    for each in standings:
        state.note_state(run, each.unit, year, order.today, each.state, each.files[0] if each.files else None)
    groups, strangers = groups_of(standings, order.roster), tuple(whose.strangers)
    return Collected(
        year=year,
        today=order.today,
        roster=order.roster,
        standings=tuple(standings),
        groups=groups,
        strangers=strangers,
        counts=counts,
        off=order.off,
        own=found.own,
    )


def _proven(order: Order, whose: Matched, found: Scan, executors: Executors) -> dict[str, tuple[Unit, ...]]:
    """Return the documents by the place of the submission they were made of; what differs becomes a point."""
    documents = Documents(found.documents)
    counting = {
        place: each for place, several in whose.files.items() if len(several) == 1 for each in several
    }
    documents.read_others(list(counting.values()), executors)
    places = {each.unit: place for place, each in counting.items()}
    wanted = list(proofs(list(counting.values()), documents))
    results = carried_out(Prove(order.profile), wanted, executors(len(wanted)))
    for proof, result in zip(wanted, results, strict=True):
        points = result if isinstance(result, tuple) else failed(proof, str(result))
        place = places[proof.unit]
        if points:
            whose.files[place] = [counting[place].with_points(points)]
    return {proof.unit.place: proof.documents for proof in wanted}


def _standing(
    order: Order, member: Member, year: int, whose: Matched, documents: dict[str, tuple[Unit, ...]]
) -> Standing:
    files, alike = whose.files.get(member.place, []), whose.alike.get(member.place, [])
    seen = files[0] if len(files) == 1 else None
    found = documents.get(seen.unit.place, ()) if seen else ()
    deadline = deadline_of(member, files[0] if files else None, year, order.due)
    late = max(0, (order.today - deadline).days) if deadline and not files else 0
    return Standing(
        member=member,
        state=state_of(seen, several=len(files) > 1, documents=len(found), late=late),
        seen=seen,
        files=tuple(each.unit.name for each in (*files, *alike)),
        documents=tuple(each.name for each in found),
        deadline=deadline,
        late=late,
        notes=notes_of(member, files, alike, whose.other_years.get(member.place, [])),
        counts=counts_of(seen),
    )


def _recorded(standing: Standing, unit: int, year: int, order: Order, state: State) -> Standing:
    """Take down the round that a file begins or belongs to, and return since when it is there."""
    if standing.seen is not None:
        state.record(unit, year, _round(standing.seen, standing, order))
    days = state.days(unit, year)
    if days is None:
        return replace(standing, unit=unit)
    first, last, number = days
    late, notes = standing.late, standing.notes
    if standing.files and standing.deadline:
        late = max(0, (first - standing.deadline).days)
    if not standing.files:
        notes = (*notes, Note("gone", {"round": number, "day": last.isoformat()}))
    return replace(standing, unit=unit, received=first, day=last, number=number, late=late, notes=notes)


def _round(seen: Seen, standing: Standing, order: Order) -> Round:
    """Return the round as of today; a day for the correction is set while the deadline is to come."""
    open_until = standing.deadline if standing.deadline and standing.deadline >= order.today else None
    return Round(
        number=0,
        day=order.today,
        file=seen.unit.name,
        digest=seen.digest,
        verdict=seen.verdict,
        error=seen.error,
        points=seen.points,
        deadline=open_until,
    )
