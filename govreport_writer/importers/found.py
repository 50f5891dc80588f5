"""What a reader of one format hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport_writer.importers.blocks import Block


@dataclass(slots=True)
class Found:
    """The blocks of a document in reading order, its machine copy (None without one) and its facts."""

    blocks: list[Block] = field(default_factory=list)
    copy: Mapping[str, object] | None = None
    facts: dict[str, str] = field(default_factory=dict)
