"""What a build needs besides its submission: last year's, the look, the rules that are off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from govreport_writer.documents.appearance import TEMPLATES, Appearance, own_templates
from govreport_writer.profile import STANDARD, load_profile
from govreport_writer.rules_off import Off, read_rules_off
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

Read = TypeVar("Read")


def mark_of(path: Path) -> object:
    """Return what changes when a file is written or replaced; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class Remembered(Generic[Read]):
    """A file that is read again only when it has changed."""

    def __init__(self, path: Path, read: Callable[[Path], Read]) -> None:
        self.path = path
        self._read = read
        self._last: tuple[object, Read] | None = None

    def now(self) -> Read:
        """Return what the file says; GovReportError where it cannot be read."""
        mark = mark_of(self.path)
        if self._last is None or mark is None or self._last[0] != mark:
            self._last = (mark, self._read(self.path))
        return self._last[1]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a preview is asked for besides its file, by the names of the command line."""

    prior: Path | None = None
    profile: str = STANDARD
    templates: Path | None = None
    rules: Path | None = None
    charts: bool = False
    _prior: Remembered[Submission] | None = field(init=False, default=None)
    _off: Remembered[Off] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.prior:
            object.__setattr__(self, "_prior", Remembered(self.prior, read_submission))
        if self.rules:
            object.__setattr__(self, "_off", Remembered(self.rules, read_rules_off))

    def earlier(self) -> tuple[Submission, ...]:
        """Return the submission named as last year's; SubmissionError where it cannot be read."""
        return (self._prior.now(),) if self._prior else ()

    def off(self) -> Off:
        """Return the rules that do not count; SubmissionError with the line of a slip."""
        return self._off.now() if self._off else ()

    def appearance(self) -> Appearance:
        """Return the look; RenderError with the line of a slip in a profile."""
        return Appearance(load_profile(self.profile), own_templates(self.templates))

    def read(self) -> None:
        """Read everything once; GovReportError for what a preview cannot begin with."""
        self.earlier()
        self.off()
        self.appearance()

    def files(self) -> Iterable[Path]:
        """Yield the files that are read; a shipped profile is none of them."""
        own_profile = Path(self.profile)
        yield from filter(None, (self.prior, self.rules))
        if own_profile.is_file():
            yield own_profile
        if self.templates:
            yield from (self.templates / name for name in TEMPLATES)
