"""Every command explains itself in both languages, with an example."""

from __future__ import annotations

import pytest
from cli.conftest import Govreport

from govreport_writer.cli import govreport as group

COMMANDS = [[name] for name in group.commands] + [["editions", "check"], ["editions", "schema"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("language", "example"), [("zh", "例："), ("en", "Example")])
def test_help__has_an_example(govreport: Govreport, command: list[str], language: str, example: str) -> None:
    result = govreport(*command, "--help", "--lang", language)

    assert result.code == 0
    assert example in result.out
    assert f"govreport {' '.join(command)} " in result.out


def test_help__lists_every_command_in_order(govreport: Govreport) -> None:
    result = govreport("--help")

    positions = [result.out.index(f"\n  {name} ") for name in ("new", "check", "render", "editions")]
    assert positions == sorted(positions)


def test_version__is_one_line(govreport: Govreport) -> None:
    result = govreport("--version")

    assert result.code == 0
    assert result.out.startswith("govreport ")
