"""The kinds of names and values that stand in a receipt."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from govreport_writer.vocabulary import FORMATS


def name_below(name: str) -> str:
    """Return the name of a unit without what leads out of the folder it lies in: roots, drives, steps up."""
    path = Path(name)
    kept = [part for part in path.relative_to(path.anchor).parts if part != ".."]
    return "/".join(kept) or "_"


def _below(name: str) -> str:
    """Refuse a name that leads out of its folder, or to anywhere on a computer."""
    if not name or name_below(name) != name:
        raise PydanticCustomError("name_below", "a name below a folder")
    return name


def _bare(name: str) -> str:
    """Refuse a name with a folder in it."""
    if len(PurePosixPath(name).parts) != 1 or "\\" in name or name == "..":
        raise PydanticCustomError("bare_name", "the name of a file")
    return name


def _known(format: str) -> str:
    """Refuse what no report is rendered to."""
    if format not in FORMATS:
        raise PydanticCustomError("format", "one of the formats")
    return format


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
NameBelow = Annotated[str, AfterValidator(_below)]
BareName = Annotated[str, AfterValidator(_bare)]
Format = Annotated[str, AfterValidator(_known), WithJsonSchema({"enum": list(FORMATS)})]
Time = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$")]
"""A day, or a moment in UTC."""
Size = Annotated[int, Field(ge=0)]
Sha256s = dict[str, Sha256]
"""Hashes of files by their names."""
