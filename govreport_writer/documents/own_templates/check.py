"""Check a folder of an agency's own templates, in a process of its own: a template may be anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from govreport_writer import messages
from govreport_writer.documents.appearance import TEMPLATES
from govreport_writer.documents.own_templates.problem import Problem, of_error, problem
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import GovReportError, RenderError
from govreport_writer.limited import NotFinishedError, TooLongError, run_limited

SECONDS = 60
MEMORY = 4 * 2**30
"""Bytes of address space, most of which engines only reserve."""
PROFILES = "profiles"
Check = Callable[[Path, DocumentView], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at in a folder, and everything that is wrong with it."""

    folder: Path
    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems stand in the way of a right report."""
        return sum(1 for each in self.problems if each.severity == "error")


def check_templates(folder: Path, seconds: float = SECONDS) -> Checked:
    """Return what is wrong with the templates and profiles of a folder.

    Where one takes more than `seconds` or breaks the process, the rest are checked in another. RenderError
    when there is no folder, or nothing in it that could be checked.
    """
    files = files_in(folder)
    rest, found = list(files), list[Problem]()
    while rest:
        found += _checked(folder, rest, seconds)
    return Checked(folder, files, tuple(found))


def _checked(folder: Path, rest: list[str], seconds: float) -> Iterator[Problem]:
    """Yield the problems of files, taking those from `rest` that were looked at: all, or up to a bad one."""
    work = run_limited(_problems_in, folder, tuple(rest), messages.language(), seconds=seconds, memory=MEMORY)
    try:
        for problems in work:
            rest.pop(0)
            yield from problems
    except TooLongError:
        yield problem(rest.pop(0), "too_long", seconds=round(seconds))
    except NotFinishedError as error:
        yield problem(rest.pop(0), "broken_off", why=error)


def files_in(folder: Path) -> tuple[str, ...]:
    """Return the templates and profiles of a folder; RenderError when there are none."""
    if not folder.is_dir():
        raise RenderError(
            "templates.not_a_folder" if folder.exists() else "templates.no_folder", folder=folder
        )
    profiles = sorted(f"{PROFILES}/{path.name}" for path in (folder / PROFILES).glob("*.y*ml"))
    files = (*(name for name in TEMPLATES if (folder / name).exists()), *profiles)
    if not files:
        raise RenderError("render.no_templates", folder=folder, names=", ".join(TEMPLATES))
    return files


def _problems_in(folder: Path, files: tuple[str, ...], language: str) -> Iterator[list[Problem]]:
    """Yield the problems of each file; runs in the other process."""
    from govreport_writer.documents.own_templates.specimen import specimen

    messages.use_language(language)
    view = specimen()
    for name in files:
        yield list(problems_of(name, folder, view))


def problems_of(name: str, folder: Path, view: DocumentView) -> Iterator[Problem]:
    """Yield the problems of one file of a folder, in this process."""
    try:
        yield from _check_of(name)(folder, view)
    except GovReportError as error:
        yield of_error(name, error)
    except Exception as error:  # noqa: BLE001  # a template can fail in any way, and the next is still looked at
        yield problem(name, "broken_off", why=f"{type(error).__name__} {error}")


def _check_of(name: str) -> Check:
    if name.endswith(".docx"):
        from govreport_writer.documents.own_templates.docx import check_docx

        return check_docx
    if name.endswith(".typ"):
        from govreport_writer.documents.own_templates.typst import check_typst

        return check_typst
    if name.endswith(".css"):
        from govreport_writer.documents.own_templates.styles import check_style_sheet

        return lambda folder, _view: check_style_sheet(name, folder)
    if name.startswith(PROFILES):
        return lambda folder, _view: _check_profile(name, folder)
    from govreport_writer.documents.own_templates.html import check_html

    return partial(check_html, name)


def _check_profile(name: str, folder: Path) -> Iterator[Problem]:
    """Yield nothing; RenderError when the profile cannot be loaded."""
    from govreport_writer.profile import load_profile

    load_profile(str(folder / name))
    yield from ()
