"""A folder of units: their files, the roster, and what is wrong with which."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tools.units import faults
from tools.units.book import Book
from tools.units.organs import Organ, organs
from tools.units.writing import contact, submission

TRUTH, ROSTER = "truth.json", "roster.csv"
HEADS = ("unit", "code", "kind", "level", "contact", "parent", "vertical")
SECOND = " (1)"
"""What the name of a second file ends with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a folder was made with; see `generate`."""

    count: int
    seed: int = 1
    year: int = 2024
    workbooks: bool = False
    broken: float = 0.05
    astray: float = 0.0
    planted: int = 0


class Units:
    """The units of a folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.organs = organs(settings.count, settings.seed)
        self._book = Book(self.organs, settings.seed, settings.planted)

    def text(self, organ: Organ, year: int) -> str:
        """Return what a unit files for a year."""
        return submission(organ, year, self._book.of(organ, year), self.settings.seed)

    def fault(self, organ: Organ) -> faults.Fault | None:
        """Return what is wrong with a unit's file, None for nothing."""
        rng = Random(f"{self.settings.seed}/{organ.number}/fault")
        if rng.random() >= self.settings.broken:
            return None
        texts = self._with_model(organ)
        return rng.choice([each for each in faults.FAULTS if each.fits(*texts)])

    def filed(self, organ: Organ) -> int:
        """Return how many files a unit hands in: usually one; none or two for those astray."""
        rng = Random(f"{self.settings.seed}/{organ.number}/astray")
        return rng.choice((0, 2)) if rng.random() < self.settings.astray else 1

    def _with_model(self, organ: Organ) -> tuple[str, str]:
        """Return the texts of a unit and of the one it may copy from."""
        model = self.organs[organ.number - 1]
        return self.text(organ, self.settings.year), self.text(model, self.settings.year)

    def write(self, organ: Organ, folder: Path) -> list[Path]:
        """Write what a unit hands in, with its fault, and return where."""
        path = folder / organ.name / ("report.xlsx" if self.settings.workbooks else "report.yaml")
        paths = [path, path.with_stem(path.stem + SECOND)][: self.filed(organ)]
        fault = self.fault(organ)
        for each in paths:
            each.parent.mkdir(parents=True, exist_ok=True)
            if fault is None:
                self.write_plain(organ, each, self.settings.year)
            else:
                content = as_file(fault.change(*self._with_model(organ)), each)
                each.write_bytes(fault.spoil(content) if fault.spoil else content)
        return paths

    def write_plain(self, organ: Organ, path: Path, year: int) -> None:
        """Write a unit's file for a year without a fault; of two the second was changed a little."""
        text = self.text(organ, year)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_file(faults.touched(text) if path.stem.endswith(SECOND) else text, path))

    def write_year(self, year: int, folder: Path) -> None:
        """Write all units' files of another year."""
        for organ in self.organs:
            self.write_plain(organ, folder / str(year) / f"{organ.name}.yaml", year)

    def write_roster(self, path: Path) -> None:
        """Write the roster; a mark stands for vertical management."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS)
            for each in self.organs:
                person, vertical = contact(each, self.settings.seed), "yes" if each.vertical else ""
                row = (each.name, each.code, each.kind, each.level, person, each.parent or "", vertical)
                writer.writerow(row)

    def write_truth(self, path: Path) -> None:
        """Write what is wrong with which unit, and with what the folder was made."""
        units = {
            each.name: {**faults.told(self.fault(each)), "files": self.filed(each)} for each in self.organs
        }
        truth = {"settings": asdict(self.settings), "units": units}
        path.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


def as_file(text: str, path: Path) -> bytes:
    """Return a submission as its file holds it: a workbook where the name says so, else the text."""
    if path.suffix != ".xlsx":
        return text.encode()
    from tempfile import TemporaryDirectory

    from govreport_writer import read_submission
    from govreport_writer.workbook.write import workbook_bytes

    with TemporaryDirectory() as scratch:
        typed = Path(scratch) / "report.yaml"
        typed.write_text(text, encoding="utf-8")
        return workbook_bytes(read_submission(typed))
