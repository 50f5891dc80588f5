"""The tables of the state file, version by version; `user_version` says how far a file has come."""

from __future__ import annotations

import sqlite3

STEPS = (
    """
    CREATE TABLE units (id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT);
    CREATE TABLE runs (id INTEGER PRIMARY KEY, day TEXT NOT NULL, year INTEGER NOT NULL,
                       program TEXT NOT NULL, counts TEXT NOT NULL);
    CREATE TABLE rounds (unit INTEGER NOT NULL REFERENCES units, year INTEGER NOT NULL,
                         number INTEGER NOT NULL, day TEXT NOT NULL, file TEXT NOT NULL,
                         digest TEXT NOT NULL, verdict TEXT NOT NULL, error TEXT, deadline TEXT,
                         points TEXT NOT NULL, PRIMARY KEY (unit, year, number));
    """,
    """
    CREATE TABLE events (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs,
                         unit INTEGER NOT NULL REFERENCES units, year INTEGER NOT NULL, day TEXT NOT NULL,
                         before TEXT, after TEXT NOT NULL, file TEXT);
    CREATE INDEX events_of_unit ON events (unit, year, id);
    """,
)
"""What each version adds. 1: units, runs, rounds. 2: events, the changes of a unit's state."""
VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the version of this program, inside the transaction that is under way."""
    for number, step in enumerate(STEPS[version_of(connection) :], version_of(connection) + 1):
        for statement in filter(str.strip, step.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
