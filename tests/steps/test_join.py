"""Who gets in, and as whom."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.join import AFTERWARDS, Join, Joined, about, join, read, ticket_hash
from beifall.links import links
from beifall.store.memory import MemoryStore
from beifall.tokens import Bearer, Keys, Tokens
from tests.builders import HOUR, NOON, an_event

KEYS = Keys("k1", {"k1": "one", "k2": "two"}, "people")
TOKENS = Tokens(KEYS, "JC2020")
NONCE = "a-nonce-of-twenty-ch"


def joining(
    store: MemoryStore | None = None, *, now: int = NOON, event: dict[str, Any] | None = None, **fields: Any
) -> Joined:
    request = Join(**{"code": "JC2020", "nonce": NONCE, **fields})
    return join(request, an_event(**event or {}), store or MemoryStore(), TOKENS, now=now)


def code(**fields: Any) -> str:
    with pytest.raises(Refused) as caught:
        joining(**fields)
    return caught.value.code


def test_the_same_nonce_is_the_same_participant_and_takes_one_place() -> None:
    store = MemoryStore()
    assert joining(store).participant == joining(store, event={"limit": 1}).participant
    assert joining(store, nonce="another-nonce-of-many").participant != joining(store).participant


@pytest.mark.parametrize("typed", ["JC2020", "jc2020", " jc 2020 "])
def test_the_code_is_understood_as_people_type_it(typed: str) -> None:
    assert joining(code=typed).token


def test_another_code_does_not_open_the_door() -> None:
    assert code(code="JC2021") == "wrong_code"


def test_a_full_event_lets_nobody_else_in() -> None:
    store = MemoryStore()
    joining(store, event={"limit": 1})
    assert code(store=store, event={"limit": 1}, nonce="another-nonce-of-many") == "event_full"


def test_an_hour_after_the_end_the_event_is_over() -> None:
    end = an_event().ends
    assert joining(now=end + AFTERWARDS - 1).expires == end + AFTERWARDS
    assert code(now=end + AFTERWARDS) == "event_over"


def test_a_ticket_lets_one_person_in_as_the_same_one_again_and_nobody_else() -> None:
    store = MemoryStore()
    store.issue(ticket_hash("abcd-1234"))
    tickets = {"tickets": True}
    first = joining(store, event=tickets, ticket="ABCD 1234")
    assert joining(store, event=tickets, ticket="abcd1234").participant == first.participant
    assert code(store=store, event=tickets, ticket="abcd1234", nonce="another-nonce-of-many") == "ticket_used"
    assert code(store=store, event=tickets, ticket="abcd1235") == "wrong_ticket"
    assert code(store=store, event=tickets) == "wrong_ticket"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"nonce": "a-nonce-of-twenty-ch"}', "code"),
        ('{"code": "JC2020"}', "nonce"),
        ('{"code": "JC2020", "nonce": "short"}', "nonce"),
        ('{"code": 7, "nonce": "a-nonce-of-twenty-ch"}', "code"),
    ],
)
def test_a_wrong_request_is_refused_by_its_field(body: str, field: str) -> None:
    with pytest.raises(Refused) as caught:
        read(body)
    assert (caught.value.code, caught.value.field) == ("bad_field", field)


@pytest.mark.parametrize("body", ["", "{", "\ud800"])
def test_what_is_no_json_is_refused(body: str) -> None:
    with pytest.raises(Refused, match="bad_frame"):
        read(body)


ADA = Person("ada", "moderator", ("plenum", "forum-1"))


def test_a_token_says_who_somebody_is_until_it_expires() -> None:
    token = TOKENS.sign(ADA, NOON + HOUR)
    assert re.fullmatch(r"[A-Za-z0-9_.-]{1,600}", token)
    assert TOKENS.verify(token, NOON + HOUR - 1_000) == Bearer(ADA, NOON + HOUR)
    with pytest.raises(Refused, match="token_expired"):
        TOKENS.verify(token, NOON + HOUR)


def test_a_token_of_one_event_means_nothing_in_another_with_the_same_keys() -> None:
    with pytest.raises(Refused):
        Tokens(KEYS, "OTHER").verify(TOKENS.sign(ADA, NOON + HOUR), NOON)


def test_a_key_can_be_replaced_while_tokens_of_the_other_are_about() -> None:
    token = TOKENS.sign(ADA, NOON + HOUR)
    rotated = Tokens(Keys("k2", KEYS.signing, "people"), "JC2020")
    assert rotated.verify(token, NOON).person == ADA
    assert rotated.sign(ADA, NOON + HOUR).startswith("k2.")
    with pytest.raises(Refused):
        Tokens(Keys("k2", {"k2": "two"}, "people"), "JC2020").verify(token, NOON)


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_a_token_that_was_changed_anywhere_is_no_token(place: int) -> None:
    token = TOKENS.sign(ADA, NOON + HOUR)
    other = "A" if token[place] != "A" else "B"
    with pytest.raises(Refused):
        TOKENS.verify(token[:place] + other + token[place + 1 :], NOON)


@pytest.mark.parametrize("token", ["", ".", "k1", "k1.", "k1..", "x" * 601, "k3.abc.def"])
def test_what_was_never_signed_is_no_token(token: str) -> None:
    with pytest.raises(Refused):
        TOKENS.verify(token, NOON)


def test_staff_and_stages_have_a_link_each() -> None:
    made = list(links(an_event(), TOKENS, "https://example.org/"))
    assert [(link.role, link.rooms) for link in made] == [
        ("organiser", ()),
        ("info", ()),
        ("moderator", ("plenum",)),
        ("speaker", ("plenum",)),
        ("stage", ("plenum",)),
    ]
    assert len({TOKENS.verify(link.token, NOON).person.participant for link in made}) == len(made)
    assert made[4].url == f"https://example.org/stage.html#token={made[4].token}&room=plenum"


def test_a_visitor_learns_of_the_event_but_neither_code_nor_limits() -> None:
    told = json.dumps(about(an_event()))
    assert "The day" in told
    assert "Art. 6" in told
    assert not any(word in told for word in ("JC2020", "limit", "expected", "backups"))
