"""Units and documents that lie below URLs: found, fetched, told of and written as those of folders are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from govreport_writer import messages
from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.found import found
from govreport_writer.batch.outputs import place_named, reads, receipts_at
from govreport_writer.batch.storage import at_hand, is_url, local, write
from govreport_writer.batch.unit import Unit
from govreport_writer.cli import run
from govreport_writer.errors import GovReportError, RenderError, SubmissionError
from govreport_writer.pictures import MAX_BYTES

SAMPLE = Path(__file__).resolve().parents[2] / "sample_inputs/county-audit-2024/report.yaml"
NAMES = st.from_regex(
    r"(?:[a-c甲 #]/){0,2}(?:prior|~\$x|r)(?:\.explanations)?\.(?:ya?ml|XLSX|json|docx)", fullmatch=True
)


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture(autouse=True)
def english() -> None:
    messages.use_language("en")


def put(files: fsspec.AbstractFileSystem, contents: dict[str, bytes]) -> None:
    for name, data in contents.items():
        files.pipe_file(f"/county/{name}", data)


def picture() -> bytes:
    data = BytesIO()
    Image.new("RGB", (2, 2)).save(data, "PNG")
    return data.getvalue()


def showing(*names: str) -> bytes:
    """The sample with pictures in its text."""
    shown = "".join(f"    ![figure]({name})\n\n" for name in names)
    return SAMPLE.read_text(encoding="utf-8").replace("  preface: |\n", f"  preface: |\n{shown}", 1).encode()


@given(names=st.sets(NAMES, min_size=1, max_size=6))
def test_folder__is_searched_by_the_same_rules_wherever_it_lies(
    names: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    files, folder = fsspec.filesystem("memory"), tmp_path_factory.mktemp("county")
    files.store.clear()
    for name in names:
        files.pipe_file(f"/county/{name}", b"")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")

    def units(place: str) -> list[str] | str:
        try:
            return [unit.name for unit in found([place])]
        except SubmissionError as error:
            return error.key

    assert units("memory://county") == units(str(folder))
    files.store.clear()


def test_check__says_the_same_of_a_copy_that_lies_elsewhere(memory: fsspec.AbstractFileSystem) -> None:
    put(memory, {"audit/report.yaml": SAMPLE.read_bytes()})
    [unit] = found(["memory://county"])

    there = CheckUnit()(unit)

    assert unit == Unit("memory://county/audit/report.yaml", "audit/report.yaml")
    assert there.file == unit.place
    assert replace(there, file="") == replace(CheckUnit()(Unit(str(SAMPLE), "report.yaml")), file="")


@pytest.mark.parametrize(
    ("name", "beside", "line"),
    [
        ("a.yaml", {}, "memory://county/a.yaml: there is no such bucket, folder or file; check the address"),
        ("a.yaml", {"a.yaml": b"year: [\n"}, "memory://county/a.yaml:2:"),
        ("甲 :.yaml", {"甲 :.yaml": b"year: [\n"}, "memory://county/甲 :.yaml:2:"),
        (
            "a.yaml",
            {"a.yaml": SAMPLE.read_bytes(), "a.explanations.yaml": b"explanations: 1\n"},
            "memory://county/a.explanations.yaml:1:",
        ),
    ],
)
def test_error__names_the_url_and_no_copy(
    memory: fsspec.AbstractFileSystem, name: str, beside: dict[str, bytes], line: str
) -> None:
    put(memory, beside)

    outcome = CheckUnit()(Unit(f"memory://county/{name}", name))

    assert outcome.error is not None
    assert outcome.error.startswith(line)
    assert "govreport-" not in outcome.error


def test_file_that_is_too_large__is_refused_and_never_fetched(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_writer.batch.storage_fetch.MAX_BYTES", 10 * 2**20)
    put(memory, {"a.yaml": bytes(10 * 2**20 + 1)})
    monkeypatch.setattr(memory, "cat_file", lambda _path: pytest.fail("fetched"))

    outcome = CheckUnit()(Unit("memory://county/a.yaml", "a.yaml"))

    assert outcome.error is not None
    assert "larger than 10 MB" in outcome.error


def test_pictures__come_with_the_text_that_names_them_and_no_others(
    memory: fsspec.AbstractFileSystem,
) -> None:
    put(
        memory,
        {
            "audit/report.yaml": showing("a.png", "img/b.png", "../c.png", "none.png", "large.png"),
            "audit/a.png": picture(),
            "audit/img/b.png": picture(),
            "audit/unnamed.png": picture(),
            "audit/large.png": bytes(MAX_BYTES + 1),
            "c.png": picture(),
        },
    )
    unit = Unit("memory://county/audit/report.yaml", "report.yaml")

    with at_hand(unit) as path:
        outcome = CheckUnit().outcome_at(path, unit)
        brought = {each.relative_to(path.parent).as_posix() for each in path.parent.rglob("*.png")}

    assert outcome.submission is not None
    assert set(outcome.submission.raw.pictures) == {"a.png", "img/b.png"}
    assert brought == {"a.png", "img/b.png", "large.png"}
    reasons = {str(r.fields["name"]): r.fields["reason"] for r in outcome.submission.raw.remarks}
    assert reasons == {"../c.png": "outside", "none.png": "missing", "large.png": "too_large"}
    assert not path.exists()


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("nowhere://a/b", "nowhere://a/b: this kind of address is not known"),
        ("s3://", "s3://: this kind of address is not known"),
        ("sftp:///a", "sftp:///a: this kind of address is not known"),
        ("sftp://clerk:secret@host/a", "sftp://clerk:…@host/a: an address must not hold a password"),
    ],
)
def test_address_that_cannot_be_used__is_one_line(
    place: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", place, "--lang", "en"]) == 2

    [told] = capsys.readouterr().err.splitlines()
    assert told.startswith(f"error: {line}")
    assert "secret" not in told


@pytest.mark.parametrize(
    ("missing", "place"),
    [("fsspec", "s3://bucket/a"), ("s3fs", "s3://bucket/a"), ("paramiko", "sftp://host/a")],
)
def test_missing_extra__is_one_line_that_says_what_to_install(
    missing: str, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "govreport_writer.batch.storage_sftp", raising=False)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)

    assert run(["check", place, "--lang", "en"]) == 2

    [told] = capsys.readouterr().err.splitlines()
    assert "pip install 'govreport-writer[cluster]'" in told


def test_missing_cluster_extra__is_one_line_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert run(["check", str(SAMPLE), "--scheduler", "tcp://127.0.0.1:1", "--lang", "en"]) == 2

    [told] = capsys.readouterr().err.splitlines()
    assert told.endswith("run pip install 'govreport-writer[cluster]'")


def test_file_url__is_a_path(tmp_path: Path) -> None:
    place = (tmp_path / "甲 乙.yaml").as_uri()

    assert not is_url(place)
    assert local(place) == place_named(place) == tmp_path / "甲 乙.yaml"
    assert found([place]) == [Unit(str(tmp_path / "甲 乙.yaml"), "甲 乙.yaml")]


def test_write__gives_urls_that_read_back(memory: fsspec.AbstractFileSystem) -> None:
    written = write("memory://out/a b", {"甲.html": b"1", "receipts/甲.receipt.json": b"{}"})

    assert written == ("memory://out/a b/甲.html", "memory://out/a b/receipts/甲.receipt.json")
    assert [reads("memory://out/a b")(name) for name in ("甲.html", "none")] == [b"1", None]
    assert receipts_at("memory://out/a b") == receipts_at("memory://none") == {}


def test_write_that_fails__names_the_url(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, _data: bytes) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(memory, "pipe_file", refuse)

    with pytest.raises(RenderError, match="memory://out: the storage does not allow this"):
        write("memory://out", {"a.html": b"1"})


def test_connection_that_broke_off__is_made_anew_once(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(memory, {"a.yaml": SAMPLE.read_bytes()})
    tries = iter((OSError("Socket is closed"), None))
    info = type(memory).info

    def breaking(self: fsspec.AbstractFileSystem, path: str) -> object:
        if (failure := next(tries, None)) is not None:
            raise failure
        return info(self, path)

    monkeypatch.setattr(type(memory), "info", breaking)

    assert found(["memory://county/a.yaml"]) == [Unit("memory://county/a.yaml", "a.yaml")]
    monkeypatch.setattr(type(memory), "info", lambda _self, _path: 1 / 0)
    with pytest.raises(GovReportError, match=r"cannot be reached, or broke off \(ZeroDivisionError"):
        found(["memory://county/a.yaml"])


def test_report_of_a_check__is_written_below_a_url(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    report = "memory://county/out/findings.json"

    assert run(["check", str(SAMPLE), "--format", "json", "-o", report]) == 0
    assert run(["check", str(SAMPLE), "--format", "json", "-o", str(tmp_path / "findings.json")]) == 0

    assert memory.cat_file("/county/out/findings.json") == (tmp_path / "findings.json").read_bytes()
    assert run(["check", str(SAMPLE), "-o", report, "--resume"]) == 2
