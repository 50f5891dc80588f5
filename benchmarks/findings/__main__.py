"""Seed errors into clean submissions and print what is found (`python -m benchmarks.findings`)."""

from __future__ import annotations

import argparse
import json
import platform
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from rich.console import Console

from benchmarks.bench import RESULTS
from benchmarks.findings.clean import FORMS, SAMPLE, Clean, clean_submissions, sample
from benchmarks.findings.errors import Figures, SeededError, errors_in
from benchmarks.findings.figures import COMPUTED, TYPED, Target, grouped, rates, tables, targets
from benchmarks.findings.trials import Trial, search_of_ten, trial
from govreport_writer.pipeline import run_checks

NAMES = (*dict.fromkeys(name for name, _ in FORMS), SAMPLE.name)
SUBMISSIONS = 6
"""Clean submissions of each edition and variant."""
LIMIT = 40
"""Errors of a kind, edition and form."""
WIDTH = 140


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the trials, print the tables and write the results."""
    asked = _parser().parse_args(arguments)
    started = time.perf_counter()
    clean = list(_clean(asked.editions, asked.seed))
    must, check = _check_of_clean(clean)
    trials = list(run(clean, asked.seed, asked.limit))
    found = list(targets(trials, must, check, list(_searches(clean, asked.seed))))
    for table in tables(trials, found):
        Console(width=WIDTH).print(table)
    path = asked.json or RESULTS / time.strftime("findings-%Y%m%d-%H%M%S.json")
    write(trials, found, asked.seed, path)
    print(
        f"{path}  ({len(trials)} errors in {len(clean)} submissions, {time.perf_counter() - started:.0f} s)"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings", description=__doc__)
    parser.add_argument(
        "--editions", nargs="+", choices=NAMES, default=NAMES, help="what to seed errors into"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same errors")
    parser.add_argument("--limit", type=int, default=LIMIT, help="errors of a kind, edition and form")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the results")
    return parser


def _clean(names: Sequence[str], seed: int) -> Iterator[Clean]:
    for name, variant in FORMS:
        if name in names:
            yield from clean_submissions(name, variant, SUBMISSIONS, seed)
    if SAMPLE.name in names:
        yield sample()


def _check_of_clean(clean: Sequence[Clean]) -> tuple[int, float]:
    """Return how many 强制 findings clean submissions have, and the median seconds of a check."""
    must, seconds = 0, []
    for each in (*clean, *clean):
        started = time.process_time()
        outcome = run_checks(each.submission, each.prior)
        seconds.append(time.process_time() - started)
        must += sum(finding.severity == "must" for finding in outcome.findings)
    return must, median(seconds[len(clean) :])


def run(clean: Sequence[Clean], seed: int, limit: int) -> Iterator[Trial]:
    """Yield a trial for each error drawn: up to a limit of every kind, edition and form."""
    for name in dict.fromkeys(each.name for each in clean):
        for form in (TYPED, COMPUTED):
            rng = random.Random(f"{seed}/{name}/{form}")
            kinds: dict[str, list[tuple[Clean, Figures, SeededError]]] = {}
            for each in clean:
                if each.name == name:
                    figures = _figures(each, form)
                    for error in errors_in(figures, each.submission.edition, rng):
                        kinds.setdefault(error.kind, []).append((each, figures, error))
            for drawn in kinds.values():
                for each, figures, error in rng.sample(drawn, min(limit, len(drawn))):
                    yield trial(each, form, figures, error)


def _searches(clean: Sequence[Clean], seed: int) -> Iterator[float]:
    """Yield how long the search takes where ten identities are broken, for every submission and form."""
    for each in clean:
        for form in (TYPED, COMPUTED):
            rng = random.Random(f"{seed}/{form}")
            figures = _figures(each, form)
            errors = list(errors_in(figures, each.submission.edition, rng))
            seconds = search_of_ten(each, figures, rng.sample(errors, len(errors)))
            if seconds is not None:
                yield seconds


def _figures(clean: Clean, form: str) -> Figures:
    """Return the figures that are filed in a form: all of them, or those that are no totals."""
    values, cells = clean.submission.values, clean.submission.edition.cells
    return {ref: value for ref, value in values.items() if form == TYPED or not cells[ref].is_total}


def write(trials: Sequence[Trial], found: Sequence[Target], seed: int, path: Path) -> None:
    """Write the targets and the rates of every edition, form and kind of error."""
    groups = grouped(trials, lambda each: f"{each.edition} / {each.kind}")
    results = {
        "python": platform.python_version(),
        "seed": seed,
        "targets": [asdict(each) | {"met": each.is_met} for each in found],
        "rates": [
            {"totals": form, "errors of": name} | asdict(rates(group))
            for (form, name), group in groups.items()
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
