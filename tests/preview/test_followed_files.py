"""Whatever a page is made of is followed, not the submission alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from preview.serving import CLEAN, PRIOR, Site, served

from govreport_writer.resources import templates_folder

OFF = "rules:\n  off:\n    - {rule: GR502, reason: 上年数据另有更正, date: 2025-01-10}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("followed")
    text = CLEAN.read_text(encoding="utf-8").replace("除上述情况外", "![图示](图/a.png)\n\n    除上述情况外")
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    shutil.copy(PRIOR, folder / "prior.yaml")
    (folder / "rules.yaml").write_text(OFF, encoding="utf-8")
    (folder / "profile.yaml").write_text("profile: 某省\n", encoding="utf-8")
    (folder / "look").mkdir()
    (folder / "图").mkdir()
    shutil.copy(templates_folder() / "report.css", folder / "look" / "report.css")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    names = {"prior": "prior.yaml", "rules": "rules.yaml", "templates": "look"}
    with served(
        folder / "report.yaml",
        profile=str(folder / "profile.yaml"),
        **{option: folder / name for option, name in names.items()},
    ) as site:
        yield site


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def draw_picture(path: Path) -> None:
    Image.new("RGB", (9, 9)).save(path)


CHANGES: tuple[tuple[str, Callable[[Path], None], Callable[[Any, str], bool]], ...] = (
    (
        "prior.yaml",
        lambda path: replaced(path, "penalty: {decisions: 3}", "penalty: {decisions: 9}"),
        lambda state, _: state["last_year"]["values"]["disclosure/penalty/decisions"] == "9",
    ),
    ("图/a.png", draw_picture, lambda _, html: "data:image/png" in html),
    (
        "look/report.css",
        lambda path: write(path, "main{color:#010203}"),
        lambda _, html: "#010203" in html,
    ),
    (
        "profile.yaml",
        lambda path: write(path, "profile: 某省\nsignature: never\n"),
        lambda _, html: 'class="signature"' not in html,
    ),
    (
        "rules.yaml",
        lambda path: write(path, "rules:\n  off: 1\n"),
        lambda state, _: "rules.yaml" in (state["problem"] or ""),
    ),
)


@pytest.mark.parametrize(("name", "change", "seen"), CHANGES, ids=[each[0] for each in CHANGES])
def test_change_of_a_file__is_on_the_page(
    site: Site,
    folder: Path,
    name: str,
    change: Callable[[Path], None],
    seen: Callable[[Any, str], bool],
) -> None:
    assert not seen(site.state(), site.get("/api/report").data.decode())

    change(folder / name)

    site.until(lambda state: seen(state, site.get("/api/report").data.decode()))
