"""The lock of a state file: one office works on a folder at a time, also on a drive that several share."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from govreport_writer.errors import GovReportError

FRESH = 600.0
"""Seconds after which a lock that was not renewed is left over."""
RENEWED = 60.0
"""Seconds between two renewals."""


@contextmanager
def locked(path: Path) -> Iterator[str | None]:
    """Hold a lock while it lasts, and give who left an old one behind; GovReportError when it is held."""
    left = _take_over(path)
    own = _created(path)
    stop = threading.Event()
    renewal = threading.Thread(target=_renew, args=(path, stop), daemon=True)
    renewal.start()
    try:
        yield left
    finally:
        stop.set()
        renewal.join()
        if _read(path) == own:
            with contextlib.suppress(OSError):
                path.unlink()


def _take_over(path: Path) -> str | None:
    """Remove a lock that is left over and return who had it; None without one."""
    held = _read(path)
    if held is None:
        return None
    if not _is_left_over(held, path):
        _refuse(path, held)
    with _alone(path, held):
        if _read(path) != held:
            _refuse(path, _read(path) or held)
        with contextlib.suppress(OSError):
            path.unlink()
    return _who(held)


@contextlib.contextmanager
def _alone(path: Path, held: str) -> Iterator[None]:
    """Let one at a time remove a lock: of several who found it left over, the others are refused."""
    taking = path.with_name(f"{path.name}.taken-over")
    with contextlib.suppress(OSError):
        if _now_there(path.parent) - taking.stat().st_mtime > FRESH:
            taking.unlink()
    try:
        taking.touch(exist_ok=False)
    except OSError:
        _refuse(path, held)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            taking.unlink()


def _refuse(path: Path, held: str) -> None:
    raise GovReportError("collect.locked", file=path, who=_who(held))


def _created(path: Path) -> str:
    """Create the lock, which fails when somebody else was faster."""
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    data = {"host": socket.gethostname(), "pid": os.getpid(), "time": now, "key": uuid4().hex}
    own = json.dumps(data)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(own)
    except FileExistsError as error:
        raise GovReportError("collect.locked", file=path, who=_who(_read(path) or "")) from error
    except OSError as error:
        raise GovReportError("file.not_writable", file=path) from error
    return own


def _renew(path: Path, stop: threading.Event) -> None:
    while not stop.wait(RENEWED):
        with contextlib.suppress(OSError):
            os.utime(path)


def _read(path: Path) -> str | None:
    """Return what a lock says; None without one, empty when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""


def _is_left_over(held: str, path: Path) -> bool:
    """Whether a lock's process is gone from this computer, or it was not renewed for long."""
    host, pid, _ = _facts(held)
    if host == socket.gethostname() and pid and not _is_alive(pid):
        return True
    try:
        return _now_there(path.parent) - path.stat().st_mtime > FRESH
    except OSError:
        return True


def _now_there(folder: Path) -> float:
    """Return the time by the clock of whatever keeps the folder: computers that share it may differ."""
    trial = folder / f".govreport-{uuid4().hex}"
    try:
        trial.touch()
        return trial.stat().st_mtime
    except OSError:
        return datetime.now(UTC).timestamp()
    finally:
        with contextlib.suppress(OSError):
            trial.unlink()


def _is_alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # asking would end the process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _who(held: str) -> str:
    host, pid, time = _facts(held)
    return f"{host} ({pid}) {time}" if host else "?"


def _facts(held: str) -> tuple[str, int, str]:
    """Return host, process and time in a lock; empty ones where it says nothing sensible."""
    try:
        data = json.loads(held)
        return str(data["host"]), int(data["pid"]), str(data["time"])
    except (ValueError, TypeError, KeyError):
        return "", 0, ""
