"""Who may open a socket."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from beifall.domain.people import Person
from beifall.domain.texts import Milliseconds
from beifall.revocation import check
from beifall.store.port.links import Links
from beifall.subprotocol import offered
from beifall.tokens import Tokens


@dataclass(frozen=True)
class Admitted:
    """Who has offered a token, until when it is valid, and whether they come from a site that may open the socket."""

    person: Person
    expires: Milliseconds
    at_home: bool


def admitted(
    subprotocols: str, origin: str, tokens: Tokens, origins: Collection[str], store: Callable[[], Links], *, now: int
) -> Admitted:
    """Who opens a socket, by the token among the subprotocols. `origin` is empty for who is no browser: those have no
    site. `store` is called only for who has come by a link. Raises `Refused` for what is no token, or none any more.
    """
    _, token = offered(subprotocols)
    bearer = tokens.verify(token, now)
    if bearer.person.generation:
        check(bearer.person, store())
    return Admitted(bearer.person, bearer.expires, not origin or origin in origins)
