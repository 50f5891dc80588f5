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
from govreport_writer.form.file import EditionFile
from govreport_writer.form.growth import Misfit
from govreport_writer.yaml_model import nearest, validated
from govreport_writer.yaml_strict import Node, read_yaml

SHIPPED = Path(__file__).parent
_added: list[Path] = []


def use_folders(folders: tuple[Path, ...]) -> None:
    """Look for editions in these folders too."""
    _added[:] = folders
    _files.cache_clear()


def available() -> tuple[str, ...]:
    """Return the ids of all editions, by first report year."""
    return tuple(sorted(_files(), key=lambda edition: (load(edition).reporting_years.first, edition)))


def load(edition_id: str, variant: str | None = None) -> FormEdition:
    """Return an edition; EditionError when it is unknown, has no such variant, or its file is wrong."""
    if edition_id not in _files():
        hint = nearest(edition_id, _files())
        known = ", ".join(sorted(_files()))
        raise EditionError("edition.unknown", id=edition_id, hint=hint, known=known)
    return _load(_files()[edition_id], variant)


def for_year(year: int) -> FormEdition | None:
    """Return the edition in force for a report year, or None; regional ones are chosen by name only."""
    serving = [load(edition_id) for edition_id in available()]
    return next((edition for edition in serving if edition.serves(year)), None)


def years_known() -> str:
    """Return the years that editions serve, for a message."""
    years = [load(edition_id).reporting_years for edition_id in available()]
    return ", ".join(f"{each.first}–{each.last or ''}" for each in years)


def read_edition(path: Path, variant: str | None = None) -> FormEdition:
    """Return the edition of one file; EditionError with file and line where it is wrong."""
    node = read_yaml(path)
    file = validated(EditionFile, node, str(path), EditionError)
    try:
        if variant is None:
            for name in file.variants:
                compile_edition(file, name)
        elif variant not in file.variants:
            hint = nearest(variant, file.variants)
            raise EditionError("edition.unknown_variant", id=file.edition, variant=variant, hint=hint)
        return compile_edition(file, variant)
    except Misfit as misfit:
        raise _located(misfit, path, node) from misfit


def _located(misfit: Misfit, path: Path, node: Node) -> EditionError:
    return EditionError(misfit.key, file=path, line=node.line_at(misfit.steps), **misfit.fields)


@cache
def _load(path: Path, variant: str | None) -> FormEdition:
    return read_edition(path, variant)


@cache
def _files() -> dict[str, Path]:
    files = {path.stem: path for path in sorted(SHIPPED.glob("*.yaml")) if path.stem.startswith("ogi-")}
    for folder in (*_added, *_folders_from_environment()):
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
