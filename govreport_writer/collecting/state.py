"""What is known of the units from run to run, as the tables of the state file hold it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govreport_writer.collecting.rounds import Round, as_json, begins_new_round, from_json
from govreport_writer.findings import Verdict
from govreport_writer.roster import Member

Row = sqlite3.Row


@dataclass(frozen=True, slots=True)
class Event:
    """A change of a unit's state; `before` is None for the first."""

    unit: str
    code: str | None
    day: str
    before: str | None
    after: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """A round without what was told in it."""

    unit: str
    code: str | None
    number: int
    day: str
    file: str
    digest: str
    verdict: Verdict


class State:
    """What is known of the units from earlier runs, and takes down this one's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        units = list(map(tuple, connection.execute("SELECT id, name, code FROM units ORDER BY id")))
        self._by_code: dict[str, int] = {code: number for number, _, code in units if code}
        self._by_name: dict[str, int] = {name: number for number, name, code in units if not code}
        self._names: dict[str, int] = {name: number for number, name, _ in units}

    def unit(self, member: Member) -> int:
        """Return the number of a unit: that of its code, else of its name; a new one when it has none."""
        known = self._by_code.get(member.code) if member.code else self._names.get(member.name)
        if known is None and member.code:
            known = self._by_name.get(member.name)  # it had no code when it was written down
        if known is None:
            values = (member.name, member.code)
            known = self._connection.execute("INSERT INTO units (name, code) VALUES (?, ?)", values).lastrowid
            assert known is not None
        else:
            values = (member.name, member.code)
            changed = "UPDATE units SET name = ?, code = coalesce(?, code) WHERE id = ?"
            self._connection.execute(changed, (*values, known))
        if member.code:
            self._by_code[member.code] = known
            self._by_name.pop(member.name, None)
        else:
            self._by_name[member.name] = known
        self._names[member.name] = known
        return known

    def paths(self, year: int) -> dict[str, int]:
        """Return whose the paths of last rounds were."""
        rows = self._connection.execute(
            "SELECT file, unit FROM rounds WHERE year = ? ORDER BY number", (year,)
        )
        return dict(map(tuple, rows))

    def rounds(self, unit: int, year: int) -> tuple[Round, ...]:
        """Return the rounds of a unit, the first one first."""
        query = "SELECT * FROM rounds WHERE unit = ? AND year = ? ORDER BY number"
        rows = self._connection.execute(query, (unit, year))
        return tuple(_round(row) for row in rows)

    def days(self, unit: int, year: int) -> tuple[date, date, int] | None:
        """Return the days of a unit's first and last rounds, and how many there are; None for none."""
        query = "SELECT min(day), max(day), count(*) FROM rounds WHERE unit = ? AND year = ?"
        first, last, count = self._connection.execute(query, (unit, year)).fetchone()
        return None if not count else (date.fromisoformat(first), date.fromisoformat(last), count)

    def record(self, unit: int, year: int, now: Round) -> int:
        """Take down what came of a file and return its round: a new one when the file is another."""
        query = "SELECT * FROM rounds WHERE unit = ? AND year = ? ORDER BY number DESC LIMIT 1"
        row = self._connection.execute(query, (unit, year)).fetchone()
        last = None if row is None else _round(row)
        if begins_new_round(last, now.digest):
            now = replace(now, number=last.number + 1 if last else 1)
        else:
            assert last is not None
            now = replace(now, number=last.number, day=last.day)
        if now != last:
            self._connection.execute(
                "INSERT OR REPLACE INTO rounds VALUES (:unit, :year, :number, :day, :file, :digest, :verdict,"
                " :error, :deadline, :points)",
                {**as_json(now), "points": _points(now), "unit": unit, "year": year},
            )
        return now.number

    def begin_run(self, day: date, year: int, program: str, counts: Mapping[str, int]) -> int:
        """Take down that a run took place, and return its number."""
        values = (day.isoformat(), year, program, json.dumps(counts))
        cursor = self._connection.execute(
            "INSERT INTO runs (day, year, program, counts) VALUES (?, ?, ?, ?)", values
        )
        return int(cursor.lastrowid or 0)

    def note_state(self, run: int, unit: int, year: int, day: date, state: str, file: str | None) -> None:
        """Take down a unit's state when it is another than before."""
        query = "SELECT after FROM events WHERE unit = ? AND year = ? ORDER BY id DESC LIMIT 1"
        row = self._connection.execute(query, (unit, year)).fetchone()
        before = None if row is None else row["after"]
        if before != state:
            self._connection.execute(
                "INSERT INTO events (run, unit, year, day, before, after, file) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (run, unit, year, day.isoformat(), before, state, file),
            )

    def past(self, year: int) -> Iterator[Past]:
        """Yield every round of every unit for a year."""
        query = (
            "SELECT name, code, number, day, file, digest, verdict FROM rounds JOIN units ON units.id = unit"
            " WHERE year = ? ORDER BY units.id, number"
        )
        for row in self._connection.execute(query, (year,)):
            yield Past(*row)

    def events(self, year: int) -> Iterator[Event]:
        """Yield every change of state for a year as they came."""
        query = (
            "SELECT name, code, day, before, after, file FROM events JOIN units ON units.id = unit"
            " WHERE year = ? ORDER BY events.id"
        )
        for row in self._connection.execute(query, (year,)):
            yield Event(*row)


def _round(row: Row) -> Round:
    try:
        return from_json({**dict(zip(row.keys(), row, strict=True)), "points": json.loads(row["points"])})
    except (ValueError, TypeError, KeyError) as error:
        raise sqlite3.DatabaseError(str(error)) from error


def _points(round: Round) -> str:
    points: Sequence[object] = as_json(round)["points"]
    return json.dumps(points, ensure_ascii=False)
