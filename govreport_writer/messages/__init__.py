"""What people read, in Chinese and English, keyed by code; no other module holds a sentence.

Catalogues are TOML because the standard library reads it: `--help` must not pay for a YAML parser.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
OWN_FILES = ("help", "workbook", "slip", "collect", "rollup", "receipt")
"""Subjects with a catalogue of their own; the rest stands in `texts`."""
_chosen: list[str] = []
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def use_language(language: str) -> None:
    """Choose the language of all texts from here on."""
    _chosen[:] = [language]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language for a while, in this thread alone."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """Return the language spoken for a while, else the chosen one, else GOVREPORT_LANG, else Chinese."""
    spoken = _spoken.get()
    if spoken:
        return spoken
    if _chosen:
        return _chosen[0]
    named = os.environ.get("GOVREPORT_LANG", "zh").lower()[:2]
    return named if named in LANGUAGES else "zh"


def text(key: str, /, **fields: object) -> str:
    """Return the text of `key` with its fields filled in; KeyError for an unknown key."""
    return catalogue(language(), _file_of(key))[key].format(**fields)


def printed(key: str, /, **fields: object) -> str:
    """Return a text that goes into the report or the workbook itself, which is always Chinese."""
    return catalogue("zh", _file_of(key))[key].format(**fields)


def pattern(key: str) -> str:
    """Return the text of `key` with its fields left open."""
    return catalogue(language(), _file_of(key))[key]


def has(key: str) -> bool:
    """Tell whether the catalogue in force knows `key`."""
    return key in catalogue(language(), _file_of(key))


@cache
def catalogue(language: str, name: str) -> Mapping[str, str]:
    """Return the catalogue `name` (texts or help) of a language, flattened to dotted keys."""
    source = (Path(__file__).parent / f"{name}.{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten("", tomllib.loads(source)))


def _file_of(key: str) -> str:
    first = key.partition(".")[0]
    return first if first in OWN_FILES else "texts"


def _flatten(prefix: str, branch: Mapping[str, object]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in branch.items():
        path = f"{prefix}.{name}" if prefix else name
        flat += _flatten(path, value) if isinstance(value, Mapping) else [(path, str(value))]
    return flat
