"""What docs/protocol.md takes from the schemas and examples: tables, and what travels, between marks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from beifall.domain.refusals import CODES
from beifall.requests import status
from protocol import examples
from protocol.calls import CALLS
from protocol.codes import CODES_MEAN
from protocol.commands import ASKED, GROUPS, MEANS, OF_ONE, roles
from protocol.components import SCHEMAS
from protocol.items import LISTS
from protocol.schema import Schema

WIDTH = 120
"""Characters of a line of JSON."""

ELSEWHERE = {
    "AllItems": "object, see Items",
    "SomeItems": "object, see Items",
    "You": "object, see You",
    "SomeOfYou": "object, see You",
}
"""What has a chapter of its own."""

MARKED = re.compile(r"<!-- (?P<name>[a-z-]+) \(written by ./beifall protocol\) -->\n.*?<!-- end -->", re.DOTALL)


def filled(page: str) -> str:
    """The page with what stands between its marks written anew. Raises LookupError for marks that mean nothing, and
    where one is missing.
    """
    found: list[str] = []

    def fill(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in BLOCKS:
            raise LookupError(f"docs/protocol.md has a mark `{name}`, and nothing is called so")
        found.append(name)
        return f"<!-- {name} (written by ./beifall protocol) -->\n{BLOCKS[name]().strip()}\n<!-- end -->"

    made = MARKED.sub(fill, page)
    if sorted(found) != sorted(BLOCKS):
        raise LookupError(f"docs/protocol.md lacks the marks {', '.join(sorted(set(BLOCKS) - set(found)))}")
    return made


def _commands(group: str) -> str:
    rows = [(f"`{action}`", _fields(action), roles(action), MEANS[action]) for action in GROUPS[group]]
    return "\n\n".join((_table(("action", "fields", "who", "does"), rows), _block(*map(_exchange, GROUPS[group]))))


def _fields(action: str) -> str:
    """All but what each command has; those that may be left out with a question mark."""
    schema = SCHEMAS[f"Command.{action}"]
    names = [name for name in schema["properties"] if name not in ("action", "id", "room")]
    return ", ".join(f"`{name}`{'' if name in schema['required'] else '?'}" for name in names) or "none"


def _exchange(action: str) -> str:
    sent = f"→ {_json(examples.COMMANDS[action])}"
    return f"{sent}\n← {_json(examples.OKS[action])}" if action in examples.OKS else sent


def _meanings() -> str:
    """The fields of commands, each once; where one means something else than elsewhere, of which action."""
    found: dict[str, tuple[str, str]] = {}
    for action in ASKED:
        for name, schema in SCHEMAS[f"Command.{action}"]["properties"].items():
            if name != "action" and "$ref" not in schema:
                said = f"`{name}` of `{action}`" if (action, name) in OF_ONE else f"`{name}`"
                found.setdefault(said, (_kind(schema), schema["description"]))
    return _table(("field", "is", "means"), [(name, *said) for name, said in sorted(found.items())])


def _record(name: str) -> str:
    """The fields of a thing."""
    schema = SCHEMAS[name]
    rows = [
        (f"`{field}`{'' if field in schema['required'] else '?'}", _kind(its), _said(its))
        for field, its in schema["properties"].items()
    ]
    return _table(("field", "is", "means"), rows)


def _said(schema: Schema) -> str:
    return str((SCHEMAS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema)["description"])


def _kind(schema: Schema) -> str:
    """A schema in a word or two."""
    match schema:
        case {"$ref": str(to)}:
            said = ELSEWHERE.get(name := to.rpartition("/")[2], name)
        case {"const": value}:
            said = f"`{json.dumps(value)}`"
        case {"enum": list(values)} if len(values) > 10:
            said = "string, see Codes"
        case {"enum": list(values)}:
            said = ", ".join(f"`{value}`" for value in values)
        case {"anyOf": [{"type": "string"}, {"type": "object"}]}:
            said = "text of the event"
        case {"anyOf": list(schemas)}:
            said = " or ".join(dict.fromkeys(map(_kind, schemas)))
        case {"type": list(kinds)}:
            said = " or ".join(_kind({**schema, "type": kind}) for kind in kinds)
        case {"type": "array", "items": of}:
            said = f"list of {_kind(of)}"
        case {"type": "array", "prefixItems": list(places)}:
            said = f"[{', '.join(map(_kind, places))}]"
        case {"type": "object", "additionalProperties": of}:
            said = f"object of {_kind(of)}"
        case _:
            said = _simple(schema)
    return said


def _simple(schema: Schema) -> str:
    match schema:
        case {"type": "string", "pattern": _, "maxLength": 36}:
            return "id"
        case {"type": "string", "maxLength": most}:
            return f"string, at most {most:,}"
        case {"type": "integer"}:
            return _whole(schema)
    return "true or false" if schema["type"] == "boolean" else str(schema["type"])


def _whole(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum", 2**53)
    if most < 2**53 - 1:
        return f"{least} to {most:,}"
    return f"whole, from {least}" if least else "whole"


def _frames() -> str:
    said = (
        ("refused", "Refused"),
        ("pong", "Pong"),
        ("snapshot", "Snapshot"),
        ("snapshot, in parts", "SnapshotPart"),
        ("update", "Update"),
        ("update of one's own things", "OwnUpdate"),
        ("applause", "Applause"),
    )
    return "\n\n".join(_frame(title, name) for title, name in said)


def _frame(title: str, name: str) -> str:
    example = _block(f"← {_json(examples.FRAMES[name])}")
    return f"**{title}**: {SCHEMAS[name]['description']}\n\n{_record(name)}\n\n{example}"


def _items() -> str:
    return "\n\n".join(f"### {list_}\n\n{_list(list_, kinds)}" for list_, kinds in LISTS.items())


def _list(list_: str, kinds: Sequence[str]) -> str:
    own = [name for name in kinds if name != "Gone"]
    inner = {"Event": ("AgendaItem", "Gong"), "Room": ("StageChoice",), "Poll": ("Option",)}
    told = [
        f"{f'{name}: ' if name != own[0] else ''}{SCHEMAS[name]['description']}\n\n{_record(name)}"
        for each in own
        for name in (each, *inner.get(each, ()))
    ]
    return "\n\n".join((*told, _block(*map(_json, examples.ITEMS[list_]))))


def _you() -> str:
    return f"{_record('You')}\n\n{_block(_json(examples.YOU))}"


def _calls() -> str:
    return "\n\n".join(f"### {call.name}\n\n{call.about}\n\n{_call(call.name)}" for call in CALLS)


def _call(name: str) -> str:
    call = next(call for call in CALLS if call.name == name)
    given = examples.CALLS[name]
    asked = f"{call.method} {given.get('path', call.path)}" + ("\nAuthorization: Bearer TOKEN" if call.token else "")
    body = f"\n{_json(given['body'])}" if "body" in given else ""
    good = next(number for number, schema in call.answers.items() if schema)
    codes = ", ".join(f"{status(code)} `{code}`" for code in sorted(call.codes, key=status))
    refused = f"\n\nRefusals: {codes}." if codes else ""
    whole = _json(given["answer"])
    answer = f"{{{SNAPSHOT}}}" if call.path == "/rooms/{room}" else whole
    return _block(f"→ {asked}{body}", f"← {good} {answer}") + refused


SNAPSHOT = '"type": "snapshot", "id": null, "room": "plenum", "rev": 21, …'


def _codes() -> str:
    over = {code for call in CALLS for code in call.codes}
    rows = [(f"`{code}`", str(status(code)) if code in over else "", CODES_MEAN[code]) for code in CODES]
    return _table(("code", "HTTP", "when, and what to do"), rows)


def _json(value: Any, indent: int = 0) -> str:
    """On one line where it fits; else as many fields or items on each line as fit."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + len(line) <= WIDTH or not isinstance(value, (dict, list)):
        return line
    if isinstance(value, list):
        inner, ends = [_json(one, indent + 2) for one in value], "[]"
    else:
        inner, ends = [f"{json.dumps(name)}: {_json(one, indent + 2)}" for name, one in value.items()], "{}"
    lines = [""]
    for one in inner:
        has_place = "\n" not in one and "\n" not in lines[-1] and indent + len(lines[-1]) + len(one) < WIDTH
        lines = [*lines[:-1], f"{lines[-1]} {one},".strip()] if has_place else [*lines, f"{one},"]
    pad = f"\n{' ' * (indent + 2)}"
    return f"{ends[0]}{pad}{pad.join(filter(None, lines)).removesuffix(',')}\n{' ' * indent}{ends[1]}"


def _block(*parts: str) -> str:
    text = "\n".join(parts)
    return f"```text\n{text}\n```"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


BLOCKS: Mapping[str, Callable[[], str]] = {
    "being-there": lambda: _commands("Being there"),
    "taking-part": lambda: _commands("Taking part"),
    "polls": lambda: _commands("Polls"),
    "form": lambda: _record("PollForm"),
    "questions": lambda: _commands("Questions"),
    "house": lambda: _commands("Room, info desk and gong"),
    "fields": _meanings,
    "frames": _frames,
    "items": _items,
    "you": _you,
    "calls": _calls,
    "codes": _codes,
}
