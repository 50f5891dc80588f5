"""Hashes of files: SHA-256 in hexadecimal, those of templates, fonts and editions read once a process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_KEPT = 512


def digest(data: bytes) -> str:
    """Return the hash of some bytes."""
    return hashlib.sha256(data).hexdigest()


def fresh_digest(path: Path) -> str | None:
    """Return the hash of a file as it is now; None when there is no such file, or it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def file_digest(path: Path) -> str:
    """Return the hash of a file the program works with, read anew when it changes; OSError without it."""
    known = path.stat()
    return _file_digest(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=_KEPT)
def _file_digest(path: Path, _changed: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def joint_digest(digests: Mapping[str, str]) -> str:
    """Return one hash for several files: that of the lines which `sha256sum` prints for them, by name."""
    return digest("".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode())
