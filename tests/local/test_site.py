"""The web site."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.runner import Runner
from tests.local.stands import a_deployment

PAGES = ("/", "/stage/", "/index.html", "/config.json", "/nothing")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    site = tmp_path / "web"
    for name in ("index.html", "js/app.js", "css/style.css", "stage/index.html", ".hidden", "js/.git/config"):
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"this is {name}")
    (tmp_path / "secret.txt").write_text("secret")
    (site / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    return site


@asynccontextmanager
async def visiting(directory: Path, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        Runner(a_deployment(site=directory, **settings)) as runner,
        httpx.AsyncClient(base_url=runner.address.site, timeout=20) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("/", "this is index.html", "text/html; charset=utf-8"),
        ("/js/app.js", "this is js/app.js", "text/javascript; charset=utf-8"),
        ("/css/style.css", "this is css/style.css", "text/css; charset=utf-8"),
        ("/stage/", "this is stage/index.html", "text/html; charset=utf-8"),
    ],
)
async def test_a_file_comes_with_its_type(directory: Path, path: str, text: str, kind: str) -> None:
    async with visiting(directory) as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (200, text, kind)


@pytest.mark.parametrize(
    "path",
    [
        "/.hidden",
        "/js/.git/config",
        "/js/",
        "/nothing.js",
        "/%2e%2e/secret.txt",
        "/js/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/way-out.txt",
        "/index.html%00.js",
    ],
)
async def test_nothing_else_is_served(directory: Path, path: str) -> None:
    async with visiting(directory) as client:
        assert (await client.get(path)).status_code == 404


async def test_a_directory_without_a_slash_leads_to_the_one_with_it(directory: Path) -> None:
    async with visiting(directory) as client:
        answer = await client.get("/stage")
    assert (answer.status_code, answer.headers["location"]) == (301, "/stage/")


async def test_who_has_the_file_already_does_not_get_it_again(directory: Path) -> None:
    async with visiting(directory) as client:
        first = await client.get("/js/app.js")
        again = await client.get("/js/app.js", headers={"If-None-Match": first.headers["etag"]})
    assert (first.headers["cache-control"], again.status_code) == ("no-cache", 304)


async def test_the_configuration_names_the_addresses_by_which_the_page_came(directory: Path) -> None:
    async with visiting(directory) as client:
        here = (await client.get("/config.json", headers={"Host": "192.168.1.5:8080"})).json()
        tunnel = {"Host": "demo.example", "X-Forwarded-Proto": "https"}
        there = (await client.get("/config.json", headers=tunnel)).json()
    assert here == {"api": "http://192.168.1.5:8080/api", "socket": "ws://192.168.1.5:8080/socket"}
    assert there == {"api": "https://demo.example/api", "socket": "wss://demo.example/socket"}


async def test_a_host_that_is_none_is_refused(directory: Path) -> None:
    async with visiting(directory) as client:
        assert (await client.get("/config.json", headers={"Host": "a; script-src *"})).status_code == 400


async def test_a_part_of_a_page_has_no_rules_for_pages(directory: Path) -> None:
    async with visiting(directory) as client:
        for path in ("/js/app.js", "/css/style.css"):
            answer = await client.get(path)
            assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == (
                "nosniff",
                "no-cache",
            )
            assert "content-security-policy" not in answer.headers


async def test_every_answer_that_could_be_shown_has_the_headers_of_the_site(directory: Path) -> None:
    async with visiting(directory, frames=("https://meet.example",)) as client:
        answers = [await client.get(path, headers={"Host": "x:1"}) for path in PAGES]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-cache"
        policy = answer.headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "connect-src 'self' http://x:1/api ws://x:1/socket" in policy
        assert "frame-src https://meet.example" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "microphone=()" in answer.headers["permissions-policy"]


async def test_generated_files_stand_beside_those_of_the_directory(directory: Path) -> None:
    async with visiting(directory, generated={"/join.svg": ("image/svg+xml", b"<svg/>")}) as client:
        answer = await client.get("/join.svg")
    assert (answer.content, answer.headers["content-type"]) == (b"<svg/>", "image/svg+xml")


async def test_a_site_is_read_only(directory: Path) -> None:
    async with visiting(directory) as client:
        assert (await client.post("/index.html")).status_code == 405
        assert (await client.head("/index.html")).status_code == 200


async def test_a_text_comes_compressed_and_only_if_it_has_changed(directory: Path) -> None:
    (directory / "js/app.js").write_text("const hands = 2;\n" * 200)
    async with visiting(directory) as client:
        answer = await client.get("/js/app.js")
        assert (answer.headers["content-encoding"], len(answer.text)) == ("gzip", 3400)
        assert int(answer.headers["content-length"]) < 400
        known = {"if-none-match": answer.headers["etag"]}
        again = await client.get("/js/app.js", headers=known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
        (directory / "js/app.js").write_text("const hands = 3;")
        assert (await client.get("/js/app.js", headers=known)).text == "const hands = 3;"
        assert (
            "content-encoding" not in (await client.get("/js/app.js", headers={"accept-encoding": "identity"})).headers
        )


async def test_a_page_elsewhere_may_read_where_the_event_is_but_no_page_of_it(directory: Path) -> None:
    async with visiting(directory) as client:
        assert (await client.get("/config.json")).headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-origin" not in (await client.get("/")).headers
