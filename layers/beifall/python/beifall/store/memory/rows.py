"""The rows that streams tell of: two tables in dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar

from beifall.store import keys

Kind = TypeVar("Kind")


class Rows:
    """`written` hears the key of each row of `state` and `facts` that a write has changed, as a stream of keys would:
    a write that changes nothing is not heard.
    """

    lock: RLock
    state_rows: dict[keys.Key, tuple[int, Any]]
    fact_rows: dict[str, dict[str, Any]]
    written: Callable[[str, keys.Key], None]

    def thing(self, key: keys.Key, kind: type[Kind]) -> Kind | None:
        """What a row of `state` holds."""
        _, thing = self.state_rows.get(key, (0, None))
        assert thing is None or isinstance(thing, kind)
        return thing

    def things(self, pk: str, prefix: str, kind: type[Kind]) -> tuple[Kind, ...]:
        """What the rows hold whose sort keys begin like that, in their order."""
        rows = sorted(key for key in self.state_rows if key[0] == pk and key[1].startswith(prefix))
        return tuple(thing for key in rows if (thing := self.thing(key, kind)) is not None)

    def put(self, key: keys.Key, thing: object, rev: int, before: int) -> bool:
        """Stores a row of `state` on the `rev` that was read."""
        with self.lock:
            if self.state_rows.get(key, (0, None))[0] != before:
                return False
            is_news = self.state_rows.get(key) != (rev, thing)
            self.state_rows[key] = (rev, thing)
            if is_news:
                self.written("state", key)
            return True

    def drop(self, key: keys.Key) -> None:
        """Deletes a row of `state`."""
        with self.lock:
            if self.state_rows.pop(key, None) is not None:
                self.written("state", key)

    def fact(self, key: keys.Key) -> Any:
        """What a row of `facts` holds."""
        return self.fact_rows.get(key[0], {}).get(key[1])

    def put_fact(self, key: keys.Key, fact: object) -> None:
        """Stores a row of `facts`."""
        pk, sk = key
        if self.fact_rows.setdefault(pk, {}).get(sk) != fact:
            self.fact_rows[pk][sk] = fact
            self.written("facts", key)

    def drop_fact(self, key: keys.Key) -> None:
        """Deletes a row of `facts`."""
        pk, sk = key
        del self.fact_rows[pk][sk]
        self.written("facts", key)
