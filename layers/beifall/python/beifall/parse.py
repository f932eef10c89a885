"""Frame → command, or a refusal; and the bodies of HTTP requests in the same way. Nothing is read from the store here,
whatever comes in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import msgspec

from beifall import commands
from beifall.commands import ACTIONS, Action, Command, Id, Texts
from beifall.domain.people import Person
from beifall.domain.polls import WORD
from beifall.domain.refusals import Refused
from beifall.domain.texts import written
from beifall.shape import AUDIENCES_LIMIT, STAFFS_LIMIT, is_shallow, is_within
from beifall.typed import ready

Kind = TypeVar("Kind")

ready(*(action.command for action in ACTIONS.values()))


def parse(text: str, person: Person) -> Command:
    """The command that a frame asks for. Raises `Refused` with the frame's id wherever one can be read."""
    fields = read(text, AUDIENCES_LIMIT if person.role in ("attendee", "stage") else STAFFS_LIMIT)
    command_id = _id(fields)
    try:
        return fit(_command(fields, person))
    except Refused as no:
        no.command = command_id
        raise


def body(text: str, kind: type[Kind]) -> Kind:
    """What the body of an HTTP request asks for, of a kind that is `ready`: as small as a frame. Raises `Refused`."""
    return _typed(read(text, AUDIENCES_LIMIT), kind)


def read(text: str, limit: int) -> dict[str, Any]:
    """The object in a frame of at most so many bytes, nested no deeper than may be."""
    if not is_within(text, limit):
        raise Refused("too_large")
    try:
        fields = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused("bad_frame") from None
    if not isinstance(fields, dict) or not is_shallow(fields):
        raise Refused("bad_frame")
    return fields


def _typed(fields: dict[str, Any], kind: type[Kind]) -> Kind:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise Refused("bad_field", field=field_of(str(error))) from None


def _id(fields: dict[str, Any]) -> str | None:
    try:
        return msgspec.convert(fields.get("id"), Id)
    except msgspec.ValidationError:
        return None


def _command(fields: dict[str, Any], person: Person) -> Command:
    name = fields.get("action")
    if not isinstance(name, str) or name not in ACTIONS:
        raise Refused("unknown_action", field="action")
    action = ACTIONS[name]
    if person.role not in action.roles:
        raise Refused("not_allowed")
    command = _typed(fields, action.command)
    if not _may(person, action, command.room):
        raise Refused("not_allowed")
    return command


def _may(person: Person, action: Action, room: str) -> bool:
    match action.right:
        case "runs":
            return person.runs(room)
        case "speaks":
            return person.speaks(room)
        case "anywhere":
            return True


def fit(command: Command) -> Command:
    """The command with its texts in the form in which they are stored. Raises `Refused` for a text that has none."""
    lines = partial(written, field="text", lines=True)
    fields: dict[str, Any] = {}
    match command:
        case commands.Ask():
            name = (command.name or "").strip()
            fields["name"] = written(name, most=commands.NAME, field="name") if name else None
            fields["text"] = lines(command.text, most=commands.TEXT)
        case commands.Help():
            fields["text"] = lines(command.text, most=commands.TEXT)
        case commands.AnswerHelp() | commands.AnswerQuestion(text=str()):
            fields["text"] = lines(command.text or "", most=commands.ANSWER)
        case commands.LabelQuestion():
            fields["labels"] = tuple(written(one, most=commands.LABEL, field="labels") for one in command.labels)
        case commands.SetRoom(notice=str() as notice):
            fields["notice"] = written(notice, most=commands.NOTICE, field="notice") if notice.strip() else None
        case commands.StrikeWord():
            fields["word"] = written(command.word, most=WORD, field="word")
        case commands.Call(text=str() as text):
            fields["text"] = written(text, most=commands.CALL, field="text")
        case commands.CreatePoll() | commands.ChangePoll():
            fields["poll"] = _form(command.poll)
    return replace(command, **fields) if fields else command


def _form(form: commands.Form) -> commands.Form:
    options = tuple(replace(option, text=_texts(option.text, commands.OPTION, "options")) for option in form.options)
    return replace(form, prompt=_texts(form.prompt, commands.PROMPT, "prompt"), options=options)


def _texts(text: Texts, most: int, field: str) -> Texts:
    if isinstance(text, str):
        return written(text, most=most, field=field)
    return {language: written(one, most=most, field=field) for language, one in text.items()}


def field_of(message: str) -> str | None:
    """The field that msgspec complains of: it says "… - at `$.choice[...]`" or "… missing required field `id`"."""
    found = re.search(r"at `\$\.(\w+)|required field `(\w+)`", message)
    return (found[1] or found[2]) if found else None
