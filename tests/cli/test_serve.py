"""`./beifall serve`: what is said when it starts, when it cannot, and when it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.serving import EXAMPLE, ROOT, beifall, environment, serve


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command to its end, which is soon."""
    return subprocess.run(
        beifall(*arguments), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=30, check=False
    )


def test_a_busy_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        ended = run("serve", str(EXAMPLE), "--port", str(port))
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [f"beifall: port {port} on 127.0.0.1 is taken: choose another one with --port"]


def test_an_engine_that_is_none_is_said_in_one_line() -> None:
    ended = run("serve", str(EXAMPLE), "--port", "0", "--engine", "sqlite")
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert 'no engine "sqlite"' in ended.stderr


def test_a_wrong_event_file_is_not_served(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(EXAMPLE.read_text().replace('code = "JC2020"', 'code = "JC"'))
    ended = run("serve", str(wrong), "--port", "0")
    assert ended.returncode == 1
    assert "event.code" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_links_file_that_cannot_be_written_is_said_in_one_line() -> None:
    ended = run("serve", str(EXAMPLE), "--port", "0", "--links", "nowhere/links.json")
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "nowhere/links.json" in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_when_told(tmp_path: Path, number: signal.Signals) -> None:
    with serve(tmp_path, EXAMPLE) as event:
        ended, said = event.end(number)
    assert ended == 0
    assert said.rstrip().endswith("Ended; nothing is left of it.")


def test_the_links_file_has_a_link_for_each_role_in_each_room(tmp_path: Path) -> None:
    with serve(tmp_path, EXAMPLE) as event:
        made = event.made
        _, said = event.end(signal.SIGTERM)
    assert set(made) == {"site", "api", "socket", "code", "links"}
    assert made["code"] == "JC2020"
    roles = [(link["role"], len(link["rooms"])) for link in made["links"]]
    assert roles[:2] == [("organiser", 0), ("info", 0)]
    assert roles[2:] == [("moderator", 1), ("speaker", 1), ("stage", 1)] * 13
    assert all(set(link) == {"role", "rooms", "token", "url"} for link in made["links"])
    assert all(link["token"] in link["url"] and link["url"].startswith(made["site"]) for link in made["links"])
    assert f"{made['site']}#JC2020" in said
    assert "█" in said, "the QR code"


def test_the_links_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with serve(tmp_path, EXAMPLE):
        assert (tmp_path / "links.json").stat().st_mode & 0o077 == 0


def test_the_event_starts_now_unless_its_own_times_are_wanted(tmp_path: Path) -> None:
    body = json.dumps({"code": "JC2020", "nonce": "n" * 24}).encode()
    with serve(tmp_path, EXAMPLE) as event:
        with urllib.request.urlopen(f"{event.made['api']}/join", data=body) as answer:
            assert answer.status == 201
    with serve(tmp_path, EXAMPLE, "--real-time") as event:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{event.made['api']}/join", data=body)
        assert json.loads(caught.value.read())["code"] == "event_over"


def test_a_command_that_is_none_is_answered_with_those_that_are() -> None:
    ended = run("dance")
    assert ended.returncode == 2
    assert "No such command 'dance'" in ended.stderr
