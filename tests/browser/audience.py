"""An audience without pages: what it does goes over HTTP, as fast as a test can wait."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

from tests.serving import Served


@dataclass
class Audience:
    """Somebody who has joined."""

    served: Served
    token: str = ""
    ids: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.token = self._post("join", {"code": self.served.code, "ticket": None, "nonce": uuid4().hex})["token"]

    def does(self, action: str, room: str = "plenum", **fields: Any) -> Any:
        """The reply to a command, which must not be refused."""
        reply = self._post("commands", {"action": action, "id": f"c{next(self.ids)}", "room": room, **fields})
        assert reply["type"] != "refused", reply
        return reply

    def ask(self, text: str, name: str | None = None) -> str:
        """The id of the question."""
        return str(self.does("ask", text=text, name=name)["question"])

    def votes(self, poll: str, *choice: str | int) -> None:
        self.does("vote", poll=poll, round=1, choice=list(choice), seq=1)

    def _post(self, path: str, body: object) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        with urlopen(Request(f"{self.served.made['api']}/{path}", json.dumps(body).encode(), headers)) as answer:
            return json.load(answer)
