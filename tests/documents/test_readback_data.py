"""Files of figures are read back as spreadsheets and programs save them."""

from __future__ import annotations

import json

import pytest
from documents.edited import drawn, found_in, shown

from govreport_writer.documents.readback.reading import read_back
from govreport_writer.errors import RenderError


def csv_text() -> str:
    return drawn("csv").decode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_of_a_spreadsheet__says_the_same(encoding: str, sign: str) -> None:
    text = csv_text().replace(",", sign).replace("\r\n", "\n")

    assert found_in(text.encode(encoding), "csv") == []


def test_csv_in_another_order__says_the_same() -> None:
    head, *lines = csv_text().splitlines()

    assert found_in("\n".join([head, *reversed(lines)]).encode(), "csv") == []


def test_csv_of_another_organ__is_one_difference() -> None:
    assert shown(found_in(csv_text().replace("青溪县审计局", "别的局").encode(), "csv")) == [
        ("fact", "青溪县审计局", "别的局")
    ]


def test_csv_with_lines_lost_added_and_doubled__tells_each() -> None:
    head, first, second, *lines = csv_text().splitlines()
    added = second.replace(",rules,", ",other_rules,")

    found = shown(found_in("\n".join([head, second, second, added, *lines]).encode(), "csv"))

    assert [kind for kind, _, _ in found] == ["cell", "cell", "added"]
    assert first.endswith(",0")
    assert found[0] == ("cell", "0", None)


@pytest.mark.parametrize("form", ["json", "jsonld"])
@pytest.mark.parametrize(("name", "value"), [("unit", "万件"), ("row_name", "别的行"), ("column_name", None)])
def test_changed_label_and_unit__are_found(form: str, name: str, value: object) -> None:
    data = json.loads(drawn(form))
    cells = data["tables"][0]["cells"] if form == "json" else data["cells"]
    cells[0][name] = value

    (found,) = found_in(json.dumps(data).encode(), form)

    assert (found.kind, found.found) == ("label", value or "")


@pytest.mark.parametrize(
    ("key", "value"), [("organ", "别的局"), ("year", 2023), ("sha256", "0"), ("date", None), ("edition", 7)]
)
def test_changed_particulars__are_found(key: str, value: object) -> None:
    data = json.loads(drawn("json")) | {key: value}

    (found,) = found_in(json.dumps(data).encode(), "json")

    assert (found.kind, found.label) == ("fact", key)


def test_figure_as_a_decimal__is_not_the_figure_filed() -> None:
    text = drawn("json").decode().replace('"value": 21', '"value": 21.0', 1)

    assert shown(found_in(text.encode(), "json")) == [("cell", "21", "21.0")]


@pytest.mark.parametrize(
    ("form", "document", "key"),
    [
        ("csv", b"a,b\n1,2", "verify.data"),
        ("csv", b"", "verify.data"),
        ("csv", b"\xff\xff\xff", "verify.damaged"),
        ("json", b"{", "verify.damaged"),
        ("json", b"[" * 100_000, "verify.damaged"),
        ("json", b"[]", "verify.data"),
        ("json", b'{"tables": 1}', "verify.data"),
        ("jsonld", b'{"@context": 1}', "verify.data"),
    ],
)
def test_bad_file__is_refused(form: str, document: bytes, key: str) -> None:
    with pytest.raises(RenderError) as caught:
        read_back(document, form)

    assert caught.value.key == key


@pytest.mark.parametrize(
    "data",
    [
        {"tables": [1, {"cells": 3}, {"cells": [None, {"value": {}}]}], "sections": {}},
        {
            "tables": [],
            "sections": [{"blocks": [{"kind": "list", "items": 3}, {"kind": "table", "rows": [1]}]}],
        },
    ],
)
def test_data_of_the_wrong_shape__differ_and_break_nothing(data: object) -> None:
    assert found_in(json.dumps(data).encode(), "json")
