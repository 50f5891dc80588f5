"""The state of a collection: every round of every unit, for ever, in one SQLite file in the folder.

The folder usually lies on a shared drive, so nothing relies on its locks (`lock.py` keeps others out) or on
shared memory. A run is one transaction: one that is broken off leaves the state as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from govreport_writer.collecting.schema import VERSION, migrate, version_of
from govreport_writer.collecting.state import State
from govreport_writer.errors import GovReportError


@contextmanager
def opened(path: Path) -> Iterator[State]:
    """Open a state for one run: kept when the run comes to its end, else as it was before."""
    known = path.exists()
    connection = _connected(path)
    try:
        _begin(connection, path)
        yield State(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise GovReportError("collect.state_damaged", file=path) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()
        if not known and path.exists() and path.stat().st_size == 0:
            path.unlink()


def refuse_unusable(path: Path) -> None:
    """Refuse a state that cannot be used before any work is done; nothing is changed."""
    if path.exists():
        with closing(_connected(path)) as connection:
            try:
                _refuse_unknown(connection, path)
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.Error as error:
                raise GovReportError("collect.state_damaged", file=path) from error


def _connected(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?nolock=1", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise GovReportError("collect.state_damaged", file=path) from error
    connection.row_factory = sqlite3.Row
    return connection


def _refuse_unknown(connection: sqlite3.Connection, path: Path) -> int:
    """Refuse a file of a later program, or of another one; return the version it has."""
    found = version_of(connection)
    if found > VERSION:
        raise GovReportError("collect.state_newer", file=path, version=found, known=VERSION)
    if found == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise GovReportError("collect.state_foreign", file=path)
    return found


def _begin(connection: sqlite3.Connection, path: Path) -> None:
    _refuse_unknown(connection, path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN IMMEDIATE")
    migrate(connection)
