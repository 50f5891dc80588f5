"""The editions known: shipped files beside this one, and folders an integrator adds.

More folders come from `use_folders` (`--editions DIR`) and GOVREPORT_EDITIONS (separated like PATH). An
added file may not take the id of a shipped one.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from govreport_writer.errors import EditionError
from govreport_writer.form.compile import compile_edition
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import ADDED, EditionFile, ExtensionFile
from govreport_writer.form.growth import Misfit, Steps
from govreport_writer.yaml_model import nearest, validated
from govreport_writer.yaml_strict import Node, read_yaml

SHIPPED = Path(__file__).parent
_added: list[Path] = []


def use_folders(folders: tuple[Path, ...]) -> None:
    """Look for editions in these folders too."""
    _added[:] = folders
    _files.cache_clear()


def folders() -> tuple[Path, ...]:
    """Return the folders that `use_folders` named."""
    return tuple(_added)


def available() -> tuple[str, ...]:
    """Return the ids of all editions, by first report year."""
    return tuple(sorted(_files(), key=lambda edition: (load(edition).reporting_years.first, edition)))


def ids() -> tuple[str, ...]:
    """Return the ids of all editions without loading them."""
    return tuple(_files())


def load(edition_id: str, variant: str | None = None) -> FormEdition:
    """Return an edition; EditionError when it is unknown, has no such variant, or its file is wrong."""
    if edition_id not in _files():
        hint = nearest(edition_id, _files())
        known = ", ".join(sorted(_files()))
        raise EditionError("edition.unknown", id=edition_id, hint=hint, known=known)
    return _load(_files()[edition_id], variant)


def file_of(edition_id: str) -> Path:
    """Return the file of an edition that is known; KeyError for any other."""
    return _files()[edition_id]


def sources(edition_id: str) -> tuple[Path, ...]:
    """Return the files that an edition is compiled from: the one it extends, and last its own."""
    base = load(edition_id).extends
    path = file_of(edition_id)
    extended = _extended(base, path) if base else None
    return (extended, path) if extended else (path,)


def for_year(year: int) -> FormEdition | None:
    """Return the edition in force for a report year, or None: the latest of those that serve it.

    Regional editions are chosen by name only.
    """
    known = [load(edition_id) for edition_id in available()]
    serving = [edition for edition in known if edition.serves(year) and edition.extends is None]
    return serving[-1] if serving else None


def years_known() -> str:
    """Return the years that editions serve, for a message."""
    known = [load(edition_id) for edition_id in available()]
    years = [edition.reporting_years for edition in known if edition.extends is None]
    return ", ".join(f"{each.first}–{each.last or ''}" for each in years)


def read_edition(path: Path, variant: str | None = None) -> FormEdition:
    """Return the edition of one file; GovReportError with file and line where it is wrong."""
    node = read_yaml(path)
    file, base = _read_file(node, path)
    try:
        if variant is None:
            for name in file.variants:
                compile_edition(file, name)
        elif variant not in file.variants:
            hint = nearest(variant, file.variants)
            raise EditionError("edition.unknown_variant", id=file.edition, variant=variant, hint=hint)
        return compile_edition(file, variant)
    except Misfit as misfit:
        steps = _own_steps(misfit.steps, base)
        raise EditionError(misfit.key, file=path, line=node.line_at(steps), **misfit.fields) from misfit


def _read_file(node: Node, path: Path) -> tuple[EditionFile, EditionFile | None]:
    """Return an edition file and, for an extension, the file that it extends."""
    if not isinstance(node.value, dict) or "extends" not in node.value:
        return validated(EditionFile, node, str(path), EditionError), None
    extension = validated(ExtensionFile, node, str(path), EditionError)
    base_path = _extended(extension.extends, path)
    if base_path is None:
        line = node.line_at(("extends",))
        raise EditionError("edition.dangling", file=path, line=line, name=extension.extends)
    base_node = read_yaml(base_path)
    if isinstance(base_node.value, dict) and "extends" in base_node.value:
        line = node.line_at(("extends",))
        raise EditionError("edition.extends_extension", file=path, line=line, name=extension.extends)
    base = validated(EditionFile, base_node, str(base_path), EditionError)
    return extension.on(base), base


def _extended(base: str, path: Path) -> Path | None:
    """Return the file of the edition that the one at `path` extends: a shipped one, else one beside it."""
    beside = (folder / f"{base}.yaml" for folder in (SHIPPED, path.parent))
    return next((each for each in beside if each.exists() and each != path), None)


def _own_steps(steps: Steps, base: EditionFile | None) -> Steps:
    """Return the steps to a place in an extension, whose parts come after those of its base."""
    if base is None or len(steps) < 2 or steps[0] not in ADDED or not isinstance(steps[1], int):
        return steps
    return (steps[0], steps[1] - len(getattr(base, str(steps[0]))), *steps[2:])


@cache
def _load(path: Path, variant: str | None) -> FormEdition:
    return read_edition(path, variant)


@cache
def _files() -> dict[str, Path]:
    files = {path.stem: path for path in sorted(SHIPPED.glob("*.yaml")) if path.stem.startswith("ogi-")}
    for folder in dict.fromkeys(each.resolve() for each in (*_added, *_folders_from_environment())):
        if not folder.is_dir():
            raise EditionError("edition.no_folder", folder=folder)
        for path in sorted(folder.glob("*.yaml")):
            edition_id = read_edition(path).id
            if edition_id in files:
                raise EditionError("edition.shadows", file=path, id=edition_id, other=files[edition_id].name)
            files[edition_id] = path
    return files


def _folders_from_environment() -> list[Path]:
    named = os.environ.get("GOVREPORT_EDITIONS", "")
    return [Path(part) for part in named.split(os.pathsep) if part]
