"""Fonts of this computer that a receipt names beside those which every run brings to its PDF."""

from __future__ import annotations

from functools import cache

from govreport_writer.fonts import installed_files
from govreport_writer.receipts.digests import file_digest
from govreport_writer.receipts.names import Sha256s


def same_fonts(here: Sha256s, recorded: Sha256s) -> bool:
    """Whether the fonts of every run are those recorded, and each recorded beside them is installed here."""
    return not unlike_fonts(here, recorded)


def unlike_fonts(here: Sha256s, recorded: Sha256s) -> tuple[str, ...]:
    """Return the names of fonts that differ or are missing on one side."""
    lent = recorded.keys() - here.keys()
    unlike = {name for name in lent if recorded[name] not in _installed(name)}
    unlike |= {name for name, sha256 in here.items() if recorded.get(name) != sha256}
    return tuple(sorted(unlike))


@cache
def _installed(name: str) -> frozenset[str]:
    """Return the hashes of the fonts of a name that are installed on this computer."""
    return frozenset(file_digest(path) for path in installed_files() if path.name == name)
