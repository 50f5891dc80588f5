"""What surrounds the program: folders it writes to, the console, the locale, versions."""

from __future__ import annotations

import locale
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from govreport_writer import messages
from govreport_writer.doctor.line import Line, line
from govreport_writer.doctor.systems import name_of_system

PACKAGES = (
    "typst",
    "docxtpl",
    "jinja2",
    "lxml",
    "openpyxl",
    "xlsxwriter",
    "pydantic",
    "pikepdf",
    "pypdfium2",
    "weasyprint",
)


def folders() -> Iterator[Line]:
    """Yield whether a file can be written to the current and the temporary folder."""
    for name, folder in (("current", Path()), ("temporary", _temporary())):
        yield _folder(name, folder)


def _temporary() -> Path | None:
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return None


def _folder(name: str, folder: Path | None) -> Line:
    shown = folder.absolute() if folder else ""
    try:
        if folder is None:
            raise FileNotFoundError
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".govreport-") as file:
            file.write(b"govreport")
    except OSError as error:
        return line("folders", name, "broken", f"{name}_broken", folder=shown, why=error.strerror or error)
    return line("folders", name, "works", name, folder=shown)


def console() -> Iterator[Line]:
    """Yield whether the console prints Chinese, and the locale."""
    encoding = sys.stdout.encoding or ""
    try:
        messages.printed("document.title", year=0, title="").encode(encoding or "ascii")
        yield line("console", "encoding", "works", "encoding", encoding=encoding)
    except (UnicodeEncodeError, LookupError):
        advice = messages.text("doctor.console.encoding_advice")
        yield line("console", "encoding", "absent", "encoding_broken", advice, encoding=encoding)
    files = sys.getfilesystemencoding()
    named = ".".join(filter(None, locale.getlocale())) or "C"
    yield line("console", "locale", "fact", "locale", locale=named, files=files, language=messages.language())


def versions(packages: Sequence[str] = PACKAGES) -> Iterator[Line]:
    """Yield the versions of the program, Python, the system and the libraries."""
    own = _version("govreport-writer")
    yield line("versions", "govreport", "fact", "program", version=own, where=Path(__file__).parent.parent)
    python = platform.python_version()
    yield line("versions", "python", "fact", "python", version=python, system=name_of_system())
    listed = ", ".join(f"{name} {_version(name)}" for name in packages)
    yield line("versions", "libraries", "fact", "libraries", listed=listed)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "—"
