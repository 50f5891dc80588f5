"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from govreport_writer import editions, messages

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_inputs"

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")  # a busy machine is no failure, and a failure comes back


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start every test in Chinese, with no editions but the shipped ones, and leave nothing chosen behind."""
    monkeypatch.delenv("GOVREPORT_LANG", raising=False)
    monkeypatch.delenv("GOVREPORT_EDITIONS", raising=False)
    messages._chosen.clear()
    yield
    messages._chosen.clear()
    editions.use_folders(())


def sample_names() -> list[str]:
    return sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())
