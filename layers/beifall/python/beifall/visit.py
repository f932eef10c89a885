"""Taking part over HTTP, where a proxy blocks sockets."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from beifall.admit import in_time
from beifall.caller import Caller, Means
from beifall.clap import Turnstile, Ways, clap
from beifall.domain.claps import Claps
from beifall.domain.refusals import Refused
from beifall.frames import Frame
from beifall.handle import answer
from beifall.revocation import check
from beifall.shape import STAFFS_LIMIT
from beifall.typed import ready


@dataclass(frozen=True)
class Asked:
    """What a frame begins to say."""

    action: str = ""


ready(Asked)


def visit(text: str, caller: Caller, means: Means) -> Frame | None:
    """The reply to one command, None to claps: they have none. Raises `Refused` if the caller is nobody any more, or
    claps where nobody listens.
    """
    if _action(text) == "clap":
        _clap(text, caller, means)
        return None
    reply = answer(text, caller, means)
    if reply.get("code") == "token_expired":
        raise Refused("token_expired")
    return reply


def look(room: str, rev: str | None, caller: Caller, means: Means) -> Frame | None:
    """A snapshot of a room; None if `rev` is the sum that it has for this caller. Raises `Refused`."""
    asked: dict[str, object] = {"id": "look", "room": room}
    if rev is None:
        asked |= {"action": "enter", "screen": "laptop"}
    else:
        asked |= {"action": "ping", "rev": int(rev) if re.fullmatch("[0-9]{1,16}", rev) else rev}
    reply = answer(msgspec.json.encode(asked).decode(), caller, means)
    if reply["type"] == "refused":
        raise Refused(reply["code"], reply["message"], field=reply.get("field"), retry_after=reply.get("retry_after"))
    # Where one's own things are many, a ping is answered with a snapshot though the sums agree.
    return None if reply["rev"] == asked.get("rev") else {**reply, "id": None}


def _action(text: str) -> str:
    if len(text) > STAFFS_LIMIT:
        return ""
    try:
        return msgspec.json.decode(text, type=Asked).action
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return ""


def _clap(text: str, caller: Caller, means: Means) -> None:
    """Too fast or too much is as good as unheard, as it is at the socket. Raises `Refused` where nobody listens."""
    now = means.clock()
    try:
        in_time(caller, "other", means.rates, None, now=now)
    except Refused as no:
        if no.code == "too_many_requests":
            return
        raise
    if means.load.wait("applause", now):
        return
    check(caller.person, means.store)

    def put(claps: Claps) -> bool:
        # Here somebody waits for an answer; at the socket nobody does, and no claps are dearer for it.
        room = means.store.room(claps.room)
        if room is None:
            raise Refused("no_such_room", field="room")
        if not room.applause:
            raise Refused("applause_off", field="room")
        return means.store.put_claps(claps)

    clap(
        text,
        role=caller.person.role,
        participant=caller.person.participant,
        expires=caller.expires,
        connection=caller.counted_as,
        put=put,
        turnstile=Turnstile(),  # the rates above are slower
        ways=Ways(),
        now=now,
    )
