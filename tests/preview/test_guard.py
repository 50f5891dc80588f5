"""Only the preview's own page is answered, and no answer lets anything in."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from preview.serving import CLEAN, PRIOR, WORKBOOK, Answer, Site, served, with_blank

READ = (
    "/api/state",
    "/api/report",
    "/api/pages",
    "/api/data",
    "/api/differences",
    "/api/download/docx",
    "/events",
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served(WORKBOOK, prior=PRIOR) as site:
        yield site


@pytest.fixture(scope="module")
def drop() -> Iterator[Site]:
    with served(None) as site:
        yield site


def is_refused(answer: Answer) -> bool:
    return answer.status == 403 and list(answer.json) == ["problem"]


def other_hosts(port: int) -> list[str]:
    return [
        f"evil.example:{port}",
        "127.0.0.1",
        f"127.0.0.1:{port + 1}",
        f"127.0.0.1.evil.example:{port}",
        f"127.0.0.1@evil.example:{port}",
        f"[::1]:{port}",
        f"0.0.0.0:{port}",
        "",
    ]


@pytest.mark.parametrize("path", ["/", "/preview.js", *READ])
def test_host__of_another_name_is_refused_everywhere(site: Site, path: str) -> None:
    for host in other_hosts(site.server.port):
        assert is_refused(site.get(path, Host=host)), host


def test_host__that_is_absent_or_given_twice_is_no_request(site: Site) -> None:
    assert site.ask("GET", "/api/state", {"Host": None}).status == 400
    with socket.create_connection(("127.0.0.1", site.server.port)) as raw:
        own = f"Host: {site.host}\r\n"
        raw.sendall(f"GET /api/state HTTP/1.1\r\n{own}Host: evil.example\r\n\r\n".encode())
        assert raw.recv(100).split()[1] in (b"400", b"403")


def test_host__may_be_called_localhost(site: Site) -> None:
    assert site.get("/api/state", Host=f"localhost:{site.server.port}").status == 200


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("kind", ["cross-site", "same-site"])
def test_reading__from_another_site_is_refused(site: Site, path: str, kind: str) -> None:
    assert is_refused(site.get(path, Sec_Fetch_Site=kind))


@pytest.mark.parametrize("path", READ)
def test_reading__for_another_origin_is_refused(site: Site, path: str) -> None:
    assert is_refused(site.get(path, Origin="http://evil.example"))
    assert is_refused(site.get(path, Origin="null"))


def test_link__from_another_site_opens_the_page_which_holds_nothing_of_the_file(site: Site) -> None:
    page = site.get("/", Sec_Fetch_Site="cross-site")

    assert page.status == 200
    assert "青溪县" not in page.data.decode()


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "https://127.0.0.1",
        "http://127.0.0.1",
        "http://localhost:1",
        "file://",
    ],
)
def test_change__without_the_pages_own_origin_is_refused(drop: Site, origin: str | None) -> None:
    assert is_refused(drop.post("/api/drop?name=a.yaml", CLEAN.read_bytes(), Origin=origin))
    assert drop.state()["file"] is None


@pytest.mark.parametrize("token", [None, "", "0", "令牌".encode().decode("latin-1")])
def test_change__without_the_token_is_refused(drop: Site, token: str | None) -> None:
    assert is_refused(drop.post("/api/drop?name=a.yaml", CLEAN.read_bytes(), X_Govreport_Token=token))
    assert drop.state()["file"] is None


def test_change__with_a_part_of_the_token_or_that_of_another_run_is_refused(drop: Site, site: Site) -> None:
    for token in (drop.server.token[:-1], drop.server.token + "x", site.server.token):
        assert is_refused(drop.post("/api/drop?name=a.yaml", b"x", X_Govreport_Token=token))


def test_explanation__needs_origin_and_token_and_writes_nothing_else(tmp_path: Path) -> None:
    with served(with_blank(tmp_path)) as site:
        (finding,) = site.state()["findings"]
        body = {
            "finding": finding["id"],
            "values": finding["values"],
            "text": "没有作出处罚决定，已与台账核对。",
        }

        assert is_refused(site.post("/api/explanations", body, X_Govreport_Token=None))
        assert is_refused(site.post("/api/explanations", body, Origin=None))
        assert is_refused(site.post("/api/explanations", body, Sec_Fetch_Site="cross-site"))

    assert [path.name for path in tmp_path.iterdir()] == ["report.yaml"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/api/explanations", "/api/drop"])
def test_reading__changes_nothing(drop: Site, method: str, path: str) -> None:
    given = {"X-Govreport-Token": drop.server.token}

    answer = drop.ask(method, f"{path}?name=a.yaml", given, CLEAN.read_bytes())

    assert answer.status == 405
    assert drop.state()["file"] is None


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "POST"])
def test_other_methods__are_refused_without_a_permission_for_anybody(site: Site, method: str) -> None:
    foreign = site.ask(method, "/api/state", {"Origin": "http://evil.example"})
    own = site.ask(
        method, "/api/state", {"Origin": f"http://{site.host}", "X-Govreport-Token": site.server.token}
    )

    assert is_refused(foreign)
    assert own.status == 405
    for answer in (foreign, own):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


EVERYTHING = (
    *("/", "/preview.js", "/preview.css", "/favicon.ico", "/api/state", "/api/report", "/api/pages"),
    *("/api/pages/1.png", "/api/pages/99.png", "/api/data", "/api/differences", "/api/download/html"),
    *("/api/download/nothing", "/nothing", "/api/drop", "/api/pages/1.png?scale=x"),
)


@pytest.mark.parametrize("path", EVERYTHING)
def test_every_answer__carries_the_rules_of_its_content(site: Site, path: str) -> None:
    for answer in (site.get(path), site.get(path, Host="evil.example")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "http" not in policy
        assert ("script-src" in policy) == (path != "/api/report")
        assert ("'unsafe-inline'" in policy) == (path == "/api/report")
        assert "frame-ancestors 'none'" in policy or path == "/api/report"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_server__listens_on_this_computer_only_and_names_nothing_of_itself(site: Site) -> None:
    assert site.server.listening.getsockname()[0] == "127.0.0.1"
    assert "server" not in {name.lower() for name in site.get("/").headers}


def test_token__stands_in_no_answer(site: Site) -> None:
    for path in EVERYTHING:
        answer = site.get(path)
        assert site.server.token.encode() not in answer.data
        assert site.server.token not in str(answer.headers)


def test_tokens__differ_from_run_to_run(site: Site, drop: Site) -> None:
    assert site.server.token != drop.server.token
    assert len(site.server.token) >= 32
