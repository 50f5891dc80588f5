"""Write the shipped templates and profiles into a folder, for an agency to make them its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from govreport_writer import messages
from govreport_writer.documents.appearance import TEMPLATES
from govreport_writer.documents.files import write_all
from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder

README = "README.txt"
_EXPLANATION = "own-templates.txt"
_BOM = b"\xef\xbb\xbf"  # old editors on Windows know UTF-8 by it


def export_templates(folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write all templates, the profiles and an explanation; return their paths.

    RenderError when the folder is a file, or has one of them already and `force` is not given: then nothing
    is written.
    """
    contents = {folder / name: data for name, data in shipped_files().items()}
    if folder.exists() and not folder.is_dir():
        raise RenderError("templates.not_a_folder", folder=folder)
    present = [str(path.relative_to(folder)) for path in contents if path.exists()]
    if present and not force:
        names = messages.text("words.comma").join(present[:3])
        more = messages.text("words.and_more") if len(present) > 3 else ""
        raise RenderError("templates.exists", folder=folder, names=names + more)
    return write_all(contents)


def shipped_files() -> dict[str, bytes]:
    """Return what is exported, by its path in the folder."""
    shipped = templates_folder()
    profiles = sorted(shipped.glob("profiles/*.yaml"))
    named = {name: shipped / name for name in TEMPLATES} | {
        f"profiles/{each.name}": each for each in profiles
    }
    return {README: _readme()} | {name: path.read_bytes() for name, path in named.items()}


def _readme() -> bytes:
    """Return the explanation with the names and kinds that a DOCX template sees, taken from a specimen."""
    from govreport_writer.documents.own_templates.docx import seen
    from govreport_writer.documents.own_templates.specimen import specimen

    given = seen(specimen())
    text = (templates_folder() / _EXPLANATION).read_text(encoding="utf-8")
    names = "\n".join(_rows(_names(given)))
    text = text.replace("{names}", names).replace("{kinds}", "\n".join(_rows(_kinds(given))))
    return _BOM + text.replace("\n", "\r\n").encode()


def _names(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        yield name, f"name.{name}"
        inner = value[0] if isinstance(value, list) else value
        if isinstance(inner, Mapping):
            item = name.removesuffix("s") if isinstance(value, list) else name
            yield from ((f"{item}.{key}", f"name.{item}_{key}") for key in inner)
    for key in dict.fromkeys(key for block in _blocks(given) for key in block):
        yield f"block.{key}", f"name.block_{key}"


def _kinds(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((kind, f"kind.{kind}") for kind in dict.fromkeys(str(block["kind"]) for block in _blocks(given)))


def _blocks(given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [block for section in given["sections"] for block in section["blocks"]]


def _rows(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    for name, key in rows:
        yield f"    {name:<20}{messages.printed(f'document.template.{key}')}"
