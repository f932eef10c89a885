"""Joins an event, votes in the first open poll and claps: all that a frontend has to do, as docs/protocol.md says.

    python examples/vote_and_clap.py http://127.0.0.1:8080 JC2020 [ROOM]

It needs Python 3.11 or later and `pip install "websockets>=14"`.
"""

import asyncio
import json
import sys
import urllib.request
from secrets import token_urlsafe
from typing import Any

from websockets import Subprotocol
from websockets.asyncio.client import connect


def http(url: str, body: object = None) -> Any:
    """The answer to a call: a GET, or a POST of a body."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=10) as answer:
        return json.load(answer)


async def take_part(site: str, code: str, room: str = "plenum") -> None:
    """Raises HTTPError if the event does not let us in."""
    config = http(f"{site.rstrip('/')}/config.json")
    token = http(f"{config['api']}/join", {"code": code, "nonce": token_urlsafe(16)})["token"]
    polls: list[Any] = []
    offered = [Subprotocol("beifall.v1"), Subprotocol(token)]
    async with connect(config["socket"], subprotocols=offered) as socket:

        async def ask(id_: str, **command: object) -> Any:
            """The reply to a command; what else comes meanwhile is not for us."""
            await socket.send(json.dumps({"id": id_, "room": room, **command}))
            async for text in socket:
                frame = json.loads(text)
                if frame.get("type") == "snapshot":  # a long one comes in parts, of which the last is the reply
                    polls.extend(frame["items"].get("polls", []))
                if frame.get("id") == id_ and frame.get("part") == frame.get("parts"):
                    return frame
            raise ConnectionError("the socket was closed")

        await ask("c1", action="enter", screen="phone")
        poll = next((one for one in polls if one.get("state") == "open" and one["options"]), None)
        if poll is None:
            print("no poll is open")
        else:
            choice = [poll["options"][0]["id"]]
            print(await ask("c2", action="vote", poll=poll["id"], round=poll["round"], choice=choice, seq=1))
        # A clap has no reply: whoever listens hears it.
        await socket.send(json.dumps({"action": "clap", "room": room, "s": 1, "c": [0], "g": 8}))
        print("clapped")


if __name__ == "__main__":
    asyncio.run(take_part(*sys.argv[1:4]))
