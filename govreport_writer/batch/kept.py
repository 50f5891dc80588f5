"""What a long run keeps of its units: a small copy of each outcome, or only how many had which verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import overload

from govreport_writer.batch.plain import packed, unpacked
from govreport_writer.findings import EXIT_CODES, VERDICTS, Verdict, worst
from govreport_writer.pipeline import Outcome


class Tally:
    """How many units had which verdict."""

    def __init__(self) -> None:
        self._counts: Counter[Verdict] = Counter()

    def add(self, verdict: Verdict) -> None:
        """Count one more unit."""
        self._counts[verdict] += 1

    @property
    def units(self) -> int:
        """How many units there were."""
        return self._counts.total()

    @property
    def worst(self) -> Verdict:
        """The worst verdict; clean for no unit."""
        return worst(self._counts)

    @property
    def exit_code(self) -> int:
        """The highest code of the units."""
        return max((EXIT_CODES[verdict] for verdict in self._counts), default=0)

    def counts(self) -> dict[Verdict, int]:
        """Return the number of units for each verdict there is."""
        return {verdict: self._counts[verdict] for verdict in VERDICTS}


class Kept(Sequence[Outcome]):
    """Outcomes in little memory: each is made again whenever it is looked at."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self.tally = Tally()

    def add(self, outcome: Outcome) -> None:
        """Keep one more, without the submission."""
        self._packed.append(packed(outcome))
        self.tally.add(outcome.verdict)

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome]: ...
    def __getitem__(self, index: int | slice) -> Outcome | list[Outcome]:
        if isinstance(index, slice):
            return [unpacked(each) for each in self._packed[index]]
        return unpacked(self._packed[index])

    def __iter__(self) -> Iterator[Outcome]:
        return map(unpacked, self._packed)
