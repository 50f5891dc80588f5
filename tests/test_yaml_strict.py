"""YAML as we read it: what is a number and what stays text, what is refused, and on which line."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer import yaml_strict
from govreport_writer.errors import SubmissionError
from govreport_writer.yaml_strict import MAX_DEPTH, Node, Scalar, parse_yaml, read_yaml

BOM = b"\xef\xbb\xbf"
QUICK = 2.0  # seconds; the parser itself takes milliseconds


def parsed(text: str) -> Node:
    return parse_yaml(text, "report.yaml")


def refusal(text: str) -> tuple[str, int | None]:
    """Return the key and line of the error that a text gives."""
    with pytest.raises(SubmissionError) as caught:
        parsed(text)
    assert caught.value.file == "report.yaml"
    return caught.value.key, caught.value.line


def refusal_of_file(folder: Path, data: bytes) -> tuple[str, int | None]:
    """Return the key and line of the error that a file gives."""
    path = folder / "report.yaml"
    path.write_bytes(data)
    with pytest.raises(SubmissionError) as caught:
        read_yaml(path)
    assert caught.value.file == str(path)
    return caught.value.key, caught.value.line


# scalars


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("-3", -3),
        ("-0", 0),
        ("9" * 40, int("9" * 40)),
        ("2.50", Decimal("2.50")),
        ("-2.50", Decimal("-2.50")),
        ("0.0", Decimal("0.0")),
        ("35074.0", Decimal("35074.0")),
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
    ],
)
def test_plain_scalar__is_a_number_or_a_word(typed: str, value: Scalar) -> None:
    found = parsed(f"a: {typed}").plain()

    assert repr(found) == repr({"a": value})


@pytest.mark.parametrize(
    "typed",
    [
        *("012", "-012", "00", "01.5", "+3", ".5", "5.", "1e5", "1E5", "1.5e3", "1_000", "0x1F", "0o17"),
        *(
            "12:30",
            "2024-01-17",
            "1,234",
            "１２",
            "１２．５",
            "٣",
            "1 2",
            "--3",
            "- 3".replace(" ", "\u00a0"),
        ),
        *(
            "no",
            "yes",
            "on",
            "off",
            "y",
            "n",
            "No",
            "True",
            "FALSE",
            ".inf",
            ".nan",
            "=",
        ),
        *("十二", "/", "—", "第1项", "9" * 41, "9" * 5000, "0." + "3" * 5000),
    ],
)
def test_plain_scalar__anything_else_stays_text(typed: str) -> None:
    assert parsed(f"a: {typed}").plain() == {"a": typed}


@pytest.mark.parametrize("typed", ["012", "12", "2.50", "null", "true", "", "-3"])
@pytest.mark.parametrize("quoted", ["'{}'", '"{}"'])
def test_quoted_scalar__stays_text(typed: str, quoted: str) -> None:
    assert parsed(f"a: {quoted.format(typed)}").plain() == {"a": typed}


@pytest.mark.parametrize("sign", ["|", ">", "|-", ">-"])
def test_block_scalar__stays_text(sign: str) -> None:
    text = parsed(f"a: {sign}\n  12\n").plain()

    assert text == {"a": "12" if sign.endswith("-") else "12\n"}


def test_scalar__keeps_what_was_typed() -> None:
    node = parsed("[2.50, '2.50', null, 012]")

    assert isinstance(node.value, list)
    assert [item.raw for item in node.value] == ["2.50", "2.50", "null", "012"]


def test_key__is_always_text() -> None:
    assert parsed("{1: a, 2.50: b, null: c, true: d, 012: e, '': f}").plain() == {
        "1": "a",
        "2.50": "b",
        "null": "c",
        "true": "d",
        "012": "e",
        "": "f",
    }


# lines


def test_lines__of_keys_and_items() -> None:
    node = parsed("# a comment\na: 1\n\nb:\n  - x\n  -\n    c: 2\n    d:\n      e: 3\n")

    assert node.line == 2
    assert node.line_at(("a",)) == 2
    assert node.line_at(("b",)) == 4
    assert node.line_at(("b", 0)) == 5
    assert node.line_at(("b", 1)) == 7
    assert node.line_at(("b", 1, "d")) == 8
    assert node.line_at(("b", 1, "d", "e")) == 9


def test_line_at__stops_where_the_path_ends() -> None:
    node = parsed("a: 1\nb:\n  c: [x]\n")

    assert node.line_at(("b", "nothing", "e")) == 2
    assert node.line_at(("b", "c", 5)) == 3
    assert node.line_at(("a", "deeper")) == 1
    assert node.line_at(("b", "c", "not a number")) == 3


@pytest.mark.parametrize("sign", ["|", "|-", "|+", "|2", ">"])
def test_block_scalar__text_begins_below_its_sign(sign: str) -> None:
    node = parsed(f"a: 1\ntext: {sign}\n  甲\n  乙\nb: 2\n")

    assert isinstance(node.value, dict)
    text = node.value["text"]
    assert (text.block, text.key_line, text.line) == (True, 2, 2)
    assert node.line_at(("b",)) == 5


def test_block_scalar__sign_on_a_line_of_its_own() -> None:
    node = parsed("text:\n\n  |\n  甲\nb: 2\n")

    assert isinstance(node.value, dict)
    text = node.value["text"]
    assert (text.block, text.key_line, text.line) == (True, 1, 3)


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_lines__whatever_ends_them(break_: str) -> None:
    text = break_.join(["a: 1", "text: |", "  甲", "  乙", "b: 2", "a: 3"])

    assert refusal(text) == ("yaml.duplicate_key", 6)


# what is refused


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml.duplicate_key", 3),
        ('a: 1\nb: 2\n"a": 3\n', "yaml.duplicate_key", 3),
        ("x:\n  - {a: 1, a: 1}\n", "yaml.duplicate_key", 2),
        ("a: 1\nb: &x 2\n", "yaml.alias", 2),
        ("a: 1\nb: &x {c: 1}\n", "yaml.alias", 2),
        ("a: 1\nb:\n  - &x [1]\n", "yaml.alias", 3),
        ("a: 1\nb: *x\n", "yaml.alias", 2),
        ("a: 1\n<<: *x\n", "yaml.alias", 2),
        ("a: 1\n*x : 2\n", "yaml.alias", 2),
        ("a: 1\nb: !!str 012\n", "yaml.tag", 2),
        ("a: 1\nb: !own 012\n", "yaml.tag", 2),
        ("a: 1\nb: ! 012\n", "yaml.tag", 2),
        ("a: 1\nb: !!python/object:os.system {}\n", "yaml.tag", 2),
        ("a: 1\nb: !!set {c}\n", "yaml.tag", 2),
        ("a: 1\n---\nb: 2\n", "yaml.second_document", 2),
        ("---\na: 1\n...\n---\nb: 2\n", "yaml.second_document", 4),
        ("a: 1\n[b]: 2\n", "yaml.complex_key", 2),
        ("a: 1\n{b: 1}: 2\n", "yaml.complex_key", 2),
        ("a: 1\n? [b]\n: 2\n", "yaml.complex_key", 2),
        ("a:\n\tb: 1\n", "yaml.syntax", 2),
        ("\ta: 1\n", "yaml.syntax", 1),
        ("a: 1\nb: c: d\n", "yaml.syntax", 2),
        ("a: 1\nb: @c\n", "yaml.syntax", 2),
        ("a: 1\nb: [1, 2\nc: 3\n", "yaml.syntax", 3),
        ("a: 1\nb: x\x07y\nc: 2\n", "yaml.character", 2),
        ("", "file.empty", None),
        ("# nothing but a comment\n", "file.empty", None),
    ],
)
def test_refused__with_its_line(text: str, key: str, line: int | None) -> None:
    assert refusal(text) == (key, line)


def test_forbidden_character__line_is_right_after_chinese_text() -> None:
    """The C parser counts bytes, and these are three to a character."""
    assert refusal("# 甲乙丙丁戊己庚辛壬癸\na: x\x07y\nb: 1\nc: 2\nd: 3\ne: 4\n") == ("yaml.character", 2)


def test_merge_key__merges_nothing() -> None:
    assert parsed("a: {<<: {b: 1}, c: 2}").plain() == {"a": {"<<": {"b": 1}, "c": 2}}


def test_document_marks__around_one_document_are_accepted() -> None:
    assert parsed("%YAML 1.2\n---\na: 1\n...\n").plain() == {"a": 1}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[[],"])
def test_deep_nesting__is_refused_quickly(opening: str) -> None:
    begin = time.perf_counter()

    assert refusal(opening * 100_000) == ("yaml.too_deep", 1)
    assert time.perf_counter() - begin < QUICK


@pytest.mark.parametrize("opening", ["{", "? ", "? - ", '"', "&a ", "!a "])
def test_endless_opening__is_refused_quickly(opening: str) -> None:
    begin = time.perf_counter()

    refusal(opening * 100_000)

    assert time.perf_counter() - begin < QUICK


def test_deep_nesting__line_is_that_of_the_first_level_too_many() -> None:
    lines = [" " * level + "a:" for level in range(MAX_DEPTH + 10)]

    assert refusal("\n".join(lines)) == ("yaml.too_deep", MAX_DEPTH + 1)


def test_nesting__to_the_limit_is_read() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert parsed(text).plain() == json.loads(text)


# files


def test_bom__is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(BOM + "a: 甲\n".encode())

    assert read_yaml(path).plain() == {"a": "甲"}


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "bom"])
@pytest.mark.parametrize(
    ("text", "line"), [("a: 中文\n", 1), ("a: 1\nb: 1\nc: 中\n", 3), ("a: 1\n中: 1\n", 2)]
)
def test_gbk__is_refused_at_its_first_line(mark: bytes, text: str, line: int, tmp_path: Path) -> None:
    assert refusal_of_file(tmp_path, mark + text.encode("gbk")) == ("file.encoding", line)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "file.empty"),
        (b" \n\r\n\t\n", "file.empty"),
        (BOM, "file.empty"),
        (b"# nothing\n", "file.empty"),
        (b"a: 1\0\n", "file.binary"),
        (b"PK\x03\x04\x14\x00\x06\x00", "file.binary"),
        ("a: 1\n".encode("utf-16"), "file.encoding"),
    ],
)
def test_file__without_text_is_refused(data: bytes, key: str, tmp_path: Path) -> None:
    assert refusal_of_file(tmp_path, data) == (key, None)


def test_file__too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_strict, "MAX_BYTES", 100)

    assert refusal_of_file(tmp_path, b"a" * 101) == ("file.too_large", None)


def test_file__missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "nowhere.yaml", "file.missing"), (tmp_path, "file.is_folder")):
        with pytest.raises(SubmissionError) as caught:
            read_yaml(path)
        assert (caught.value.key, caught.value.file) == (key, str(path))


# JSON is YAML

NOT_AS_SUCH = "\u2028\u2029\ufeff\ufffe\uffff" + "".join(map(chr, range(0x7F, 0xA0)))
"""Characters that YAML 1.1 forbids or takes for a line break unless they are escaped."""


def trees(text: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """Return trees as JSON has them, with figures that a report may hold."""
    decimals = st.decimals(-(10**9), 10**9, places=2).map(float)
    integers = st.integers(-(10**38), 10**38)
    leaves = st.none() | st.booleans() | integers | decimals | text
    return st.recursive(leaves, lambda tree: st.lists(tree) | st.dictionaries(text, tree), max_leaves=25)


def assert_same_tree(dumped: str) -> None:
    """Hold our reading against that of the standard library; repr tells 1 from True and 2.5 from 2.50."""
    assert repr(parsed(dumped).plain()) == repr(json.loads(dumped, parse_float=Decimal))


layouts = st.sampled_from([{}, {"indent": 2}, {"separators": (",", ":")}, {"indent": 0}])


@given(
    trees(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NOT_AS_SUCH), max_size=100)),
    layouts,
)
def test_json__gives_the_same_tree(tree: object, layout: dict[str, object]) -> None:
    assert_same_tree(json.dumps(tree, ensure_ascii=False, **layout))


@given(trees(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=100)), layouts)
def test_json__escaped_gives_the_same_tree(tree: object, layout: dict[str, object]) -> None:
    assert_same_tree(json.dumps(tree, **layout))


@pytest.mark.parametrize(
    "text", ["𬭊", "𬭊😀", "\\𬭊", "\\\\𬭊", "\\ud83d\\ude00", "\\\\ud83d\\ude00", "中𠮷\n"]
)
def test_json_file__escaped_pair_is_one_character(text: str, tmp_path: Path) -> None:
    """Rare characters of names lie beyond U+FFFF; many programs write them as two escapes."""
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"name": text, text: 1}), encoding="utf-8")

    assert read_yaml(path).plain() == {"name": text, text: 1}


@pytest.mark.parametrize("text", [r"\ud83d", r"\ude00\ud83d", r"\ud8zz\udczz", r"\ud83d\ude"])
def test_json_file__broken_pair_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(f'{{"a": 1,\n"b": "{text}"}}', encoding="utf-8")

    with pytest.raises(SubmissionError) as caught:
        read_yaml(path)

    assert (caught.value.key, caught.value.line) == ("yaml.syntax", 2)


@pytest.mark.parametrize("typed", ["~", "Null", "NULL"])
def test_other_nulls__are_refused_and_not_printed(typed: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        parse_yaml(f"a: 1\nb: {typed}\n", "x.yaml")

    assert (caught.value.key, caught.value.line) == ("yaml.other_null", 2)
    assert parse_yaml(f"b: '{typed}'\n", "x.yaml").plain() == {"b": typed}
