"""Run the command line in this process and keep what it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from govreport_writer.cli import run

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Govreport = Callable[..., Result]


@pytest.fixture
def govreport(capsys: pytest.CaptureFixture[str]) -> Govreport:
    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def clean() -> Path:
    return SAMPLES / "county-audit-2024/report.yaml"


@pytest.fixture
def broken() -> Path:
    return SAMPLES / "broken-2024/report.yaml"
