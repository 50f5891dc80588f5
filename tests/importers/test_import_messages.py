"""Every doubt and every way of reading has its words, and the words get the fields they ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from govreport_writer import importers, messages
from govreport_writer.importers.confidence import BAD_HOW, WEAK_HOW, WITNESSES

FOLDER = Path(importers.__file__).parent
OF_A_CELL = {"ref", "cell"}
HOW = {"label", "confirmed", "broken", "note", *WEAK_HOW, *BAD_HOW, *WITNESSES}


def doubts() -> Iterator[tuple[str, set[str]]]:
    """The codes that doubts are made with, and their fields; those in a variable are left out."""
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = node.args[0]
            if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
                continue
            if name == "Doubt" and len(node.args) > 2 and isinstance(node.args[2], ast.Dict):
                yield (
                    code.value,
                    {str(key.value) for key in node.args[2].keys if isinstance(key, ast.Constant)},
                )
            elif name == "_doubt":
                yield code.value, {*OF_A_CELL, *(keyword.arg or "" for keyword in node.keywords)}


def told() -> set[str]:
    return {key.split(".")[2] for key in messages.catalogue("zh", "texts") if key.startswith("import.doubt.")}


def test_doubts__are_all_told() -> None:
    assert {code for code, _ in doubts()} | {"table_missing", "table_picture"} == told()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_doubt__gives_its_words_all_their_fields(language: str) -> None:
    for code, fields in doubts():
        text = messages.catalogue(language, "texts")[f"import.doubt.{code}"]
        assert {name for _, name, _, _ in Formatter().parse(text) if name} <= fields, code


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_ways_of_reading__are_all_told(language: str) -> None:
    catalogue = messages.catalogue(language, "texts")

    assert {key.split(".")[2] for key in catalogue if key.startswith("import.how.")} == HOW
