"""Who may open a socket."""

from __future__ import annotations

import pytest

from beifall.authorize import Admitted, admitted
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.requests import caller, policy
from beifall.store.memory import MemoryStore
from beifall.store.port.links import Links
from beifall.tokens import Keys, Tokens
from tests.builders import HOUR, NOON, a_person

TOKENS = Tokens(Keys("k1", {"k1": "one"}, "people"), "JC2020")
HOME = "https://event.example"
HOLDER = Person("mod", "moderator", ("plenum", "forum-1"), generation=1)


def no_store() -> Links:
    raise AssertionError("the store was made")


def opening(person: Person, origin: str = HOME, *, store: Links | None = None) -> Admitted:
    offer = f"beifall.v1, {TOKENS.sign(person, NOON + HOUR)}"
    return admitted(offer, origin, TOKENS, {HOME}, (lambda: store) if store else no_store, now=NOON)


def test_who_has_joined_may_open_a_socket_and_no_store_is_made_for_them() -> None:
    assert opening(a_person("ada")) == Admitted(a_person("ada"), NOON + HOUR, at_home=True)


@pytest.mark.parametrize(
    ("origin", "at_home"), [(HOME, True), ("", True), ("https://elsewhere.example", False), ("null", False)]
)
def test_a_page_of_another_site_is_not_at_home_and_who_is_no_browser_is(origin: str, at_home: bool) -> None:
    assert opening(a_person("ada"), origin).at_home is at_home


def test_a_link_opens_a_socket_until_it_is_revoked() -> None:
    store = MemoryStore()
    assert opening(HOLDER, store=store).person == HOLDER
    store.revoke(HOLDER.participant, 1)
    with pytest.raises(Refused, match="token_expired"):
        opening(HOLDER, store=store)


@pytest.mark.parametrize("offer", ["", "beifall.v1", "beifall.v1, k1.no.token", "beifall.v2, k1.no.token"])
def test_what_is_no_token_opens_nothing(offer: str) -> None:
    with pytest.raises(Refused, match="token_expired"):
        admitted(offer, HOME, TOKENS, {HOME}, no_store, now=NOON)


def test_what_the_authorizer_says_of_somebody_is_what_is_read_off_each_message() -> None:
    said = policy(HOLDER, NOON + HOUR, "arn:connect", allows=True)["context"]
    travelled = {name: str(value) for name, value in said.items()}
    known = caller({"requestContext": {"authorizer": travelled, "connectionId": "c1="}})
    assert (known.person, known.connection, known.expires) == (HOLDER, "c1=", NOON + HOUR)


def test_who_has_no_rooms_is_known_even_if_an_empty_text_does_not_travel() -> None:
    said = policy(a_person("ada"), NOON + HOUR, "arn:connect", allows=True)["context"]
    travelled = {name: str(value) for name, value in said.items() if value != ""}
    assert "rooms" not in travelled
    assert caller({"requestContext": {"authorizer": travelled, "connectionId": "c1="}}).person == a_person("ada")


@pytest.mark.parametrize(("allows", "effect"), [(True, "Allow"), (False, "Deny")])
def test_a_policy_is_about_the_socket_that_was_asked_for(allows: bool, effect: str) -> None:
    made = policy(a_person("ada"), NOON, "arn:connect", allows=allows)
    (statement,) = made["policyDocument"]["Statement"]
    assert (statement["Effect"], statement["Resource"]) == (effect, "arn:connect")
