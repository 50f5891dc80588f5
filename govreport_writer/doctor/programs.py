"""Programs that this one does not need, but that open and convert what it makes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from govreport_writer.doctor.line import Line, line
from govreport_writer.doctor.systems import advice

TOPIC = "programs"
SECONDS = 2.0
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "libreoffice": ("soffice", "libreoffice"),
    "chromium": ("chromium", "chromium-browser", "google-chrome", "msedge", "chrome"),
    "wps": ("wps", "wps-office"),
}
_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "libreoffice": (
        "{ProgramFiles}/LibreOffice/program/soffice.exe",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    "chromium": (
        "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
        "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    "wps": (
        "{LOCALAPPDATA}/Kingsoft/WPS Office/ksolaunch.exe",
        "{ProgramFiles(x86)}/Kingsoft/WPS Office/ksolaunch.exe",
        "/opt/kingsoft/wps-office/office6/wps",
        "/opt/apps/cn.wps.wps-office-pro/files/kingsoft/wps-office/office6/wps",
        "/Applications/wpsoffice.app",
    ),
}
"""Where installers put them without a command; names in braces are the environment's."""
_NAME_AND_NUMBER = re.compile(r"[^\n\d]{,40}[\d.]{1,20}")
_TELLS_ITS_VERSION = ("libreoffice", "chromium")  # WPS would open a window


def programs(*, everywhere: bool) -> Iterator[Line]:
    """Yield for each program where it is and its version, or how to install it."""
    with ThreadPoolExecutor(len(COMMANDS)) as pool:
        yield from pool.map(lambda name: _program(name, everywhere=everywhere), COMMANDS)


def _program(name: str, *, everywhere: bool) -> Line:
    found = found_at(name)
    if found is None:
        return line(TOPIC, name, "absent", f"{name}_absent", *advice(name, everywhere=everywhere))
    version = _version(found) if name in _TELLS_ITS_VERSION and sys.platform != "win32" else ""
    if version is None:
        return line(TOPIC, name, "absent", "silent", path=found)
    return line(TOPIC, name, "works", "found", version=version or found.name, path=found)


def found_at(name: str) -> Path | None:
    """Return where a program is, None when it is nowhere that is known."""
    for command in COMMANDS[name]:
        if (found := shutil.which(command)) is not None:
            return Path(found)
    return next((path for place in _ELSEWHERE[name] if (path := _filled(place)) and path.exists()), None)


def _filled(place: str) -> Path | None:
    """Return a place with the folders that the environment names; None when it does not name them."""
    try:
        return Path(place.format_map(os.environ))
    except KeyError:
        return None


def _version(path: Path) -> str | None:
    """Return what a program says of itself; None when it does not answer."""
    try:
        done = subprocess.run(  # a program of this computer, no shell
            [path, "--version"], capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = _NAME_AND_NUMBER.match(done.stdout.decode(errors="replace"))
    return said[0] if done.returncode == 0 and said else None
