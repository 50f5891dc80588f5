"""Which system this is, and how things are installed on each."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from govreport_writer import messages

SYSTEMS = ("windows", "debian", "uos", "macos", "other")
"""Systems with commands of their own; UOS and Kylin install from the shop or with apt."""
_KINDS = {
    "uos": "uos",
    "deepin": "uos",
    "kylin": "uos",
    "openkylin": "uos",
    "debian": "debian",
    "ubuntu": "debian",
}
_RELEASE = Path("/etc/os-release")


def this_system(platform_name: str = sys.platform, release: Path = _RELEASE) -> str:
    """Return the system at hand, `other` for a Linux of another kind."""
    if platform_name in ("win32", "darwin"):
        return {"win32": "windows", "darwin": "macos"}[platform_name]
    named = _release(release)
    kinds = [named.get("ID", ""), *named.get("ID_LIKE", "").split()]
    return next((_KINDS[kind.lower()] for kind in kinds if kind.lower() in _KINDS), "other")


def name_of_system() -> str:
    """Return what the system calls itself, with its version and processor."""
    own = _release(_RELEASE).get("PRETTY_NAME") if sys.platform.startswith("linux") else None
    return f"{own or platform.platform(terse=True)} ({platform.machine()})"


def advice(thing: str, *, everywhere: bool) -> tuple[str, ...]:
    """Return how to install a thing: on this system, or on every one with its name before it."""
    if not everywhere:
        return (messages.text(f"doctor.install.{thing}.{this_system()}"),)
    return tuple(
        messages.text(
            "doctor.install.on",
            system=messages.text(f"doctor.system.{system}"),
            how=messages.text(f"doctor.install.{thing}.{system}"),
        )
        for system in SYSTEMS
    )


def _release(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {key.strip(): value.strip().strip('"') for key, _, value in pairs}
