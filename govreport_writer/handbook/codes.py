"""What each code stands for: the docstring of its check, and its words in the catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from types import ModuleType

from govreport_writer import explanations, messages
from govreport_writer.across import ACROSS
from govreport_writer.checks import CHECKS
from govreport_writer.rollup import findings

MODULES: tuple[ModuleType, ...] = (*CHECKS, *ACROSS, findings, explanations)
"""The modules that yield findings."""
GAP = "…"
"""Stands in a text for what only a finding knows."""
_PART = re.compile(
    r"^(What it does|Why|Example): (.*?)(?=^(?:What it does|Why|Example): |\Z)", re.MULTILINE | re.DOTALL
)
_FIGURES = ("formula", "substitution")


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what its check does, why, an example (in English), and its own title, message and advice."""

    code: str
    what: str
    why: str
    example: str

    @property
    def title(self) -> str:
        """What is wrong, in a few words."""
        return messages.text(f"findings.{self.code}.title")

    @property
    def message(self) -> str:
        """What a finding says; empty where that is only its sum."""
        pattern = messages.pattern(f"findings.{self.code}.message")
        fields = {name for _, name, _, _ in Formatter().parse(pattern)}
        return "" if fields.intersection(_FIGURES) else _filled(pattern)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _filled(messages.pattern(f"findings.{self.code}.advice"))


@cache
def all_codes() -> tuple[Code, ...]:
    """Return every code there is, in order."""
    return tuple(sorted(_codes(), key=lambda each: each.code))


def _codes() -> Iterator[Code]:
    for module in MODULES:
        parts = {name: " ".join(text.split()) for name, text in _PART.findall(module.__doc__ or "")}
        for code in module.CODES:
            yield Code(code, parts["What it does"], parts["Why"], parts["Example"])


def _filled(pattern: str) -> str:
    """Return a text with a gap for each field; what is added for blanks only is left out."""
    fields = {name: "" if name == "blanks" else GAP for _, name, _, _ in Formatter().parse(pattern) if name}
    return pattern.format(**fields)
