"""An HTTP request and what it is answered."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from beifall import join, links
from beifall.domain.refusals import Refused
from beifall.reception import receive
from beifall.requests import refusal
from beifall.store.memory import MemoryStore
from beifall.store.port import Overloaded
from beifall.tokens import Keys, Tokens
from tests.builders import HOUR, NOON, a_person, an_event
from tests.steps.test_rates import Silent, Warm
from tests.steps.world import Room, somebody

TOKENS = Tokens(Keys("k1", {"k1": "one"}, "people"), "JC2020")
SITE = "https://example.org/"


def answered(room: Room, route: str, body: str = "", token: str = "", **fields: Any) -> tuple[int, Any]:
    """Status and content of an answer, also of one that says no."""
    request = {"routeKey": route, "body": body, "headers": {"Authorization": f"Bearer {token}"}, **fields}
    try:
        made = receive(request, room.means(), TOKENS, site=SITE)
    except Refused as no:
        made = refusal(no)
    return made["statusCode"], json.loads(made.get("body", "null"))


def a_token(role: Any) -> str:
    return TOKENS.sign(somebody(role), NOON + HOUR)


def test_a_visitor_looks_joins_and_takes_part() -> None:
    room = Room()
    assert answered(room, "GET /event")[0] == 200
    status, joined = answered(room, "POST /join", json.dumps({"code": "JC2020", "nonce": "a-nonce-of-twenty-ch"}))
    assert status == 201
    frame = json.dumps({"action": "enter", "id": "e1", "room": "plenum", "screen": "phone"})
    status, snapshot = answered(room, "POST /commands", frame, joined["token"])
    assert (status, snapshot["type"]) == (200, "snapshot")
    seen: dict[str, Any] = {
        "pathParameters": {"room": "plenum"},
        "queryStringParameters": {"rev": str(snapshot["rev"])},
    }
    assert answered(room, "GET /rooms/{room}", token=joined["token"], **seen) == (204, None)


def test_an_organiser_gets_a_link_anew() -> None:
    status, link = answered(Room(), "POST /links", '{"role": "moderator", "room": "plenum"}', a_token("organiser"))
    assert (status, link["role"], link["url"].startswith(SITE)) == (201, "moderator", True)


TOO_MUCH = {
    '{"x":' + "[" * 1_000 + "]" * 1_000 + "}": ("bad_frame", 400),
    '{"x":' + "[" * 7 + "]" * 7 + "}": ("bad_frame", 400),
    json.dumps({f"k{n}": n for n in range(33)}): ("bad_frame", 400),
    json.dumps({"x": "x" * 4_088}): ("too_large", 413),
    "[" * 4_000: ("bad_frame", 400),
    "[" * 1_000_000: ("too_large", 413),
    "ä" * 2_049: ("too_large", 413),
}


@pytest.mark.parametrize("body", TOO_MUCH, ids=range(len(TOO_MUCH)))
@pytest.mark.parametrize("route", ["POST /join", "POST /links"])
def test_a_body_that_is_too_deep_too_wide_or_too_long_is_refused_with_a_status(route: str, body: str) -> None:
    code, status = TOO_MUCH[body]
    met, said = answered(Room(), route, body, a_token("organiser"))
    assert (met, said["code"]) == (status, code)


@pytest.mark.parametrize(
    ("reader", "fields"),
    [
        (join.read, {"code": "JC2020", "nonce": "a-nonce-of-twenty-ch"}),
        (links.read, {"role": "moderator", "room": "plenum"}),
    ],
)
def test_a_body_may_have_4096_bytes_and_no_more(reader: Any, fields: dict[str, str]) -> None:
    spare = 4_096 - len(json.dumps({**fields, "filling": ""}))
    reader(json.dumps({**fields, "filling": "x" * spare}))
    with pytest.raises(Refused, match="too_large"):
        reader(json.dumps({**fields, "filling": "x" * (spare + 1)}))


@pytest.mark.parametrize("token", [a_token("attendee"), "k1.no.token", ""])
def test_who_may_not_revoke_links_is_told_so_before_the_store_is_asked(token: str) -> None:
    room = Warm()
    room.warm = replace(room.warm, store=Silent())
    status, _ = answered(room, "POST /links", '{"role": "info"}', token)
    assert status == (401 if token != a_token("attendee") else 403)


def test_an_event_that_is_being_set_up_is_to_be_asked_again() -> None:
    room = Room()
    room.store = MemoryStore()
    join_ = json.dumps({"code": "JC2020", "nonce": "a-nonce-of-twenty-ch"})
    for route, body in (("GET /event", ""), ("POST /join", join_)):
        assert answered(room, route, body)[0] == 503


def test_a_store_with_too_much_to_do_turns_visitors_away_before_it_is_asked_again() -> None:
    class Busy:
        def __getattr__(self, name: str) -> Any:
            raise Overloaded

    room = Warm()
    room.warm = replace(room.warm, store=Busy())
    for _ in range(3):
        status, said = answered(room, "GET /event")
        assert (status, said["code"], said["retry_after"]) == (503, "try_again", 1)
    room.warm = replace(room.warm, store=Silent())
    status, said = answered(room, "POST /join", "{")
    assert (status, said["code"]) == (503, "try_again")


def test_there_is_nothing_elsewhere() -> None:
    assert answered(Room(), "$default")[0] == 404


def test_nobody_without_a_token_gives_a_command() -> None:
    room = Warm()
    room.warm = replace(room.warm, store=Silent())
    assert answered(room, "POST /commands", "{")[0] == 401
    assert answered(room, "POST /commands", "{", TOKENS.sign(a_person("ada"), NOON))[0] == 401


def test_what_should_be_gone_is_announced_no_more_even_if_it_is_still_stored() -> None:
    room = Room()
    room.now = an_event().purged
    assert answered(room, "GET /event") == (403, {"code": "event_over", "message": "The event is over."})
