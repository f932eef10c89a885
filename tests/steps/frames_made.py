"""Frames made of the commands' own types: valid ones, and ones with something wrong in them."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from random import Random
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, UnsetType

from beifall.commands import ACTIONS

Pools = Mapping[str, Sequence[object]]
"""Values that mean something, by the name of their field or type; what is not there gets any value of its type."""

Fields = dict[str, Any]

LENGTHS = (1, 2, 24, 25, 40, 41, 80, 81, 200, 201, 300, 301, 500, 501, 1_000, 1_001, 2_000, 2_001, 4_000, 4_001)
ALPHABET = "abcXYZ019 ,.?!-_#äöüßéñ字🙂"
UNFIT = "\u0000\u0007\n\r\t\u202e\u2066\u2028\ud800\udfff\u200b\u0301\ufeff\u007f"
WRONG: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 1.5, 2**31, 2**53, 2**53 - 1, 2**63, 2**64, -(2**63) - 1, 10**400, 1e308,
    float("nan"), float("inf"), "", " ", "x", "0", "nothing", "__proto__", "a#b", "<script>", "é" * 36, "x" * 36,
    "x" * 37, [], [[]], [None], {}, {"de": "x"}, {"": ""}, ["a"] * 21, {str(n): n for n in range(33)}, [0] * 600,
)  # fmt: skip


def valid(action: str, pools: Pools, random: Random) -> Fields:
    """A frame that its action's type allows."""
    return {"action": action, **_fields(ACTIONS[action].command, pools, random)}


def _fields(command: Any, pools: Pools, random: Random) -> Fields:
    hints = get_type_hints(command, include_extras=True)
    made = {field.name: _made(hints[field.name], field.name, pools, random) for field in dataclasses.fields(command)}
    left_out = {field.name for field in dataclasses.fields(command) if _is_left_out(field, random)}
    return {name: value for name, value in made.items() if name not in left_out and value is not UnsetType}


def _is_left_out(field: dataclasses.Field[Any], random: Random) -> bool:
    return field.default is not dataclasses.MISSING and random.random() < 0.3


def _made(hint: Any, name: str, pools: Pools, random: Random) -> Any:
    """A value of the type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        made = _made(random.choice(inner), name, pools, random)
    elif origin is Annotated:
        made = _within(inner[0], next(one for one in inner if isinstance(one, Meta)), name, pools, random)
    elif origin is Literal:
        made = random.choice(inner)
    elif origin is tuple:
        made = [_made(inner[0], name, pools, random) for _ in range(random.randint(0, 5))]
    elif origin is dict:
        made = {one: _made(inner[1], name, pools, random) for one in ("de", "en")}
    elif dataclasses.is_dataclass(hint):
        known = pools.get(getattr(hint, "__name__", ""), ()) if random.random() < 0.6 else ()
        made = deepcopy(random.choice(known)) if known else _fields(hint, pools, random)
    else:
        made = {bool: random.random() < 0.5, int: random.randint(-3, 12), type(None): None}.get(hint, UnsetType)
    return made


def _within(bare: Any, meta: Meta, name: str, pools: Pools, random: Random) -> Any:
    if get_origin(bare) is tuple:
        return _made(bare, name, pools, random)[: meta.max_length]
    if name in pools and random.random() < 0.9:
        return random.choice(pools[name])
    if bare is int:
        low, high = meta.ge or 0, meta.le or 2**53 - 1
        return random.choice((low, high, random.randint(int(low), int(high)), random.randint(int(low), int(low) + 4)))
    if meta.pattern is not None:
        return "".join(random.choices("abcXYZ019-_", k=random.randint(1, 36)))
    most = meta.max_length or 100
    length = random.randint(1, 12) if random.random() < 0.7 else min(most, random.choice(LENGTHS))
    return "".join(random.choices(ALPHABET, k=length))


def mutated(fields: Fields, random: Random) -> str:
    """The text of a frame in which something is wrong, or only odd."""
    changed = json.loads(json.dumps(fields))
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        random.choice(MUTATIONS)(changed, random)
    text = json.dumps(changed, ensure_ascii=random.random() < 0.5)
    return text if random.random() < 0.7 else _bent(text, random)


def _dropped(fields: Fields, random: Random) -> None:
    _place(fields, random, lambda inside, key: inside.pop(key))


def _retyped(fields: Fields, random: Random) -> None:
    _place(fields, random, lambda inside, key: inside.__setitem__(key, deepcopy(random.choice(WRONG))))


def _swapped(fields: Fields, random: Random) -> None:
    """A value where another belongs."""
    other = deepcopy(random.choice(list(fields.values()) or [None]))
    _place(fields, random, lambda inside, key: inside.__setitem__(key, other))


def _unfit(fields: Fields, random: Random) -> None:
    """Characters that nobody needs, or a text of a length just within or just beyond what is allowed."""
    sign, length = random.choice(UNFIT), random.choice(LENGTHS)
    texts = (f"a{sign}b", sign, f"{sign}a", "x" * length, "é" * length, "e\u0301" * length, " " * length + "x")
    _place(fields, random, lambda inside, key: inside.__setitem__(key, random.choice(texts)))


def _added(fields: Fields, random: Random) -> None:
    for number in range(random.choice((1, 20, 33))):
        fields[f"more-{number}"] = deepcopy(random.choice(WRONG))


def _deepened(fields: Fields, random: Random) -> None:
    value: object = 1
    for _ in range(random.choice((2, 4, 5, 6, 7, 60))):
        value = [value] if random.random() < 0.5 else {"x": value}
    fields[random.choice([*fields, "deep"])] = value


def _filled(fields: Fields, random: Random) -> None:
    """As long as a frame may be, or a little longer."""
    limit = random.choice((4_096, 28 * 1024))
    spare = limit - len(json.dumps({**fields, "filling": ""}))
    fields["filling"] = "x" * max(0, spare + random.randint(-2, 2))


def _place(fields: Fields, random: Random, change: Callable[[Any, Any], object]) -> None:
    """Changes one value, somewhere."""
    inside: Any = fields
    while inside:
        key = random.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
        below = inside[key]
        if not (isinstance(below, (dict, list)) and below and random.random() < 0.6):
            change(inside, key)
            return
        inside = below


MUTATIONS: tuple[Callable[[Fields, Random], None], ...] = (
    _dropped, _retyped, _retyped, _retyped, _swapped, _unfit, _unfit, _added, _deepened, _filled,
)  # fmt: skip


def _bent(text: str, random: Random) -> str:
    """The text with some of its characters changed, as bytes on their way might be."""
    at, to = sorted(random.randint(0, len(text)) for _ in range(2))
    pieces = (
        "",
        '"',
        "{",
        "}",
        "[",
        ",",
        ":",
        "\\",
        "\\u0000",
        "\\ud800",
        "NaN",
        "-Infinity",
        "1e999",
        "\x00",
        "\ud800",
    )
    return random.choice(
        (
            text[:at],
            text[at:],
            text[:at] + random.choice(pieces) + text[at:],
            text[:at] + random.choice(pieces) + text[min(to, at + 8) :],
            text + text,
            text[:-1] + "," + text[1:],
        )
    )


def raw(random: Random) -> str:
    """No frame at all."""
    length = random.choice((0, 1, 2, 8, 60, 5_000, 30_000))
    if random.random() < 0.5:
        return random.randbytes(min(length, 6_000)).decode("latin-1")
    return "".join(random.choices('{}[]",:\\0123456789.eE+-truefalsnN Infity\n\ud800é', k=length))
