"""Memory of one process that makes many distinct reports in three formats (`python -m benchmarks.memory`)."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
EARLY, LATE = 100, 500
"""After how many reports memory is read."""


def run() -> dict[str, float]:
    """Return the MiB held after 100 and 500 reports and the peak, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory"], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    held: dict[str, float] = json.loads(done.stdout)
    return held


def _held() -> float:
    """Return the MiB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Make the reports and print what was held."""
    from benchmarks.variants import write_variant
    from govreport_writer import read_submission, render

    held = {}
    with TemporaryDirectory(prefix="govreport-bench-") as folder:
        for number in range(1, LATE + 1):
            file = write_variant(number, Path(folder))
            render(read_submission(file), ("docx", "pdf", "html"))
            file.unlink()
            if number in (EARLY, LATE):
                held[f"after {number}"] = _held()
    held["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(held, sys.stdout)


if __name__ == "__main__":
    main()
