"""A profile says what it does otherwise than the standard, and nothing it may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.errors import RenderError
from govreport_writer.profile import STANDARD, Profile, load_profile, shipped_profiles, standard_profile


def of(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return load_profile(str(path))


def line_of(tmp_path: Path, text: str) -> str:
    with pytest.raises(RenderError) as caught:
        of(tmp_path, text)
    return str(caught.value)


@pytest.mark.parametrize("name", shipped_profiles())
def test_shipped_profile__names_itself_and_every_face(name: str) -> None:
    profile = load_profile(name)

    assert profile.profile == name
    assert all(profile.faces.model_dump().values())


def test_standard__is_the_page_of_the_national_standard() -> None:
    assert shipped_profiles()[0] == STANDARD
    assert standard_profile().pitch == 28.95
    assert standard_profile().faces.body == "仿宋_GB2312"


def test_own_profile__takes_from_the_standard_what_it_does_not_say(tmp_path: Path) -> None:
    own = of(tmp_path, "profile: 省厅\npitch: 28\nfaces: {body: 仿宋}\nsite: {SiteName: 某某省人民政府}\n")

    assert (own.pitch, own.faces.body, own.site.SiteName) == (28, "仿宋", "某某省人民政府")
    assert own.faces.kai == standard_profile().faces.kai
    assert own.caption == standard_profile().caption


def test_empty_caption__is_a_choice_and_not_left_out(tmp_path: Path) -> None:
    assert of(tmp_path, 'profile: a\ncaption: ""\n').caption == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("profile: a\npitsch: 29\n", "pitsch"),
        ("profile: a\npitch: 31\n", "pitch"),
        ("profile: a\nfaces: {body: '仿宋\"; x'}\n", "faces.body"),
        ("profile: a\nsignature: sometimes\n", "signature"),
        ("profile: a\nsite: {sitename: x}\n", "sitename"),
        ("title: a\n", "profile"),
    ],
)
def test_slip__is_one_line_with_file_and_line(tmp_path: Path, text: str, named: str) -> None:
    line = line_of(tmp_path, text)

    assert "own.yaml" in line
    assert named in line
    assert "\n" not in line


@pytest.mark.parametrize("caption", ["{title.__class__}", "{0}", "{", "{number!r:{title}}{x}", "{}"])
def test_caption__may_only_use_number_and_title(tmp_path: Path, caption: str) -> None:
    assert "own.yaml" in line_of(tmp_path, f"profile: a\ncaption: '{caption}'\n")


def test_unknown_name__lists_the_known_ones_and_the_nearest() -> None:
    with pytest.raises(RenderError) as caught:
        load_profile("standart")

    assert "standard" in str(caught.value)
    assert "xinchuang" in str(caught.value)


def test_changed_file__is_read_again(tmp_path: Path) -> None:
    first = of(tmp_path, "profile: a\npitch: 29\n")
    second = of(tmp_path, "profile: a\npitch: 28.5\ntitle: 另一个\n")

    assert (first.pitch, second.pitch) == (29, 28.5)
