"""Every code with which a rule says no: when, and what a client does then."""

from __future__ import annotations

from beifall.domain.polls import IN_A_ROOM
from beifall.domain.refusals import CODES, Code
from beifall.shape import DEPTH, KEYS

CODES_MEAN: dict[Code, str] = {
    "bad_frame": f"no JSON object, nested deeper than {DEPTH}, or an object with more than {KEYS} keys: "
    "mend the client",
    "too_large": "longer than a frame may be: shorten it",
    "unknown_action": "`action` is missing or none of these",
    "bad_field": "`field` is missing or has a value that is not allowed: mend it, or ask for another one",
    "not_allowed": "this role may not do that, not here, or not with this thing as it is",
    "no_such_room": "there is no such room",
    "no_such_poll": "there is no such poll, or the audience does not know of it yet",
    "no_such_question": "there is no such question, or it may be seen no more",
    "no_such_table": "there is no such table, or this room has none",
    "no_such_help": "there is no such help request",
    "not_in_room": "this connection has not entered the room, or was forgotten: `enter`, then once more",
    "poll_not_open": "it is not open, or in another round",
    "poll_frozen": f"it can no longer be changed that way, or the room has {IN_A_ROOM} polls",
    "bad_choice": "the poll does not offer that, or not so many",
    "changed": "somebody was faster: look at the thing as it is now, and decide again",
    "questions_closed": "no questions here at the moment",
    "applause_off": "nobody listens to claps here; over HTTP only, for claps at the socket have no reply",
    "table_full": "no seat is free at this table",
    "too_many_requests": "too fast, or too many are waiting: once more after `retry_after` seconds, with the same `id`",
    "try_again": "the store is overloaded, or the event is being set up; nothing was written: once more after "
    "`retry_after` seconds, or 1, with the same `id`",
    "wrong_code": "not the code of this event",
    "wrong_ticket": "no ticket of this event, or none at all",
    "ticket_used": "somebody else has this ticket: it was used with another `nonce`",
    "event_full": "as many have joined as may",
    "event_over": "the event is over",
    "token_expired": "the token is none, is too old, or its link was revoked; a socket is closed after it",
}
assert set(CODES_MEAN) == set(CODES)
