"""`./beifall links`: the links of an event, and how one is revoked."""

from __future__ import annotations

import http.server
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError

from cli.links import links
from crowd.attendee import find
from tests.serving import EXAMPLE, ROOT, beifall, environment, serve


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = beifall("links", *map(str, arguments))
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )


Refusal = Callable[..., str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refusal:
    """What is said in one line, without a process for each."""

    def call(file: Path, role: str | None = None, room: str | None = None) -> str:
        with pytest.raises(typer.Exit) as ended:
            links(str(file), room, role)
        said = capsys.readouterr()
        assert (ended.value.exit_code, said.out, len(said.err.splitlines())) == (1, "", 1), said.err
        return said.err.removeprefix("beifall: ").strip()

    return call


def a_link(role: str, *rooms: str) -> dict[str, Any]:
    return {"role": role, "rooms": list(rooms), "token": f"k1.{role}", "url": f"https://example.org/#token=k1.{role}"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Links of an event that nobody answers for."""
    made = [a_link("organiser"), a_link("moderator", "plenum"), a_link("moderator", "forum-1")]
    return written(tmp_path / "links.json", links=made)


def written(file: Path, **fields: Any) -> Path:
    file.write_text(json.dumps({"site": "http://127.0.0.1:9/", "api": "http://127.0.0.1:9/api", **fields}))
    return file


def test_all_links_are_printed_a_line_each(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links(str(file))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["organiser", "moderator (plenum)", "moderator (forum-1)"]
    assert all("https://example.org/#token=" in line for line in lines)
    links(str(file), "plenum")
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_room_that_there_is_not_is_said_with_those_that_there_are(file: Path, refused: Refusal) -> None:
    assert refused(file, room="cellar") == "there is no room cellar; there are: plenum, forum-1"


def test_help_names_the_roles_and_gives_an_example() -> None:
    said = " ".join(run("--help").stdout.replace("│", " ").split())
    assert all(role in said for role in ("organiser", "info", "moderator", "speaker", "stage"))
    assert "[ROOM]" in said
    assert "./beifall links links.json plenum --revoke moderator" in said


async def test_a_revoked_link_ends_for_whoever_has_it_and_the_file_has_the_new_one(
    tmp_path: Path, refused: Refusal
) -> None:
    with serve(tmp_path, EXAMPLE, "--engine", "moto") as event:
        file = tmp_path / "links.json"
        before = json.loads(file.read_text())
        async with ClientSession() as session:
            site = await find(session, event.site)
            old = ("beifall.v1", token(before, "moderator", "plenum"))
            async with session.ws_connect(site.socket, protocols=old) as line:
                await line.send_json({"action": "enter", "id": "e1", "room": "plenum", "screen": "desk"})
                assert (await line.receive_json(timeout=30))["type"] == "snapshot"
                ended = run(file, "plenum", "--revoke", "moderator")
                assert ended.returncode == 0, ended.stderr
                said = "the old link of moderator (plenum) is worthless"
                assert ended.stderr == f"beifall: {said}; {file} has the new one\n"
                while (await line.receive(timeout=30)).type is not WSMsgType.CLOSE:
                    pass
            with pytest.raises(WSServerHandshakeError) as caught:
                await session.ws_connect(site.socket, protocols=old)
            assert caught.value.status == 401
            after = json.loads(file.read_text())
            new = token(after, "moderator", "plenum")
            assert ended.stdout.split()[-1] == next(one["url"] for one in after["links"] if one["token"] == new)
            async with session.ws_connect(site.socket, protocols=("beifall.v1", new)):
                pass
        assert file.stat().st_mode & 0o777 == 0o600
        changed = [one["role"] for one, other in zip(before["links"], after["links"], strict=True) if one != other]
        assert changed == ["moderator"]
        assert not any(path.name.startswith(".") for path in tmp_path.iterdir()), "nothing is left beside it"
        for _ in range(2):  # the organiser's own: the second time with the link that the first has made
            assert run(file, "--revoke", "organiser").returncode == 0
        file.write_text(json.dumps(after))
        assert refused(file, "info") == "nothing was revoked: This link is no longer valid. (HTTP 401)"


def token(made: dict[str, Any], role: str, room: str) -> str:
    return next(str(link["token"]) for link in made["links"] if (link["role"], link["rooms"]) == (role, [room]))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("king",), "there is no link for the role king; there are: organiser, moderator"),
        (("moderator",), "each room has a link for the role moderator; name one of: plenum, forum-1"),
        (
            ("moderator", "cellar"),
            "there is no link for the role moderator in a room cellar; there are: plenum",
        ),
        (
            ("organiser", "plenum"),
            "there is no link for the role organiser in a room plenum; this role has no",
        ),
        (
            ("organiser",),
            "nothing was revoked: http://127.0.0.1:9/api cannot be reached (Connection refused)",
        ),
    ],
)
def test_what_cannot_be_revoked_is_said_in_one_line_and_changes_nothing(
    file: Path, arguments: tuple[str, ...], said: str, refused: Refusal
) -> None:
    before = file.read_text()
    assert refused(file, *arguments).startswith(said)
    assert file.read_text() == before
    assert [path.name for path in file.parent.iterdir()] == ["links.json"]


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"api": 7, "links": []}', '{"api": "http://x", "links": [7]}', '{"links": 7}']
)
def test_a_file_that_serve_has_not_written_is_none(tmp_path: Path, text: str, refused: Refusal) -> None:
    file = tmp_path / "links.json"
    file.write_text(text)
    assert refused(file) == f"{file} is no file that `serve --links`, `deploy` or `links` has written"


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, refused: Refusal) -> None:
    assert refused(tmp_path / "none.json") == f"{tmp_path}/none.json cannot be read: No such file or directory"
    (tmp_path / "torn.json").write_text("{")
    assert refused(tmp_path / "torn.json") == f"{tmp_path}/torn.json is no JSON"


def test_who_is_no_organiser_has_no_link_to_revoke_with(tmp_path: Path, refused: Refusal) -> None:
    file = written(tmp_path / "links.json", links=[a_link("info")])
    assert "no organiser's link" in refused(file, "info")


@contextmanager
def answering(status: int, body: str) -> Iterator[str]:
    """The address of an event that answers everything with this."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (403, '{"code": "not_allowed", "message": "No."}', "nothing was revoked: No. (HTTP 403)"),
        (404, "<html>", "nothing was revoked: HTTP 404"),
        (403, "[]", "nothing was revoked: HTTP 403"),
        (500, '{"message": "Internal Server Error"}', "it is not known whether it was revoked; try again: Internal"),
        (201, "{}", "it is not known whether it was revoked; try again: http"),
        (201, "{", "it is not known whether it was revoked; try again: http"),
    ],
)
def test_what_an_event_answers_is_said_in_one_line(
    tmp_path: Path, status: int, body: str, said: str, refused: Refusal
) -> None:
    with answering(status, body) as api:
        file = written(tmp_path / "links.json", api=api, links=[a_link("organiser")])
        before = file.read_text()
        assert refused(file, "organiser").startswith(said)
    assert file.read_text() == before
