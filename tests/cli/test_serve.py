"""`./beifall serve`: what is said when it starts, when it cannot, and when it ends."""

from __future__ import annotations

import http.client
import json
import re
import secrets
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cli.serve import NoOrigin, origin
from tests.serving import EXAMPLE, ROOT, Served, beifall, environment, free_port, serve


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command to its end, which is soon."""
    return subprocess.run(
        beifall(*arguments), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )


def test_a_busy_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        ended = run("serve", str(EXAMPLE), "--port", str(port))
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [f"beifall: port {port} on 127.0.0.1 is taken: choose another one with --port"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "203.0.113.9"), "203.0.113.9 is no address of this machine: choose another one with --host"),
        (("--host", "no.such.invalid"), "no host no.such.invalid is known: choose another one with --host"),
        (("--host", "a..b"), "no host a..b is known: choose another one with --host"),
        (("--site", "live.example"), "--site live.example is no address of a site"),
        (("--engine", "http://127.0.0.1:9"), "no DynamoDB answers at http://127.0.0.1:9: "),
        (("--engine", "http://"), "no DynamoDB answers at http://: "),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(options: tuple[str, ...], said: str) -> None:
    ended = run("serve", str(EXAMPLE), "--port", "0", *options)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1), ended.stderr
    assert ended.stderr.startswith(f"beifall: {said}")


def test_ctrl_c_while_it_starts_ends_it_without_a_traceback() -> None:
    # Pressed when the imports have come to typer, which is long before the event runs.
    starting = (
        "import os, runpy, signal, sys\n"
        "class Press:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Press())\n"
        "sys.argv = ['beifall', 'serve', 'any.toml']\n"
        "runpy.run_module('cli', run_name='__main__')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", starting], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


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
    assert f"{made['site']}applause-lab.html" in said
    assert "█" in said, "the QR code"


def test_the_documentation_is_left_if_asked_for_and_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    with serve(tmp_path, EXAMPLE, "--report", str(folder)) as event:
        ended, said = event.end(signal.SIGINT)
    assert ended == 0
    assert said.rstrip().endswith("Ended; nothing else is left of it.")
    assert sorted(one.name for one in folder.iterdir()) == ["documentation.html", "documentation.json", "polls.csv"]
    again = run("serve", str(EXAMPLE), "--port", "0", "--report", str(folder))
    assert (again.returncode, again.stderr) == (1, f"beifall: {folder} is not empty: nothing in it is written over\n")


def with_tickets(folder: Path) -> Path:
    file = folder / "tickets.toml"
    without = "tickets = false"
    text = EXAMPLE.read_text()
    assert without in text
    file.write_text(text.replace(without, "tickets = true"))
    return file


def join(event: Served, ticket: str | None) -> tuple[int, str]:
    """The status, and the code if it was refused."""
    body = json.dumps({"code": event.code, "nonce": secrets.token_hex(12), "ticket": ticket}).encode()
    try:
        with urllib.request.urlopen(f"{event.made['api']}/join", data=body) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as no:
        return no.code, json.loads(no.read())["code"]


def test_an_event_with_tickets_says_some_and_lets_in_who_has_one(tmp_path: Path) -> None:
    with serve(tmp_path, with_tickets(tmp_path)) as event:
        tickets = event.made["tickets"]
        assert join(event, tickets[0]) == (201, "")
        assert join(event, tickets[-1].lower().replace("-", " ")) == (201, "")
        assert join(event, tickets[0]) == (409, "ticket_used")
        assert join(event, "ABCD-EFGH") == (403, "wrong_ticket")
        assert join(event, None) == (403, "wrong_ticket")
        _, said = event.end(signal.SIGTERM)
    assert len(set(tickets)) == 20
    assert all(re.fullmatch("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", ticket) for ticket in tickets)
    assert " ".join(tickets[:4]) in said


def opens(event: Served, port: int, site: str) -> int:
    """The status of an upgrade from a page of that site."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    token = event.made["links"][0]["token"]
    line.request(
        "GET",
        "/socket",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
            "Sec-WebSocket-Protocol": f"beifall.v1, {token}",
            "Origin": site,
        },
    )
    status = line.getresponse().status
    line.close()
    return status


def test_pages_by_the_asked_address_and_by_the_names_of_the_machine_may_open_the_socket(tmp_path: Path) -> None:
    port = free_port()
    options = ("--host", "0.0.0.0", "--port", str(port), "--site", "https://Live.example:443/")
    with serve(tmp_path, EXAMPLE, *options) as event:
        own = socket.gethostname().lower()
        for home in ("https://live.example", f"http://{own}:{port}", f"http://localhost:{port}"):
            assert opens(event, port, home) == 101, home
        for abroad in ("http://live.example", f"https://{own}:{port}", "https://elsewhere.example", "null"):
            assert opens(event, port, abroad) == 403, abroad
        _, said = event.end(signal.SIGTERM)
    assert event.site == "https://live.example/"
    assert event.made["api"] == "https://live.example/api"
    assert event.made["socket"] == "wss://live.example/socket"
    assert all(link["url"].startswith("https://live.example/") for link in event.made["links"])
    assert "https://live.example/#JC2020" in said


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://live.example", "https://live.example"),
        ("HTTP://VM:8080/", "http://vm:8080"),
        ("http://vm:80", "http://vm"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_site_is_named_as_browsers_name_it(address: str, named: str) -> None:
    assert origin(address) == named


@pytest.mark.parametrize(
    "address",
    ["", "vm:8080", "https://", "https://x/path", "https://x?q=1", "ftp://x", "http://x:y", "http://[x", "http://a b"],
)
def test_what_is_no_site_is_refused(address: str) -> None:
    with pytest.raises(NoOrigin):
        origin(address)


def test_an_event_that_is_over_is_served_but_said_to_be_over(tmp_path: Path) -> None:
    with serve(tmp_path, EXAMPLE, "--real-time") as event:
        said = event.log.read_text()
    (line,) = [line for line in said.splitlines() if line.startswith("beifall: ")]
    assert re.match(r"beifall: this event has been over since 2020-\d\d-\d\d \d\d:\d\d \(UTC\+\d\d:00\): ", line)
    assert line.endswith("Without --real-time it starts now.")
    with serve(tmp_path, EXAMPLE) as event:
        assert "over since" not in event.log.read_text()


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
