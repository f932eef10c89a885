"""Tokens: who somebody is, signed for one event. Clients take them for opaque."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from itsdangerous import BadData, URLSafeSerializer

from beifall.domain.people import Person, Role
from beifall.domain.refusals import Refused
from beifall.domain.texts import Milliseconds
from beifall.typed import ready

LONGEST = 600
"""Characters of a token at most; a header has room for more."""


@dataclass(frozen=True)
class Keys:
    """The secrets of an event: signing keys by id, of which `current` signs and all verify, so that one can be
    replaced while tokens of the other are about; and the one that makes participants' ids.
    """

    current: str
    signing: Mapping[str, str]
    people: str


@dataclass(frozen=True)
class Claims:
    """What a token says: who, in short names as it travels in a header, until when (seconds since 1970), and the
    generation of the link, if it is one's.
    """

    p: str
    r: Role
    o: tuple[str, ...]
    x: int
    g: int = 0


@dataclass(frozen=True)
class Bearer:
    """Whose token it is, and until when it is valid."""

    person: Person
    expires: Milliseconds


ready(Keys, Claims)


def fresh(chance: Callable[[], str]) -> Keys:
    """Keys of a new event: two that sign, the second one for when the first is replaced. `chance` gives a secret."""
    return Keys("k1", {"k1": chance(), "k2": chance()}, chance())


class Tokens:
    """Signs and verifies the tokens of one event; with the same keys another event's mean nothing."""

    def __init__(self, keys: Keys, event: str) -> None:
        self._keys = keys
        self._serializers = {
            id_: URLSafeSerializer(
                key,
                salt=f"beifall.v1/{event}",
                signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
            )
            for id_, key in keys.signing.items()
        }

    def sign(self, person: Person, expires: Milliseconds) -> str:
        """A token of letters, digits and `- _ .` only."""
        claims = Claims(person.participant, person.role, person.rooms, expires // 1_000, person.generation)
        signed = self._serializers[self._keys.current].dumps(msgspec.to_builtins(claims))
        return f"{self._keys.current}.{signed}"

    def verify(self, token: str, now: Milliseconds) -> Bearer:
        """Whose token it is. Raises `Refused` for one that was not signed here, or is no longer valid."""
        key_id, _, signed = token.partition(".")
        if key_id not in self._serializers or len(token) > LONGEST:
            raise Refused("token_expired")
        try:
            claims = msgspec.convert(self._serializers[key_id].loads(signed), Claims)
        except (BadData, msgspec.ValidationError):
            raise Refused("token_expired") from None
        if claims.x * 1_000 <= now:
            raise Refused("token_expired")
        return Bearer(Person(claims.p, claims.r, claims.o, claims.g), claims.x * 1_000)

    def participant(self, *of: str) -> str:
        """The participant that these secrets belong to: the same ones give the same participant."""
        return hmac.new(self._keys.people.encode(), "\0".join(of).encode(), hashlib.sha256).hexdigest()[:20]
