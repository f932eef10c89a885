"""Each command for each thing that it could be about, as somebody sends it who knows what there is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from beifall.commands import ACTIONS
from beifall.domain.people import Person
from beifall.snapshot import view
from tests.steps.every_state import DRAFTS, EveryState
from tests.steps.frames_made import Fields, Pools, valid
from tests.steps.house import PLACES

TWO = [{"id": "a", "text": {"de": "Ja", "en": "Yes"}}, {"id": "b", "text": "Nein"}]
FORMS = (
    {"kind": "single", "prompt": "Ja?", "options": TWO},
    {"kind": "multiple", "prompt": "Was?", "options": TWO, "max": 2, "results": "live"},
    {"kind": "scale", "prompt": "Wie?", "low": 1, "high": 5, "secret": False},
    {"kind": "words", "prompt": {"de": "Wie?"}, "max": 3},
)
"""What could be voted on: chance alone seldom makes it."""


def pools(house: EveryState) -> Pools:
    """What there is, and what there is not."""
    return {
        "room": [*["plenum"] * 6, *(place.id for place in PLACES), "nowhere"],
        "poll": [*DRAFTS, "closing", "nothing"],
        "question": [*house.questions.values(), "nothing"],
        "into": [*house.questions.values(), "nothing"],
        "help": [*house.helps.values(), "nothing"],
        "table": ["1", "2", "3", "4"],
        "choice": ["a", "b", "c", "d", 1, 5, 6, "Mut", "mut", "x" * 41],
        "round": [1, 1, 1, 2],
        "seq": [1, 2, 3],
        "Form": FORMS,
    }


def on_its_rev(house: EveryState, fields: Fields, person: Person) -> Fields:
    """The frame with the revision that the thing has, as somebody would send it who knows it."""
    if fields["action"] == "ping" and house.memory.room(fields["room"]):
        return {**fields, "rev": view(house.memory, person, fields["room"], now=house.now).rev}
    inside = fields["poll"] if isinstance(fields.get("poll"), dict) else fields
    if "rev" in inside or inside is not fields:
        inside["rev"] = _rev(house, fields, inside)
    return fields


def _rev(house: EveryState, fields: Fields, inside: Fields) -> int:
    room = fields["room"]
    if "help" in fields:
        it: Any = house.memory.help(fields["help"])
        return it.rev if it else 1
    kind = "question" if "question" in fields else "poll"
    id_ = inside.get("id") if inside is not fields else fields.get(kind)
    rows = [house.memory.state_rows.get((f"room#{room}", f"{place}#{kind}#{id_}")) for place in ("all", "staff")]
    if id_ is not None and any(rows):
        return max(row[0] for row in rows if row)
    it = house.memory.room(room)
    return it.rev if it else 1


def every_command_in_every_state(house: EveryState) -> Iterator[Fields]:
    """Of each action one valid frame for each thing that it could be about."""
    for action in ACTIONS:
        random = Random(action)
        fields = valid(action, pools(house), random)
        name = next((one for one in ("help", "question", "poll", "table", "room") if one in fields), "room")
        for target in dict.fromkeys(pools(house)[name]):
            fields = {**valid(action, pools(house), random), "id": f"every-{action.replace('.', '-')}"}
            if isinstance(fields.get(name), dict):
                fields[name] = {**random.choice(FORMS), "id": target}
            else:
                fields[name] = target
            if name in ("help", "question", "poll"):
                fields["room"] = "plenum"
            if name == "table":
                fields["room"] = "cafe"
            yield fields
