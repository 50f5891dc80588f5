"""The house stands as CONTRIBUTING.md describes it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "govreport_writer"

LAYERS = (
    ("cli",),
    ("preview",),
    ("collecting",),
    ("summing",),
    ("batch",),
    ("receipts",),
    ("reports",),
    ("report_json",),
    ("pipeline",),
    ("doctor",),
    ("importers",),
    ("documents",),
    ("skeleton", "submission_schema", "submission_text"),
    ("explanations_file",),
    ("submission_reading",),
    ("roster",),
    ("workbook",),
    ("blank",),
    ("submission_yaml",),
    ("submission_tree",),
    ("narrative_yaml", "tables_yaml", "pictures"),
    ("submission_build",),
    ("handbook",),
    ("rules_off",),
    ("rollup",),
    ("across",),
    ("explanations", "last_year", "suspects"),
    ("checks",),
    ("places", "ancestry"),
    ("outline",),
    ("mentions",),
    ("submission_file", "lookup"),
    ("submission",),
    ("grid_layout", "narrative", "label_paths"),
    ("grid",),
    ("narrative_inline", "markdown_parser"),
    ("findings",),
    ("editions",),
    ("figures", "wording", "profile"),
    ("form",),
    ("yaml_model",),
    ("yaml_strict", "fonts", "page_templates"),
    ("cells", "text_clean", "resources", "vocabulary", "numbering", "limited", "archives"),
    ("errors",),
    ("messages",),
)
"""From high to low; a module imports only from lower layers, or from its own folder."""

HEAVY = {
    "docxtpl",
    "docx",
    "lxml",
    "typst",
    "weasyprint",
    "openpyxl",
    "xlsxwriter",
    "jinja2",
    "pydantic",
    "yaml",
    "rich",
    "pikepdf",
    "pypdfium2",
    "uharfbuzz",
    "markdown_it",
    "starlette",
    "uvicorn",
    "watchfiles",
    "dask",
    "distributed",
    "fsspec",
    "paramiko",
    "s3fs",
}
"""What `govreport --help` does not pay for."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def layer_of(name: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if name in layer)


def top_name(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> list[str]:
    """The names directly below govreport_writer that a module imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE.name:
            below = (node.module or "").split(".")[1:2]
            found += below or [alias.name for alias in node.names]
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_layers__imports_lead_downward_only(path: Path) -> None:
    own = top_name(path)
    upward = [name for name in imported(path) if name != own and layer_of(name) <= layer_of(own)]

    assert upward == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_shell__alone_prints(path: Path) -> None:
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]

    assert top_name(path) == "cli" or "print" not in calls


def test_checks__stand_in_one_file_each_with_headings() -> None:
    from govreport_writer.checks import CHECKS

    for module in CHECKS:
        document = module.__doc__ or ""
        assert all(heading in document for heading in ("What it does:", "Why:", "Example:")), module.__name__
        assert all(code in document or code[:4] in document for code in module.CODES), module.__name__
        assert callable(module.check)


def test_no_row_of_a_form_stands_in_python() -> None:
    """A row path or a column id in a string of the package means a fact in the wrong place."""
    from govreport_writer import editions

    known: set[str] = set()
    for edition_id in editions.available():
        for ref in editions.load(edition_id).cells:
            known |= {str(ref), f"{ref.table}/{ref.row}", ref.dotted}
            known |= {path for path in (ref.row, ref.column) if "." in path or "_" in path}
    found = [
        (path.name, node.value)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
    ]

    assert found == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "--help"], ["render", "--help"], ["import", "--help"]]
)
def test_help__loads_no_engine(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from govreport_writer.cli import run\n"
        f"assert run({arguments!r}) == 0\n"
        f"print('loaded', sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )

    assert result.stdout.splitlines()[-1] == "loaded []"
