"""Links that were revoked: whoever still holds one is nobody."""

from __future__ import annotations

from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.store.port.links import Links


def check(person: Person, store: Links) -> None:
    """One read for whoever came by a link, none for the others. Raises `Refused` if the link was revoked."""
    if person.generation and store.generation(person.participant) != person.generation:
        raise Refused("token_expired")
