"""Many inputs: each on its own, so that one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from govreport_writer.documents.files import Order, stem
from govreport_writer.errors import GovReportError, RenderError
from govreport_writer.findings import Gap
from govreport_writer.pipeline import Outcome, check_file, render_outcome
from govreport_writer.rules_off import Off
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import USUAL_FORMATS


def check_files(
    paths: Sequence[Path],
    priors: Sequence[Path] = (),
    formats: tuple[str, ...] = USUAL_FORMATS,
    *,
    debug: bool = False,
    off: Off = (),
) -> Iterator[Outcome]:
    """Yield the outcome of each file, held against its own organ's last year among `priors`.

    SubmissionError when one of them cannot be read. With `debug` a crash shows its traceback and ends it all.
    """
    earlier = tuple(read_submission(prior) for prior in priors)
    for path in paths:
        yield _isolated(path, lambda path: check_file(path, earlier, formats, off), debug)


def render_files(
    paths: Sequence[Path],
    order: Order,
    priors: Sequence[Path] = (),
    *,
    debug: bool = False,
    off: Off = (),
) -> Iterator[Outcome]:
    """Check and render each file; units with one target file are errors, all of them."""
    outcomes = list(check_files(paths, priors, order.formats, debug=debug, off=off))
    clashes = _clashes(outcomes)
    for outcome in outcomes:
        if outcome.submission is not None and outcome.file in clashes:
            other, name = clashes[outcome.file]
            error = RenderError("file.same_target", file=outcome.file, other=other, name=name)
            yield replace(outcome, error=str(error))
        else:
            yield _rendered(outcome, order, debug)


def _rendered(outcome: Outcome, order: Order, debug: bool) -> Outcome:
    def draw(_path: Path) -> Outcome:
        try:
            return render_outcome(outcome, order)
        except GovReportError as error:
            return replace(outcome, error=str(error))

    return _isolated(Path(outcome.file), draw, debug)


def _clashes(outcomes: Sequence[Outcome]) -> dict[str, tuple[str, str]]:
    """Return, for each file whose output another would write too, that other file and the name."""
    by_name: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.submission is not None:
            by_name.setdefault(stem(outcome.submission).casefold(), []).append(outcome.file)
    return {
        file: (next(other for other in files if other != file), name)
        for name, files in by_name.items()
        if len(files) > 1
        for file in files
    }


def _isolated(path: Path, work: Callable[[Path], Outcome], debug: bool) -> Outcome:
    """Return the outcome of a unit; a crash becomes “not completed”, never a pass."""
    try:
        return work(path)
    except Exception as error:  # one unit's bug must not take the others with it
        if debug:
            raise
        return Outcome(file=str(path), not_checked=(Gap("unit", f"{type(error).__name__}: {error}"),))
