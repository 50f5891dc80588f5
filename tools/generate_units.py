"""Make up units and what they file: python tools/generate_units.py FOLDER --count 60.

FOLDER gets UNIT/report.yaml (or .xlsx) for each unit, roster.csv, and truth.json that tells what is wrong
with which. Earlier years go into FOLDER-earlier/YEAR. All names are invented. A unit depends on the seed, its
number and the year alone; a government that stands above others counts what these count, without a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)  # so that the modules beside are found however this one is started

from tools.units.figures import FIRST  # noqa: E402  # stands after the line above
from tools.units.folder import ROSTER, TRUTH, Settings, Units  # noqa: E402  # as above


def generate(
    folder: Path,
    count: int,
    *,
    seed: int = 1,
    year: int = 2024,
    workbooks: bool = False,
    broken: float = 0.05,
    earlier: int = 0,
    astray: float = 0.0,
    planted: int = 0,
) -> list[Path]:
    """Write units into a folder and return their files, in the order of the roster.

    `broken` is the share of units with a fault. `earlier` is for how many years before files are written too,
    never with a fault. `astray` is the share of units that hand in nothing or two files. `planted` is how
    many requests the first government counts beyond those of its units. ValueError for a year before
    the form.
    """
    if year - earlier < FIRST:
        raise ValueError(f"the first year is {FIRST}")
    made = Units(Settings(count, seed, year, workbooks, broken, astray, planted))
    folder.mkdir(parents=True, exist_ok=True)
    files = [path for organ in made.organs for path in made.write(organ, folder)]
    made.write_roster(folder / ROSTER)
    made.write_truth(folder / TRUTH)
    for before in range(year - earlier, year):
        made.write_year(before, earlier_folder(folder))
    return files


def earlier_folder(folder: Path) -> Path:
    """Return the folder beside for earlier years."""
    return folder.with_name(f"{folder.name}-earlier")


def correct(path: Path) -> str | None:
    """Write a unit's file again, this time without its fault, and return what that was."""
    truth = json.loads((path.parent.parent / TRUTH).read_text(encoding="utf-8"))
    made = Units(Settings(**truth["settings"]))
    organ = next(each for each in made.organs if each.name == path.parent.name)
    made.write_plain(organ, path, made.settings.year)
    fault: str | None = truth["units"][organ.name]["fault"]
    return fault


def main() -> None:
    """Write units as the command line says."""
    parser = argparse.ArgumentParser(description="Make up units and what they file.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--year", type=int, default=2024)
    parser.add_argument("--broken", type=float, default=0.05, help="share of units with a fault")
    parser.add_argument("--astray", type=float, default=0, help="share of units with no file, or two")
    parser.add_argument("--planted", type=int, default=0, help="requests that the first government adds")
    parser.add_argument("--earlier", type=int, default=0, help="years before for which files are written too")
    parser.add_argument("--workbooks", action="store_true", help="workbooks instead of YAML")
    print(len(generate(**vars(parser.parse_args()))), "files")


if __name__ == "__main__":
    main()
