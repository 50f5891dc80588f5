"""Units and documents in real storage: an S3 server and an SFTP server, each a process of its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from servers import HERE, free_port, listens, running, wait_for

from govreport_writer.batch.storage import write
from govreport_writer.cli import run
from govreport_writer.errors import GovReportError

SAMPLES = HERE.parents[1] / "sample_inputs"
UNITS = ("county-audit-2024", "zhenhai-2018", "broken-2024")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def environment() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory, environment: pytest.MonkeyPatch) -> Iterator[str]:
    """An S3 server with an empty bucket; gives the URL of that."""
    import s3fs

    port, log = free_port(), tmp_path_factory.mktemp("s3") / "log"
    with running(["-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], log):
        wait_for(lambda: listens(port), log)
        environment.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "clerk")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "clerk")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem().mkdir("county")
        yield "s3://county"


@dataclass(frozen=True)
class Sftp:
    url: str
    root: Path


@pytest.fixture(scope="module")
def sftp(tmp_path_factory: pytest.TempPathFactory, environment: pytest.MonkeyPatch) -> Iterator[Sftp]:
    """An SFTP server whose host key and user key are known in the home folder that is set."""
    folder = tmp_path_factory.mktemp("sftp")
    for name in ("root", "keys", "home/.ssh"):
        (folder / name).mkdir(parents=True)
    port, log, key = free_port(), folder / "log", folder / "keys/host.pub"
    with running([str(HERE / "sftp_server.py"), str(folder / "root"), str(folder / "keys"), str(port)], log):
        wait_for(lambda: key.exists() and key.read_text().endswith("\n"), log)
        environment.setenv("HOME", str(folder / "home"))
        shutil.copy(folder / "keys/user", folder / "home/.ssh/id_ed25519")
        known = f"[127.0.0.1]:{port} {key.read_text()}"
        (folder / "home/.ssh/known_hosts").write_text(known)
        yield Sftp(f"sftp://clerk@127.0.0.1:{port}", folder / "root")


def contents() -> dict[str, bytes]:
    return {f"{name}/report.yaml": (SAMPLES / name / "report.yaml").read_bytes() for name in UNITS}


def here(folder: Path) -> Path:
    for name, data in contents().items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(data)
    return folder


def test_s3__is_checked_and_rendered_into_like_a_folder(s3: str, tmp_path: Path) -> None:
    import s3fs

    folder, files = here(tmp_path / "in"), s3fs.S3FileSystem()
    write(f"{s3}/in", contents() | {"county-audit-2024/prior.yaml": b"", "~$a.xlsx": b""})

    for place, out in ((str(folder), tmp_path / "here.json"), (f"{s3}/in", tmp_path / "there.json")):
        assert run(["--debug", "check", place, "--format", "json", "-o", str(out)]) == 1
    for place, out in ((str(folder), str(tmp_path / "out")), (f"{s3}/in", f"{s3}/out")):
        assert run(["--debug", "render", place, "--to", "docx,html", "-o", out]) == 1

    checked = (tmp_path / "here.json").read_text("utf-8").replace(f"{folder}{os.sep}", f"{s3}/in/")
    assert json.loads(checked) == json.loads((tmp_path / "there.json").read_text("utf-8"))
    files.invalidate_cache()
    there = {name.removeprefix("county/out/"): files.cat_file(name) for name in files.find("county/out")}
    out = tmp_path / "out"
    assert there == {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert len(there) == 2 * len(("docx", "html", "receipt"))


def test_s3_render_again__skips_what_is_done(s3: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(f"{s3}/again", {name: contents()[name] for name in ("zhenhai-2018/report.yaml",)})
    order = ["render", f"{s3}/again", "--to", "html", "-o", f"{s3}/done", "--receipts"]
    written = f"{s3}/done/2018_"

    assert run([*order, "--jobs", "1", "--time-limit", "60"]) == 0
    assert written in capsys.readouterr().out
    assert run([*order, "--resume"]) == 0
    assert written not in capsys.readouterr().out


@pytest.mark.parametrize("place", ["s3://no-such-bucket/a.yaml", "s3://county/none/a.yaml"])
def test_s3_address_where_nothing_is__is_one_line(
    s3: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", place, "--lang", "en"]) == 2

    assert f"{place}: there is no such bucket, folder or file; check the address" in capsys.readouterr().out


def test_s3_bucket_that_is_not_there__takes_no_document(s3: str, capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(SAMPLES / "county-audit-2024/report.yaml")

    assert run(["render", sample, "--to", "html", "-o", "s3://no-such-bucket/out", "--lang", "en"]) == 2

    assert "s3://no-such-bucket/out: there is no such bucket" in capsys.readouterr().out


def test_sftp__is_checked_and_rendered_into_like_a_folder(sftp: Sftp, tmp_path: Path) -> None:
    folder = here(tmp_path / "in")
    here(sftp.root / "县 #1")

    for place, out in ((str(folder), str(tmp_path / "out")), (f"{sftp.url}/县 #1", f"{sftp.url}/out/2024")):
        assert run(["--debug", "render", place, "--to", "docx,html", "-o", out]) == 1

    out, there = tmp_path / "out", sftp.root / "out/2024"
    local = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert {p.relative_to(there): p.read_bytes() for p in there.rglob("*") if p.is_file()} == local
    assert len(local) == 2 * len(("docx", "html", "receipt"))


def test_sftp_write__replaces_and_leaves_nothing_half_written(sftp: Sftp) -> None:
    folder = sftp.root / "whole"
    write(f"{sftp.url}/whole", {"a.html": b"old", "b.html": b"old"})
    (folder / "c.html").mkdir()

    write(f"{sftp.url}/whole", {"a.html": b"new"})
    with pytest.raises(GovReportError):
        write(f"{sftp.url}/whole", {"d.html": b"new", "c.html": b"new"})

    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} in (
        {"a.html": b"new", "b.html": b"old"},
        {"a.html": b"new", "b.html": b"old", "d.html": b"new"},
    )


def test_sftp_host_that_is_not_known__is_not_connected(
    sftp: Sftp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from govreport_writer.batch.storage_sftp import Sftp as Connection

    Connection.clear_instance_cache()
    monkeypatch.setenv("HOME", str(tmp_path))

    assert run(["check", f"{sftp.url}/in", "--lang", "en"]) == 2

    [line] = capsys.readouterr().err.splitlines()
    assert "is not known and was not connected; connect once with ssh" in line
