"""What is shipped is what was tested: the wheel, in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_inputs/county-audit-2024/report.yaml"


def run(*command: object, cwd: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_wheel__holds_editions_templates_fonts_and_messages(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())

    for folder, source in (
        ("editions", ROOT / "govreport_writer/editions"),
        ("messages", ROOT / "govreport_writer/messages"),
    ):
        shipped = [path for path in source.iterdir() if path.suffix in (".yaml", ".toml")]
        assert shipped
        assert {f"govreport_writer/{folder}/{path.name}" for path in shipped} <= names
    templates = [path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert {f"govreport_writer/{path.as_posix()}" for path in templates} <= names
    assert "govreport_writer/py.typed" in names


@pytest.mark.slow
def test_wheel__renders_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(
        bin_folder / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wheel,
        cwd=tmp_path,
    )

    out = run(bin_folder / "govreport", "render", SAMPLE, "-o", tmp_path / "out", cwd=tmp_path)

    made = sorted((tmp_path / "out").iterdir())
    assert [path.suffix for path in made] == [".docx", ".html", ".pdf"]
    assert all(path.stat().st_size > 10_000 for path in made)
    assert out.count("已生成") == 3
