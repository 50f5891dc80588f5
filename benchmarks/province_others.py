"""Parts that are more than one command on one folder, and how any part is measured."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.province_folders import Folders
from benchmarks.province_parts import COMMANDS, FEW, GOVREPORT, Case, finished, plain
from benchmarks.province_watch import Run, run


def measure(case: Case, folders: Folders) -> Run:
    """Run a part; what it wrote is deleted again. RuntimeError when it did not come to its end."""
    out = folders.work / "out" / case.key.replace("/", "-")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    log = folders.work / "logs" / case.key.replace("/", "-")
    log.parent.mkdir(exist_ok=True)
    try:
        return finished(OTHERS.get(case.part, plain)(case, folders, out, log), case)
    finally:
        shutil.rmtree(out, ignore_errors=True)


def _dask(case: Case, folders: Folders, out: Path, log: Path) -> Run:
    """Render on a cluster of this computer; it runs already, as clusters do."""
    from benchmarks.province_cluster import cluster

    with cluster(case.jobs, out) as address:
        command = COMMANDS["render"](folders, case.units, out / "documents")
        return run([GOVREPORT, *command, "--scheduler", address], log)


def _ours(*, workbooks: bool) -> Callable[[Case, Folders, Path, Path], Run]:
    """Render units without faults, as the straightforward way is given them."""

    def render(case: Case, folders: Folders, out: Path, log: Path) -> Run:
        folder = str(folders.units(case.units, workbooks=workbooks, broken=0))
        return run([GOVREPORT, "render", folder, "-o", str(out), "--jobs", str(case.jobs)], log)

    return render


def _theirs(*, workbooks: bool) -> Callable[[Case, Folders, Path, Path], Run]:
    """Render the same units the straightforward way."""

    def render(case: Case, folders: Folders, out: Path, log: Path) -> Run:
        from benchmarks.peer_templates import write_templates
        from benchmarks.province_peers import write_as_read

        folder = folders.units(case.units, workbooks=workbooks, broken=0)
        if workbooks:
            write_as_read(folders.units(case.units, broken=0), folder)
        templates = folders.work / "peer-templates"
        templates.mkdir(exist_ok=True)
        write_templates(templates)
        arguments = [str(templates), str(folder), str(out / "documents"), str(case.jobs)]
        return run([sys.executable, "-m", "benchmarks.province_peers", *arguments], log)

    return render


def _libreoffice(case: Case, folders: Folders, out: Path, log: Path) -> Run:
    """Convert the finished DOCX to PDF: all in one call, or a few one at a time."""
    folder = str(folders.units(case.units, broken=0))
    done = run([GOVREPORT, "render", folder, "--to", "docx", "-o", str(out / "docx")], log)
    finished(done, case)
    found = [str(path) for path in sorted((out / "docx").glob("*.docx"))]
    convert = [f"-env:UserInstallation={(out / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command = ["soffice", *convert, "--outdir", str(out / "pdf")]
    run([*command, found[0]], log)  # makes the profile
    if case.part == "libreoffice":
        return run([*command, *found], log)
    return _one_by_one(command, found[:FEW], log)


def _one_by_one(command: list[str], files: list[str], log: Path) -> Run:
    runs = [run([*command, each], log) for each in files]
    seconds, cpu = sum(each.seconds for each in runs), sum(each.cpu for each in runs)
    last = runs[-1]
    return Run(last.exit, seconds, cpu, last.parent, last.workers, None, None, last.said)


OTHERS: dict[str, Callable[[Case, Folders, Path, Path], Run]] = {
    "render-dask": _dask,
    "ours-yaml": _ours(workbooks=False),
    "straightforward-yaml": _theirs(workbooks=False),
    "ours-workbooks": _ours(workbooks=True),
    "straightforward-workbooks": _theirs(workbooks=True),
    "libreoffice": _libreoffice,
    "libreoffice-singly": _libreoffice,
}
"""Parts that are more than one command on one folder."""
