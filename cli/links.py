"""`./beifall links EVENT`: who may come in as what, and how somebody may no longer."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from account import private
from account.deployed import Deployed, deployed
from account.links import links_of
from account.wrong import Wrong
from cli.deployment import OUT, Region, code_of, refusing, session_in

if TYPE_CHECKING:
    import boto3

Of = Annotated[
    str,
    typer.Argument(
        help="A deployed event, by its file or its code; or a file of links (`serve --links`, out/links).",
        metavar="EVENT|LINKS.json",
    ),
]
Room = Annotated[
    str | None,
    typer.Argument(help="Only the links of this room; with --revoke the room of the link.", metavar="ROOM"),
]
Role = Annotated[
    str | None,
    typer.Option(
        "--revoke",
        help="Make this role's link worthless, turn out whoever has it, and print a new one. Roles: organiser and "
        "info, and in each room moderator, speaker and stage.",
        metavar="ROLE",
    ),
]

WAIT = 30
"""Seconds until a server that says nothing is given up."""

UNKNOWN = "it is not known whether it was revoked"


def links(of: Of, room: Room = None, revoke: Role = None, region: Region = None) -> None:
    """Print the links of an event, or revoke one: its file then has the new one. Those of a deployed event are read
    anew from your AWS account and kept in out/links.

    Examples: ./beifall links TDK2020; ./beifall links links.json plenum --revoke moderator
    """
    with refusing():
        file = Path(of) if of.endswith(".json") else kept(deployed(code_of(of), session := session_in(region)), session)
        made = _read(file)
        if revoke is None:
            _print(made["links"], room)
        else:
            _revoke(file, made, revoke, room)


def kept(of: Deployed, session: boto3.Session) -> Path:
    """The file with a deployed event's links as they are now, for its owner alone. Raises Wrong."""
    file = OUT / "links" / f"{of.code}-{of.region}.json"
    known = [asdict(link) for link in links_of(of, session)]
    made = {"site": f"{of.site}/", "api": of.api, "socket": of.socket, "code": of.code, "links": known}
    private.write(file, json.dumps(made, indent=2) + "\n")
    return file


def _print(known: list[dict[str, Any]], room: str | None) -> None:
    rooms = list(dict.fromkeys(name for link in known for name in link["rooms"]))
    if room is not None and room not in rooms:
        raise Wrong(f"there is no room {room}; there are: {', '.join(rooms)}")
    for link in known:
        if room is None or room in link["rooms"]:
            print(f"{_name(link['role'], link['rooms']):32}{link['url']}")


def _revoke(file: Path, made: dict[str, Any], role: str, room: str | None) -> None:
    known: list[dict[str, Any]] = made["links"]
    old = _chosen(known, role, room)
    organiser = next((link for link in known if link["role"] == "organiser"), None)
    if organiser is None:
        raise Wrong(f"{file} has no organiser's link, and only an organiser may revoke one")
    with _replacing(file) as write:  # before anything is revoked: a new link that cannot be kept is lost
        new = _post(made["api"], organiser["token"], {"role": role, "room": next(iter(old["rooms"]), None)})
        known[known.index(old)] = new
        write(json.dumps(made, indent=2) + "\n")
    whose = _name(new["role"], new["rooms"])
    print(f"{whose:32}{new['url']}")
    print(f"beifall: the old link of {whose} is worthless; {file} has the new one", file=sys.stderr)


def _chosen(known: list[dict[str, Any]], role: str, room: str | None) -> dict[str, Any]:
    of_role = [link for link in known if link["role"] == role]
    if not of_role:
        roles = ", ".join(dict.fromkeys(link["role"] for link in known))
        raise Wrong(f"there is no link for the role {role}; there are: {roles}")
    rooms = [name for link in of_role for name in link["rooms"]]
    if room is None and rooms:
        raise Wrong(f"each room has a link for the role {role}; name one of: {', '.join(rooms)}")
    found = next((link for link in of_role if link["rooms"] == ([] if room is None else [room])), None)
    if found is None:
        has = f"there are: {', '.join(rooms)}" if rooms else "this role has no room"
        raise Wrong(f"there is no link for the role {role} in a room {room}; {has}")
    return found


def _post(api: str, token: str, body: dict[str, object]) -> dict[str, Any]:
    """The new link."""
    if not api.startswith(("http://", "https://")):
        raise Wrong(f"{api} is no address of an event")
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    request = urllib.request.Request(f"{api}/links", json.dumps(body).encode(), headers, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310 - which schemes is checked above
            return _link(json.load(answer))
    except urllib.error.HTTPError as error:
        with error:
            known = "nothing was revoked" if error.code < 500 else f"{UNKNOWN}; try again"
            raise Wrong(f"{known}: {_said(error)}") from None
    except urllib.error.URLError as error:
        raise Wrong(f"nothing was revoked: {api} cannot be reached ({_reason(error)})") from None
    except (OSError, ValueError, HTTPException):
        raise Wrong(f"{UNKNOWN}; try again: {api} has not answered as it should") from None


def _said(error: urllib.error.HTTPError) -> str:
    with suppress(ValueError, AttributeError):
        message = json.loads(error.read()).get("message")
        if isinstance(message, str):
            return f"{message} (HTTP {error.code})"
    return f"HTTP {error.code}"


def _reason(error: urllib.error.URLError) -> str:
    return (error.reason.strerror if isinstance(error.reason, OSError) else None) or str(error.reason)


def _read(file: Path) -> dict[str, Any]:
    try:
        made = json.loads(file.read_text())
    except OSError as error:
        raise Wrong(f"{file} cannot be read: {error.strerror}") from None
    except ValueError:
        raise Wrong(f"{file} is no JSON") from None
    try:
        if isinstance(made["api"], str) and [_link(link) for link in made["links"]]:
            return dict(made)
    except (LookupError, TypeError, ValueError):
        pass
    raise Wrong(f"{file} is no file that `serve --links`, `deploy` or `links` has written")


def _link(value: Any) -> dict[str, Any]:
    """The value if it is a link, else ValueError."""
    texts = (value.get(name) for name in ("role", "token", "url")) if isinstance(value, dict) else (None,)
    if not all(isinstance(text, str) for text in texts) or not isinstance(value.get("rooms"), list):
        raise ValueError("no link")
    return dict(value)


@contextmanager
def _replacing(file: Path) -> Iterator[Any]:
    """What is written takes the file's place when all of it is there; for its owner alone, as the file was."""
    target = file.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise Wrong(f"nothing was revoked: {file} cannot be written: {error.strerror}") from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "w") as opened:
            yield opened.write
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _name(role: str, rooms: list[str]) -> str:
    return f"{role} ({', '.join(rooms)})" if rooms else role
