"""The catalogues agree with each other and with the code, and no other module holds a sentence."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

import govreport_writer
from govreport_writer import messages
from govreport_writer.across import ACROSS
from govreport_writer.checks import CHECKS
from govreport_writer.rollup import findings as rollup_findings

PACKAGE = Path(govreport_writer.__file__).parent
CATALOGUES = ("texts", "help", "collect", "rollup", "receipt")
ONLY_CHINESE = ("workbook", "slip")
"""What stands in a workbook and in a return slip, whoever reads the rest."""
BOTH = [(language, name) for language in messages.LANGUAGES for name in CATALOGUES]
CODES = [code for module in (*CHECKS, *ACROSS, rollup_findings) for code in module.CODES]

# Scripts.txt of Unicode: Han, including 〇 and the radicals, without punctuation such as ——.
HAN = re.compile(
    "[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U0003ffff]"
)
ALWAYS_CHINESE = ("document.", "skeleton.")
HAN_IN_ENGLISH = {
    "words.units_of_money": "the two units as an agency has to type them",
    "words.how_to_explain_here": "the name of a sheet, which is always Chinese",
}
HAN_IN_CODE: Mapping[str, Mapping[str, str]] = {
    "figures.py": {
        "无": "a mark that agencies put into a cell with nothing to fill in",
        "元": "the unit of money as it stands in forms and cells",
        "万元": "the larger unit of money as it stands in forms and cells",
    },
    "numbering.py": {
        "〇一二三四五六七八九": "the digits of section numbers",
        "十": "ten in section numbers",
        r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+[.、．])": (
            "the numbers that a title may already have"
        ),
        r"[（(][一二三四五六七八九十]{1,3}[)）]\s*\S": "the numbers of headings inside a section",
        r"\s*(?:(?P<words>[一二三四五六七八九十]{1,3})|(?P<digits>[0-9]{1,3}))\s?(?P<mark>[、.．])": (
            "the numbers of parts, with their marks"
        ),
    },
    "workbook/styles.py": {
        "宋体": "the name of a font",
        "黑体": "the name of a font",
    },
    "workbook/read_cover.py": {
        r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*": "a date as people write it",
        r"\s*(\d{4})\s*年?(?:度)?\s*": "a year as people write it",
    },
}

LOOK_UPS = ("text", "printed", "has")
ERRORS = ("GovReportError", "SubmissionError", "EditionError", "RenderError", "ClusterError")
MAKERS_OF_ERRORS = (*ERRORS, "Misfit", "error_type", "error", "_refuse")
LIKE_AN_ERROR = re.compile(
    r"(?:file|yaml|submission|lookup|edition|render|new|workbook|annotate|convert)\.[a-z_]+"
)
PLACE_OF_ERROR = {"file", "line"}


@dataclass(frozen=True)
class Module:
    name: str
    lines: list[str]
    tree: ast.Module


@dataclass(frozen=True)
class Use:
    """A key that code names: in full, or as a pattern where pieces of it are computed."""

    where: str
    pattern: str
    literal: str | None
    fields: frozenset[str] | None


def modules() -> Iterator[Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        yield Module(path.relative_to(PACKAGE).as_posix(), source.split("\n"), ast.parse(source))


def uses() -> list[Use]:
    """Return the keys that look-ups and errors are called with, and the strings that look like an error's."""
    found: list[Use] = []
    for module in modules():
        imported = imported_look_ups(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and node.args:
                found += uses_in(module.name, node, imported)
        found += [
            Use(f"{module.name}:{string.lineno}", re.escape(f"errors.{string.value}"), None, None)
            for string in strings_of(module.tree)
            if LIKE_AN_ERROR.fullmatch(string.value)
        ]
    return found


def uses_in(module: str, call: ast.Call, imported: set[str]) -> Iterator[Use]:
    prefix = prefix_of(call.func, imported)
    if prefix is None:
        return
    where = f"{module}:{call.lineno}"
    given = {keyword.arg for keyword in call.keywords}
    fields = None if None in given else frozenset(name for name in given if name is not None)
    key = call.args[0]
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield Use(where, re.escape(prefix + key.value), prefix + key.value, fields)
    elif isinstance(key, ast.JoinedStr):
        pieces = (re.escape(piece.value) if isinstance(piece, ast.Constant) else ".+" for piece in key.values)
        yield Use(where, re.escape(prefix) + "".join(pieces), None, fields)


def prefix_of(function: ast.expr, imported: set[str]) -> str | None:
    """Return what stands before the key that is passed to `function`; None when it takes no key."""
    if isinstance(function, ast.Attribute):
        of_messages = isinstance(function.value, ast.Name) and function.value.id == "messages"
        if of_messages and function.attr in LOOK_UPS:
            return ""
        return "errors." if function.attr in MAKERS_OF_ERRORS else None
    if isinstance(function, ast.Name):
        if function.id in imported:
            return ""
        return "errors." if function.id in MAKERS_OF_ERRORS else None
    return None


def imported_look_ups(tree: ast.Module) -> set[str]:
    """Return the names under which a module imports look-ups; `figures.printed` is another function."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "govreport_writer.messages"
        for alias in node.names
        if alias.name in LOOK_UPS
    }


def strings_of(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the strings of a module and the pieces of its f-strings, without docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def chinese_strings(module: Module) -> Iterator[ast.Constant]:
    """Yield the strings with a Han character in their source; ranges of characters are written as escapes."""
    for string in strings_of(module.tree):
        source = "\n".join(module.lines[string.lineno - 1 : string.end_lineno])
        if HAN.search(string.value) and HAN.search(source):
            yield string


def field_names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def all_texts(language: str) -> dict[str, str]:
    names = (*CATALOGUES, *ONLY_CHINESE) if language == "zh" else CATALOGUES
    return {key: text for name in names for key, text in messages.catalogue(language, name).items()}


@pytest.mark.parametrize("name", CATALOGUES)
def test_catalogues__have_the_same_keys_in_the_same_order(name: str) -> None:
    assert list(messages.catalogue("en", name)) == list(messages.catalogue("zh", name))


@pytest.mark.parametrize("name", CATALOGUES)
def test_catalogues__have_the_same_fields_in_each_text(name: str) -> None:
    chinese, english = messages.catalogue("zh", name), messages.catalogue("en", name)

    unlike = [
        key for key in chinese if key in english and field_names(chinese[key]) != field_names(english[key])
    ]

    assert unlike == []


@pytest.mark.parametrize(("language", "name"), BOTH)
def test_text__formats_with_its_fields(language: str, name: str) -> None:
    for key, text in messages.catalogue(language, name).items():
        fields = field_names(text)
        assert all(field.isidentifier() for field in fields), key
        shown = text.format(**{field: f"<{field}>" for field in fields})
        assert all(f"<{field}>" in shown for field in fields), key


@pytest.mark.parametrize(("language", "name"), BOTH)
def test_catalogue__has_its_own_texts_under_its_own_keys(language: str, name: str) -> None:
    in_help = {key.startswith("help.") for key in messages.catalogue(language, name)}

    assert in_help == {name == "help"}


@pytest.mark.parametrize("name", CATALOGUES)
def test_english_text__has_no_han_character(name: str) -> None:
    english = messages.catalogue("en", name)

    found = {key for key, text in english.items() if HAN.search(text) and not key.startswith(ALWAYS_CHINESE)}

    assert found - HAN_IN_ENGLISH.keys() == set()


def test_han_in_english__is_still_needed() -> None:
    assert [key for key in HAN_IN_ENGLISH if not HAN.search(all_texts("en").get(key, ""))] == []


def test_code__holds_no_chinese_sentence() -> None:
    found = [
        f"{module.name}:{string.lineno} {string.value}"
        for module in modules()
        for string in chinese_strings(module)
        if string.value not in HAN_IN_CODE.get(module.name, {})
    ]

    assert found == []


def test_han_in_code__is_still_needed() -> None:
    found = {(module.name, string.value) for module in modules() for string in chinese_strings(module)}

    assert {(name, text) for name, texts in HAN_IN_CODE.items() for text in texts} - found == set()


def test_errors__are_all_known_to_this_test() -> None:
    classes = [
        node for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)
    ]

    derived = {
        each.name
        for each in classes
        for base in each.bases
        if isinstance(base, ast.Name) and base.id in ERRORS
    }

    assert derived == {*ERRORS} - {"GovReportError"}


def test_key_in_code__exists() -> None:
    known = all_texts("zh")

    unknown = [
        f"{use.where} {use.pattern}"
        for use in uses()
        if not any(re.fullmatch(use.pattern, key) for key in known)
    ]

    assert unknown == []


def test_key_in_code__is_given_all_its_fields() -> None:
    known = all_texts("zh")

    missing = [
        f"{use.where} {use.literal} {sorted(absent)}"
        for use in uses()
        if use.literal in known and use.fields is not None
        if (absent := field_names(known[use.literal]) - use.fields)
    ]

    assert missing == []


def test_place_of_an_error__is_no_field_of_its_text() -> None:
    """`GovReportError` takes `file` and `line` for itself, so a text never receives them."""
    texts = {key: text for key, text in all_texts("zh").items() if key.startswith("errors.")}

    assert [key for key, text in texts.items() if field_names(text) & PLACE_OF_ERROR] == []


def test_codes__belong_to_one_check_each() -> None:
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_finding__has_title_message_and_advice(code: str, language: str) -> None:
    texts = messages.catalogue(language, "texts")

    assert [part for part in ("title", "message", "advice") if not texts.get(f"findings.{code}.{part}")] == []
