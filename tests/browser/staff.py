"""People without a page: with them, one page can be tested alone."""

from __future__ import annotations

import json
import urllib.request
from itertools import count
from typing import Any

from tests.serving import Served


class Someone:
    """Commands over HTTP, with a token."""

    def __init__(self, served: Served, token: str, room: str) -> None:
        self._token = token
        self._api = str(served.made["api"])
        self._ids = count(1)
        self.room = room

    def say(self, action: str, **fields: Any) -> Any:
        """The reply, which is no refusal."""
        command = {"action": action, "id": f"s{next(self._ids)}", "room": self.room, **fields}
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        reply = _post(f"{self._api}/commands", command, headers)
        assert reply["type"] != "refused", reply
        return reply


class Guest(Someone):
    """One more attendee."""

    def __init__(self, served: Served, number: int, room: str = "plenum") -> None:
        joining = {"code": served.code, "ticket": None, "nonce": f"a-guest-of-the-tests-{number}"}
        joined = _post(f"{served.made['api']}/join", joining, {"Content-Type": "application/json"})
        super().__init__(served, joined["token"], room)


class Staff(Someone):
    """Whoever has the link of a role."""

    def __init__(self, served: Served, role: str = "moderator", room: str = "plenum") -> None:
        super().__init__(served, served.url(role, room).partition("#token=")[2].partition("&")[0], room)

    def see(self, list_: str) -> dict[str, Any]:
        """The items of a list by id."""
        items = self.say("enter", screen="desk")["items"][list_]
        return {item["id"]: item for item in items if not item.get("gone")}

    def find(self, text: str) -> Any:
        """The question with this text."""
        return next(one for one in self.see("questions").values() if one["text"] == text)

    def decide(self, text: str, step: str, /, **fields: Any) -> None:
        """The next step with the question of this text."""
        question = self.find(text)
        self.say(f"question.{step}", question=question["id"], rev=question["rev"], **fields)

    def switch(self, **switches: Any) -> None:
        """Sets switches of the room."""
        self.say("room.set", rev=self.see("rooms")[self.room]["rev"], **switches)

    def open(self, poll: str, seconds: int | None = None) -> None:
        """Opens a prepared poll."""
        self.say("poll.open", poll=poll, rev=self.see("polls")[poll]["rev"], seconds=seconds)


def _post(url: str, body: Any, headers: dict[str, str]) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)
