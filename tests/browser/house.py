"""What staff and attendees do without a page, over HTTP: to bring an event to where a test begins."""

from __future__ import annotations

import json
import time
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from tests.serving import Served


@dataclass
class Person:
    """Somebody with a token, in a room."""

    api: str
    token: str
    room: str = "plenum"

    def does(self, action: str, **fields: Any) -> Any:
        """A command; its reply, which must be no refusal. What decided nothing is sent again, as by pages."""
        command = {"action": action, "room": self.room, "id": uuid.uuid4().hex, **fields}
        reply = _call(f"{self.api}/commands", command, self.token)
        while reply.get("code") in {"too_many_requests", "try_again"}:
            time.sleep(reply.get("retry_after", 1))
            reply = _call(f"{self.api}/commands", command, self.token)
        assert reply["type"] != "refused", reply
        return reply

    def sees(self, kind: str, id_: str) -> Any:
        """An item of the room as it is now."""
        reply = self.does("enter", screen="desk")
        return next(item for item in reply["items"][kind] if item["id"] == id_)

    def conducts(self, step: str, poll: str, **fields: Any) -> None:
        """A step of a poll."""
        self.does(f"poll.{step}", poll=poll, rev=self.sees("polls", poll)["rev"], **fields)

    def decides(self, question: str, step: str, /, **fields: Any) -> None:
        """A step with the question of this text."""
        asked = self.does("enter", screen="desk")["items"]["questions"]
        found = next(one for one in asked if one.get("text") == question)
        self.does(f"question.{step}", question=found["id"], rev=found["rev"], **fields)

    def asks(self, text: str, name: str | None = None) -> str:
        """The id of the question."""
        return str(self.does("ask", text=text, name=name)["question"])

    def votes(self, poll: str, *choice: str | int) -> None:
        """A first ballot."""
        self.does("vote", poll=poll, round=1, choice=choice, seq=1)

    def switches(self, **switches: Any) -> None:
        """The room's switches."""
        self.does("room.set", rev=self.sees("rooms", self.room)["rev"], **switches)


def staff(served: Served, role: str, room: str = "plenum") -> Person:
    """Whoever has this link."""
    token = served.url(role, room).partition("#token=")[2].partition("&")[0]
    return Person(served.made["api"], token, room)


def attendee(served: Served, room: str = "plenum") -> Person:
    """One more attendee, in the room."""
    api = served.made["api"]
    joined = _call(f"{api}/join", {"code": served.code, "ticket": None, "nonce": uuid.uuid4().hex})
    person = Person(api, joined["token"], room)
    person.does("enter", screen="phone")
    return person


def _call(url: str, body: object, token: str | None = None) -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
