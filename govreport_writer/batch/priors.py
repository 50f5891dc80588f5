"""The earlier years of many organs: whose they are is read once, their figures only where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from govreport_writer.batch.executor import Executor, Failed, carried_out
from govreport_writer.batch.identity import Identify, Identity, Unreadable, read_once
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import SubmissionError
from govreport_writer.submission import Submission

if TYPE_CHECKING:
    from govreport_writer.receipts.writing import Earlier

Index = dict[str, list[int]]


@dataclass(frozen=True)
class Priors:
    """Earlier submissions with their identities, in the order given."""

    known: tuple[tuple[Unit, Identity], ...] = ()

    def __getstate__(self) -> dict[str, object]:
        """Leave out the index: each process makes its own."""
        return {"known": self.known}

    def of(self, submission: Submission) -> tuple[Submission, ...]:
        """Return the same organ's submissions of earlier years, one a year.

        SubmissionError when one cannot be read any more.
        """
        agency = submission.agency
        chosen = self._chosen(agency.name, agency.short_names, agency.code, submission.year)
        return tuple(_read(self.known[number][0]) for number in chosen)

    def parts_of(self, name: str, short_names: Sequence[str], code: str | None, year: int) -> Earlier:
        """Return an organ's years before `year` as receipts name them."""
        from govreport_writer.receipts.parts import EarlierPart

        chosen = (self.known[number][1] for number in self._chosen(name, short_names, code, year))
        return tuple(EarlierPart(year=identity.year, sha256=identity.sha256) for identity in chosen)

    def _chosen(self, name: str, short_names: Sequence[str], code: str | None, year: int) -> Iterator[int]:
        """Yield the numbers of an organ's years before `year`, one a year, the oldest first.

        The code tells the organ, else its name, else a name it also goes by, where that fits one organ only.
        """
        by_code, by_name, by_any = self._index
        coded = by_code.get(code, []) if code is not None else []
        called = [number for each in (name, *short_names) for number in by_any.get(each, [])]
        ranks: dict[int, dict[int, int]] = {}
        for rank, numbers in enumerate((coded, by_name.get(name, []), called)):
            for number in numbers:
                of_year = self.known[number][1].year
                if of_year < year:
                    ranks.setdefault(of_year, {}).setdefault(number, rank)
        for _, candidates in sorted(ranks.items()):
            best = self._first(candidates)
            if best is not None:
                yield best

    def _first(self, candidates: dict[int, int]) -> int | None:
        """Return the first of the best; None where only a shared short name speaks for different organs."""
        best = min(candidates.values())
        numbers = sorted(number for number, rank in candidates.items() if rank == best)
        organs = {(self.known[number][1].name, self.known[number][1].code) for number in numbers}
        return None if best == _SHORT and len(organs) > 1 else numbers[0]

    @cached_property
    def _index(self) -> tuple[Index, Index, Index]:
        by_code, by_name, by_any = Index(), Index(), Index()
        for number, (_, identity) in enumerate(self.known):
            if identity.code is not None:
                by_code.setdefault(identity.code, []).append(number)
            by_name.setdefault(identity.name, []).append(number)
            for name in {identity.name, *identity.short_names}:
                by_any.setdefault(name, []).append(number)
        return by_code, by_name, by_any


def _read(unit: Unit) -> Submission:
    with at_hand(unit) as path:
        return read_once(path)


_SHORT = 2
"""The rank of organs that have no more than one of several names in common."""
NO_PRIORS = Priors()


def identified(
    units: Sequence[Unit],
    named: Callable[[Unit], bool],
    executor: Executor,
) -> tuple[Priors, list[str]]:
    """Return the earlier years among files, and a line for each file that is no submission.

    SubmissionError with that line when the file was itself `named`, not found in a folder.
    """
    known, unread = [], []
    for unit, found in zip(units, carried_out(Identify(), units, executor), strict=True):
        if isinstance(found, Identity):
            known.append((unit, found))
            continue
        why = found.why if isinstance(found, Unreadable | Failed) else repr(found)
        if isinstance(found, Failed):
            why = f"{unit.place}: {why}"
        if named(unit):
            raise SubmissionError("batch.prior", why=why)
        unread.append(why)
    return Priors(tuple(known)), unread
