"""Each file in `invalid` is wrong in one way and says on its first line which error it must give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govreport_writer import messages
from govreport_writer.editions import read_edition
from govreport_writer.errors import GovReportError

FILES = sorted((Path(__file__).parent / "invalid").glob("*.yaml"))
EXPECT = re.compile(r"# expect: (?P<key>[a-z_.]+) line (?P<line>[0-9]+)\n")
PREFIX = "errors.edition."
NOT_ABOUT_A_FILE = {"unknown", "unknown_variant", "no_folder", "shadows"}
"""Errors about a name or a folder that was asked for: see test_editions."""


def expected(path: Path) -> tuple[str, int]:
    """Return the key and the line that a file announces."""
    match = EXPECT.match(path.read_text(encoding="utf-8"))
    assert match is not None, f"{path.name} announces no error"
    return match["key"], int(match["line"])


def name(path: Path) -> str:
    return path.stem


def error_of(path: Path) -> GovReportError:
    """Return the error that a file gives."""
    with pytest.raises(GovReportError) as caught:
        read_edition(path)
    return caught.value


@pytest.mark.parametrize("path", FILES, ids=name)
def test_invalid_edition__gives_its_error_at_its_line(path: Path) -> None:
    error = error_of(path)

    assert (error.key, error.line) == expected(path)
    for language in messages.LANGUAGES:
        messages.use_language(language)
        text = str(error)
        assert text.splitlines() == [text]
        assert text.startswith(messages.text("words.file_line", file=path, line=error.line))


@pytest.mark.parametrize("path", [path for path in FILES if expected(path)[0].startswith("yaml.")], ids=name)
def test_invalid_edition__message_shows_no_inner_names(path: Path) -> None:
    """The words of pydantic (`literal[…]`, `[key]`, “a or b”) mean nothing to an author."""
    text = str(error_of(path))

    assert re.findall(r"literal\[|tuple\[|\[key\]| or ", text) == []


def test_error_keys__each_has_a_file() -> None:
    known = {key for key in messages.catalogue("zh", "texts") if key.startswith(PREFIX)}
    of_files = known - {PREFIX + name for name in NOT_ABOUT_A_FILE}

    given = {f"errors.{expected(path)[0]}" for path in FILES}

    assert of_files - given == set()


def test_error_keys__that_need_no_file_exist() -> None:
    catalogue = messages.catalogue("zh", "texts")

    assert [name for name in NOT_ABOUT_A_FILE if PREFIX + name not in catalogue] == []
