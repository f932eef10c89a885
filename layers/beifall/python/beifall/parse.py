"""Frame → command, or a refusal. Nothing is read from the store here, whatever comes in."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from beifall.commands import ACTIONS, STAFFS, Command, Id
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.typed import ready

AUDIENCES_LIMIT = 4_096
STAFFS_LIMIT = 28 * 1024
"""Bytes that one frame may have, from attendees and stages and from staff."""

ready(*(kind for kind, _ in ACTIONS.values()))

DEPTH = 6
KEYS = 32


def parse(text: str, person: Person) -> Command:
    """The command that a frame asks for. Raises `Refused` with the frame's id wherever one can be read."""
    fields = _fields(text, AUDIENCES_LIMIT if person.role in ("attendee", "stage") else STAFFS_LIMIT)
    command_id = _id(fields)
    try:
        return _command(fields, person)
    except Refused as no:
        no.command = command_id
        raise


def _fields(text: str, limit: int) -> dict[str, Any]:
    if len(text) > limit or len(text.encode(errors="surrogatepass")) > limit:
        raise Refused("too_large")
    try:
        fields = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused("bad_frame") from None
    if not isinstance(fields, dict) or not _shallow(fields, DEPTH):
        raise Refused("bad_frame")
    return fields


def _shallow(value: object, depth: int) -> bool:
    """Whether the value is nested no deeper than that, and no object in it has too many keys."""
    match value:
        case dict():
            return depth > 0 and len(value) <= KEYS and all(_shallow(inner, depth - 1) for inner in value.values())
        case list():
            return depth > 0 and all(_shallow(inner, depth - 1) for inner in value)
    return True


def _id(fields: dict[str, Any]) -> str | None:
    try:
        return msgspec.convert(fields.get("id"), Id)
    except msgspec.ValidationError:
        return None


def _command(fields: dict[str, Any], person: Person) -> Command:
    action = fields.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        raise Refused("unknown_action", field="action")
    kind, roles = ACTIONS[action]
    if person.role not in roles:
        raise Refused("not_allowed")
    try:
        command = msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise Refused("bad_field", field=field_of(str(error))) from None
    if kind in STAFFS and not person.runs(command.room):
        raise Refused("not_allowed")
    return command


def field_of(message: str) -> str | None:
    """The field that msgspec complains of: it says "… - at `$.choice[...]`" or "… missing required field `id`"."""
    found = re.search(r"at `\$\.(\w+)|required field `(\w+)`", message)
    return (found[1] or found[2]) if found else None
