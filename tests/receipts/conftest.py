"""Rendered units with their receipts."""

from __future__ import annotations

from pathlib import Path

import pytest
from receipts.rendered import Unit


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    unit = Unit(tmp_path).begin()
    unit.render()
    return unit


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Unit:
    """A rendered unit for tests that put back what they change."""
    unit = Unit(tmp_path_factory.mktemp("kept")).begin()
    unit.render()
    return unit
