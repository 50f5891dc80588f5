"""Chart: a drawing of figures that also stand in a table below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from govreport_writer.narrative import TextTable


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG in millimetres, its caption, what it shows in words, and the figures drawn."""

    kind: ClassVar = "chart"
    title: str
    description: str
    svg: str
    width: float
    height: float
    table: TextTable


Charts = Mapping[str, tuple[Chart, ...]]
"""Charts by the id of the section they stand in."""
NO_CHARTS: Charts = MappingProxyType({})
