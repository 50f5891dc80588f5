"""Names of finished files, and writing them so that each is whole or absent."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govreport_writer import messages
from govreport_writer.documents.appearance import Appearance
from govreport_writer.errors import RenderError
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import FORMATS, SUFFIXES, USUAL_FORMATS

MAX_NAME_BYTES = 200
UNFINISHED = ".govreport-"
"""What the name of a file begins with until it is whole."""
LONGEST_SUFFIX = max((f".{suffix}" for suffix in SUFFIXES.values()), key=len)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Order:
    """What to render and where to; `charts` are drawn of this year and those before, `verify` reads back.

    The folder is a path, or a URL as text.
    """

    folder: Path | str
    formats: tuple[str, ...] = USUAL_FORMATS
    draft: bool = False
    appearance: Appearance = field(default_factory=Appearance)
    charts: bool = False
    verify: bool = True


def wanted_formats(named: str) -> tuple[str, ...]:
    """Return the formats of a list like `docx,pdf`; RenderError for one that is not known."""
    wanted = dict.fromkeys(name.strip().lower() for name in named.split(",") if name.strip())
    for name in wanted or [named]:
        if name not in FORMATS:
            raise RenderError("render.unknown_format", format=name, known=", ".join(FORMATS))
    return tuple(wanted)


def file_name(submission: Submission, format: str, *, draft: bool = False) -> str:
    """Return the name of one output: year, agency, report; at most 200 bytes, no forbidden character."""
    title = submission.edition.title
    return document_name(submission.year, submission.agency.name, title, format, draft=draft)


def document_name(year: int, agency: str, title: str, format: str, *, draft: bool = False) -> str:
    """Return the name of one output of a report by what names it; `title` is the edition's."""
    mark = messages.printed("document.file_draft") if draft else ""
    return f"{_stem(year, agency, title)}{mark}.{SUFFIXES[format]}"


def stem(submission: Submission) -> str:
    """Return the part of the name that all formats share, draft or not: cut once for the longest of them."""
    return _stem(submission.year, submission.agency.name, submission.edition.title)


def _stem(year: int, agency: str, title: str) -> str:
    tail = messages.printed("document.file_name", title=title)
    longest = tail + messages.printed("document.file_draft") + LONGEST_SUFFIX
    head = f"{year}_{safe(agency)}"
    return head.encode()[: MAX_NAME_BYTES - len(longest.encode())].decode(errors="ignore") + tail


def safe(name: str) -> str:
    """Return a name with the characters that file systems refuse replaced by underscores."""
    return _FORBIDDEN.sub("_", name).strip().rstrip(".") or "_"


def write_all(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write every file beside its place, then move all into place; RenderError leaves none half-written."""
    for path in contents:
        _refuse_locked(path)
    written: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            written[path] = _beside(path, (data,))
        for path, temporary in written.items():
            _into_place(temporary, path)
    finally:
        _remove(written.values())
    return tuple(contents)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece so that it is whole or absent; RenderError when it cannot be written."""
    _refuse_locked(path)
    temporary = _beside(path, pieces)
    try:
        _into_place(temporary, path)
    finally:
        _remove((temporary,))


def _refuse_locked(path: Path) -> None:
    """Refuse before anything is replaced when a target is a folder, a device, or open in WPS or Word."""
    if path.exists() and not path.is_file():
        raise RenderError("file.not_writable", file=path)
    try:
        with path.open("r+b"):
            pass
    except FileNotFoundError:
        return
    except OSError as error:
        raise RenderError("file.not_writable", file=path) from error


def _beside(path: Path, data: Iterable[bytes]) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED, suffix=path.suffix)
    except OSError as error:
        raise RenderError("file.not_writable", file=path) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
        os.chmod(name, 0o666 & ~_umask())
    except BaseException as error:
        _remove((temporary,))
        if isinstance(error, OSError):
            raise RenderError("file.not_writable", file=path) from error
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _into_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise RenderError("file.not_writable", file=path) from error


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
