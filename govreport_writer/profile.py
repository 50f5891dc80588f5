"""Profiles: local habits of layout, as files that say what they do otherwise than the standard.

A province adds a file; `templates/profiles/standard.yaml` names every key.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder
from govreport_writer.yaml_model import StrictModel, nearest, validated
from govreport_writer.yaml_strict import Node, read_yaml

STANDARD = "standard"
CAPTION_FIELDS = frozenset({"number", "title"})
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _name_of_a_face(value: str) -> str:
    if not _FACE.fullmatch(value):
        raise PydanticCustomError("face_name", "the name of a font")
    return value


_FACE = re.compile(r'[^"\'<>&;{}\\\x00-\x1f]{1,60}')
FaceName = Annotated[str, AfterValidator(_name_of_a_face)]
"""The name of a font as it stands in documents and style sheets."""


class Faces(StrictModel):
    """The fonts by what they are used for, as GB/T 9704-2012 names them."""

    body: FaceName | None = None
    kai: FaceName | None = None
    hei: FaceName | None = None
    title: FaceName | None = None
    song: FaceName | None = None
    latin: FaceName | None = None


class Site(StrictModel):
    """Tags that government websites put into a page's head (网页标签规范, 国办发〔2017〕47号)."""

    SiteName: Words | None = None
    SiteDomain: Words | None = None
    SiteIDCode: Words | None = None
    ColumnName: Words | None = None
    ColumnDescription: Words | None = None
    ColumnKeywords: Words | None = None
    ColumnType: Words | None = None
    ContentSource: Words | None = None
    Keywords: Words | None = None
    Author: Words | None = None
    Description: Words | None = None
    Image: Words | None = None
    Url: Words | None = None


class ProfileFile(StrictModel):
    """What a profile may say; None: as the standard has it."""

    profile: Words
    title: Words | None = None
    pitch: float | None = Field(None, ge=28, le=30)
    digits: Literal["latin", "body"] | None = None
    faces: Faces = Faces()
    pdf_fonts: Literal["shipped", "system"] | None = None
    page_number: Literal["dashes", "plain", "none"] | None = None
    page_number_place: Literal["outside", "centre"] | None = None
    signature: Literal["by_kind", "always", "never"] | None = None
    caption: str | None = None
    site: Site = Site()


class Profile(StrictModel):
    """A profile with every value: those it names, all others from the standard."""

    profile: str
    title: str
    pitch: float
    digits: Literal["latin", "body"]
    faces: Faces
    pdf_fonts: Literal["shipped", "system"]
    page_number: Literal["dashes", "plain", "none"]
    page_number_place: Literal["outside", "centre"]
    signature: Literal["by_kind", "always", "never"]
    caption: str
    site: Site


def standard_profile() -> Profile:
    """Return the profile in force when none is chosen."""
    return load_profile(STANDARD)


def load_profile(name: str) -> Profile:
    """Return a shipped profile by name, or a file's; RenderError with the line of a slip."""
    path = _profiles_folder() / f"{name}.yaml"
    if name not in shipped_profiles():
        path = Path(name)
        if not path.is_file():
            hint = nearest(name, shipped_profiles())
            known = ", ".join(shipped_profiles())
            raise RenderError("render.no_profile", name=name, known=known, hint=hint)
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> Profile:
    file = _file(path)
    if path.stem == STANDARD and path.parent == _profiles_folder():
        return Profile.model_validate(file)
    return Profile.model_validate(_over(standard_profile().model_dump(), file))


def _file(path: Path) -> dict[str, Any]:
    """Return what a file says, without the keys it leaves out; RenderError for what it may not say."""
    node = read_yaml(path)
    read = validated(ProfileFile, node, str(path), RenderError)
    if read.caption:
        _try_caption(read.caption, node, path)
    return read.model_dump(exclude_none=True)


def _try_caption(caption: str, node: Node, path: Path) -> None:
    """Refuse a caption that asks for anything but its number and title."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(caption) if name is not None}
    except ValueError:
        names = {caption}
    if not names <= CAPTION_FIELDS:
        line = node.line_at(("caption",))
        raise RenderError("render.profile_caption", file=path, line=line, caption=caption)


def _over(standard: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _over(value, own.get(key, {})) if isinstance(value, dict) else own.get(key, value)
        for key, value in standard.items()
    }


def _profiles_folder() -> Path:
    return templates_folder() / "profiles"


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the shipped profiles, the standard first."""
    names = sorted(path.stem for path in _profiles_folder().glob("*.yaml"))
    return tuple(sorted(names, key=lambda name: name != STANDARD))
