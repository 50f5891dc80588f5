"""The whole examination: what takes long is started first and waited for last."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from govreport_writer import messages
from govreport_writer.doctor import faces, formats, programs, surroundings
from govreport_writer.doctor import weasyprint_trial as trial
from govreport_writer.doctor.line import Line
from govreport_writer.limited import NotFinishedError, TooLongError, run_limited


def examined(*, weasyprint: bool = False, everywhere: bool = False) -> Iterator[Line]:
    """Yield every line as soon as it is known; `weasyprint` tells that it is wanted."""
    with ThreadPoolExecutor(3) as beside:
        native = beside.submit(_native)
        installed = beside.submit(_installed)
        others = beside.submit(lambda: list(programs.programs(everywhere=everywhere)))
        yield from formats.tried_formats()
        yield trial.weasyprint_line(native.result(), wanted=weasyprint, everywhere=everywhere)
        yield faces.shipped_fonts()
        yield from faces.faces_of_profiles(installed.result())
        yield from surroundings.folders()
        yield from surroundings.console()
        yield from others.result()
        yield from surroundings.versions()


def is_usable(lines: list[Line]) -> bool:
    """Whether all that is wanted works."""
    return all(line.state != "broken" for line in lines)


def _native() -> str | None:
    """Return None when WeasyPrint works, else why it does not."""
    try:
        (why,) = run_limited(trial.weasyprint_trial, messages.language(), seconds=trial.SECONDS)
        return None if why is None else str(why)
    except TooLongError:
        return messages.text("doctor.weasyprint.too_long", seconds=round(trial.SECONDS))
    except (NotFinishedError, ValueError) as error:
        return f"{type(error).__name__} {error}".strip()


def _installed() -> frozenset[str] | None:
    """Return the installed families, None when there was no end to them."""
    try:
        return frozenset(run_limited(faces.installed_families, seconds=faces.SECONDS))
    except NotFinishedError:
        return None
