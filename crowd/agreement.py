"""Whether screens hold what somebody holds who has just come: the same items, the same values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crowd.held import Item, Key


@dataclass
class Agreement:
    """Screens that were compared, by name, with what differs."""

    compared: int = 0
    differing: dict[str, list[str]] = field(default_factory=dict)

    def compare(self, name: str, held: Mapping[Key, Item], fresh: Mapping[Key, Item]) -> None:
        """What a screen holds after a ping against a fresh snapshot of its role and room."""
        self.compared += 1
        if found := differences(held, fresh):
            self.differing[name] = found

    def add(self, name: str, found: Sequence[str]) -> None:
        """What else is not as it should be on a screen that was compared."""
        if found:
            self.differing[name] = [*self.differing.get(name, ()), *found]

    def missing(self, name: str, why: str) -> None:
        """A screen that could not be compared does not agree."""
        self.compared += 1
        self.differing[name] = [why]

    @property
    def converged(self) -> bool:
        """Whether all agree; nobody has, where nobody was compared."""
        return self.compared > 0 and not self.differing


def differences(held: Mapping[Key, Item], fresh: Mapping[Key, Item]) -> list[str]:
    """Each item that is not the same, in words for the report; none if they agree."""
    return [
        f"{list_}/{id_}: {_difference(held.get((list_, id_)), fresh.get((list_, id_)))}"
        for list_, id_ in sorted({*held, *fresh})
        if held.get((list_, id_)) != fresh.get((list_, id_))
    ]


def lacking(held: Mapping[Key, Item], fresh: Mapping[Key, Item]) -> list[str]:
    """The same of those items only that are not held, or as they were before."""
    newer = {key: item for key, item in fresh.items() if key not in held or held[key]["rev"] < item["rev"]}
    return differences({key: held[key] for key in newer if key in held}, newer)


def _difference(held: Item | None, fresh: Item | None) -> str:
    if held is None or fresh is None:
        there, rev = ("fresh", fresh) if held is None else ("held", held)
        return f"only {there}, rev {rev['rev'] if rev else None}"
    if held["rev"] != fresh["rev"]:
        return f"rev {held['rev']} held, {fresh['rev']} fresh"
    names = sorted(name for name in {*held, *fresh} if held.get(name) != fresh.get(name))
    return f"rev {held['rev']}, but another {', '.join(names)}"
