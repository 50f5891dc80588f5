"""The page's words stand in the catalogues, all of them and no others, and none stands in its scripts."""

from __future__ import annotations

import re
from pathlib import Path

from govreport_writer import messages

FOLDER = Path(__file__).resolve().parents[2] / "templates/preview"
SOURCES = [path for path in FOLDER.iterdir() if path.suffix in (".js", ".j2")]
KEY = re.compile(r"[\"'`]([a-z]+\.(?:[a-z_]+|\$\{[^}]+\}))[\"'`]")
IN_TEMPLATE = re.compile(r'words\["([a-z_.]+)"\]')
KEYBOARD = re.compile(r'"keys\." ~ name')
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufad9]")


def known() -> set[str]:
    texts = messages.catalogue("zh", "texts")
    return {key.removeprefix("preview.") for key in texts if key.startswith("preview.")}


def used() -> set[str]:
    """Return the keys that scripts and template name, those put together as `family.${name}`."""
    sections = {key.partition(".")[0] for key in known()}
    found: set[str] = set()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        found |= set(IN_TEMPLATE.findall(text)) | set(KEY.findall(text))
        found |= {"keys.${name}"} if KEYBOARD.search(text) else set()
    return {key for key in found if key.partition(".")[0] in sections}


def is_family(key: str) -> bool:
    return "${" in key


def test_word_of_the_page__is_in_the_catalogue() -> None:
    assert sorted(key for key in used() if not is_family(key) and key not in known()) == []


def test_word_in_the_catalogue__is_used_by_the_page() -> None:
    families = {key.partition(".")[0] for key in used() if is_family(key)}

    assert sorted(key for key in known() - used() if key.partition(".")[0] not in families) == []


def test_page__holds_no_words_of_its_own() -> None:
    found = [path.name for path in FOLDER.iterdir() if HAN.search(path.read_text(encoding="utf-8"))]

    assert found == []
