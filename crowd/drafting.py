"""A poll that is prepared and never opened: nobody but who runs the room may ever see a word of it."""

from __future__ import annotations

import random

from crowd.cast import Cast, marked
from crowd.decisions import Undecided, decide


async def draft(cast: Cast, room: str, chance: random.Random) -> str:
    """Prepares it; its id. Raises Undecided."""
    words = [marked(text, chance)[0] for text in ("Was wäre, wenn?", "Gut", "Schlecht")]
    options = [{"id": id_, "text": text} for id_, text in zip("ab", words[1:], strict=True)]
    form = {"kind": "single", "prompt": words[0], "options": options}
    reply = await cast.desk(room).ask("poll.create", {"poll": form})
    if reply["type"] != "ok":
        raise Undecided(f"a draft in {room} was refused: {reply.get('code')} {reply.get('message')}")
    return str(reply["poll"])


async def drop(cast: Cast, room: str, poll: str) -> None:
    """Takes it away again. Raises Undecided."""
    await decide(cast.desk(room), "poll.delete", "polls", poll)
