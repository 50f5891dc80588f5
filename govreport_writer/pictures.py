"""Read the pictures a text names: PNG or JPEG inside the submission's folder, at most 5 MB each."""

from __future__ import annotations

from pathlib import Path

from govreport_writer.cells import Location
from govreport_writer.narrative import Image, parse
from govreport_writer.submission import NarrativeSection, Picture, Remark

MAX_BYTES = 5 * 1024 * 1024
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def read_pictures(
    narrative: tuple[NarrativeSection, ...], folder: Path
) -> tuple[dict[str, Picture], tuple[Remark, ...]]:
    """Return the pictures by the name the text gives them, and a remark for each that cannot be used."""
    pictures: dict[str, Picture] = {}
    remarks: list[Remark] = []
    for name, line in _named(narrative).items():
        found = _read(name, folder)
        if isinstance(found, Picture):
            pictures[name] = found
        else:
            remarks.append(Remark("GR007", Location(line=line), {"name": name, "reason": found}))
    return pictures, tuple(remarks)


def _named(narrative: tuple[NarrativeSection, ...]) -> dict[str, int]:
    """Return the pictures that will be printed, with the line on which each is first named."""
    named: dict[str, int] = {}
    for section in narrative:
        for text, first in section.texts():
            for block in parse(text) if "![" in text else ():
                if isinstance(block, Image):
                    before = text.partition(block.name)[0]
                    named.setdefault(block.name, first + before.count("\n"))
    return named


def _read(name: str, folder: Path) -> Picture | str:
    """Return the picture, or why not: outside, missing, too_large, not_a_picture."""
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        if "://" in name or Path(name).is_absolute() or not inside:
            return "outside"
        if path.stat().st_size > MAX_BYTES:
            return "too_large"
        data = path.read_bytes()
    except (OSError, ValueError):
        return "missing"
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return Picture(data, media_type)
    return "not_a_picture"
