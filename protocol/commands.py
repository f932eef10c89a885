"""What a client may send: the commands' own types, with what each is for and what its fields mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from beifall.commands import ACTIONS, ANSWER, CALL, LABEL, NAME, NOTICE, OPTION, PROMPT, TEXT
from beifall.domain.claps import ALL, AT_ONCE, GRADES, OLDEST
from beifall.domain.people import AUDIENCE, Role
from beifall.domain.polls import GRACE, OPTIONS, WORD, WORDS
from beifall.domain.rooms import INVITATION
from protocol.own import CHOICE
from protocol.schema import HIGHEST, Schema, just, record, ref, several, whole
from protocol.values import PATTERN, ROOM

SECONDS = GRACE // 1_000

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Being there": ("enter", "ping"),
    "Taking part": ("vote", "upvote", "mood", "ask", "question.withdraw", "clap", "sit", "stand", "help"),
    "Polls": tuple(action for action in ACTIONS if action.startswith("poll.")),
    "Questions": tuple(
        action for action in ACTIONS if action.startswith("question.") and action != "question.withdraw"
    ),
    "Room, info desk and gong": ("room.set", "help.take", "help.answer", "call"),
}
"""The order in which they are told."""

ASKED = tuple(action for group in GROUPS.values() for action in group)
assert set(ACTIONS) < set(ASKED)

MEANS: Mapping[str, str] = {
    "enter": "Be in this room and no other. The first frame of every connection: nothing is pushed before it.",
    "ping": "Still here; has anything been missed? Answered with `pong`, or with a `snapshot` if the sums differ.",
    "vote": "Cast the ballot, replace it, or withdraw it (empty `choice`). The reply says what counts now.",
    "upvote": "Support a question, or do so no longer. One's own too; asking is no upvote.",
    "mood": "Say how it feels now.",
    "ask": "Ask the room.",
    "question.withdraw": "Take one's own question back, before it is shown.",
    "clap": f"Up to {AT_ONCE} claps, in one frame. It has no `id` and no reply.",
    "sit": "Take a seat; whoever has one moves. The reply says where the table meets.",
    "stand": "Give the seat up.",
    "help": "Ask the info desk. The answer reaches this participant alone.",
    "poll.create": "Make a draft.",
    "poll.change": "Give a draft another form: all of it, on the `rev` in the form.",
    "poll.delete": "Take a draft away.",
    "poll.open": "Let people vote, for so many seconds or until it is closed; while closing: take that back.",
    "poll.close": f"{SECONDS} seconds are left.",
    "poll.publish": "Show the tally to everybody.",
    "poll.reset": "Make it a draft again, for a new round.",
    "poll.strike": "A word that nobody shall read disappears from every view.",
    "question.show": "Show a waiting question to everybody.",
    "question.wait": "Put a shown question back.",
    "question.hide": "Hide it, for good.",
    "question.pin": "What the room is looking at; one for each room.",
    "question.unpin": "The room looks at it no longer.",
    "question.label": "These labels and no others.",
    "question.merge": "Make it part of another one: who supports either supports that one, once.",
    "question.unmerge": "On its own again.",
    "question.answer": "Answer in writing, or (null) note that it was answered on stage. Speakers may, too.",
    "question.erase": "Take text and name out of the store.",
    "room.set": "The room's switches: those that are named.",
    "help.take": "Somebody is at it.",
    "help.answer": "Answer a request.",
    "call": "The gong, for everybody: come to `room`.",
}

FIELDS: Mapping[str, str] = {
    "id": "Chosen by the client, unique for the participant: sent twice with one `id`, a command is done once.",
    "room": "The room that it is about.",
    "screen": "What this connection is for: `phone`, `laptop`, `stage`, or `desk` for any page of staff.",
    "quiet": "For how long (ms) this client has had no `snapshot`, `update`, `ok` or `pong`.",
    "poll": "The poll's id.",
    "round": "The round that the ballot is for, as in the poll.",
    "choice": CHOICE["description"],
    "seq": "One more than the last that this client knows of; the highest counts, in whatever order they arrive.",
    "question": "The question's id.",
    "on": "True: support it; false: no longer.",
    "mood": "From 1 (worst) to 5 (best).",
    "text": f"At most {TEXT} characters; line breaks are allowed.",
    "name": f"At most {NAME} characters, or null.",
    "table": "The table's id.",
    "rev": "The revision that this was decided on; if the thing has another one by now, it is refused with `changed`.",
    "seconds": f"For how many seconds, to which the countdown of {SECONDS} s is added; null: until it is closed.",
    "word": f"The word, at most {WORD} characters, in whatever spelling.",
    "labels": f"Each at most {LABEL} characters.",
    "into": "The question that it becomes part of.",
    "applause": "Whether claps are heard.",
    "questions": "`moderated`, `open` or `closed`.",
    "notice": f"What everybody here should read, at most {NOTICE:,} characters; null takes it away.",
    "stage": f"What the stages shall show: a poll's id or `{INVITATION}`; null: they choose themselves.",
    "help": "The help request's id.",
    "minutes": "In how many minutes to be there.",
}
OF_ONE: Mapping[tuple[str, str], str] = {
    ("ping", "rev"): "The client's own sum of the revisions of all items that it holds.",
    ("question.answer", "text"): f"At most {ANSWER:,} characters; null: it was answered on stage.",
    ("help.answer", "text"): f"At most {ANSWER:,} characters.",
    ("call", "text"): f"What else to say, at most {CALL} characters, or null.",
}
"""Where a field means something else than elsewhere."""

BOUNDS: Mapping[tuple[str, str], int] = {
    ("ask", "text"): TEXT,
    ("ask", "name"): NAME,
    ("help", "text"): TEXT,
    ("help.answer", "text"): ANSWER,
    ("question.answer", "text"): ANSWER,
    ("room.set", "notice"): NOTICE,
    ("call", "text"): CALL,
    ("poll.strike", "word"): WORD,
    ("question.label", "labels"): LABEL,
    ("form", "prompt"): PROMPT,
    ("option", "text"): OPTION,
}
"""Characters once white space around them is gone, which the types leave to `parse`."""

FORM: Mapping[str, str] = {
    "kind": "`single`, `multiple`, `scale` or `words`.",
    "prompt": f"The question, at most {PROMPT} characters; by language it needs the event's first one.",
    "id": "`poll.create`: an id of one's own, or null; `poll.change`: which draft.",
    "rev": "`poll.change`: the revision that this was decided on.",
    "options": f"What may be chosen: {OPTIONS[0]} to {OPTIONS[1]} for `single` and `multiple`, none for the others.",
    "min": "`multiple`: choose at least so many; null: 1.",
    "max": f"`multiple` and `words` (at most {WORDS}): choose, or write, at most so many; null: all options, or 1.",
    "low": "`scale`: its lowest value, from 0 on.",
    "high": "`scale`: its highest value, up to 10.",
    "results": "When others than the room's moderators see the tally.",
    "secret": "Whether ballots can be led back to nobody.",
}
OPTION_FORM: Mapping[str, str] = {
    "id": "The option's id, as in `choice`.",
    "text": f"At most {OPTION} characters, in one or several languages.",
}

CLAP = record(
    MEANS["clap"],
    {
        "action": just("Always `clap`.", "clap"),
        "room": {**ROOM, "description": FIELDS["room"]},
        "s": whole("Rises with each frame of this connection, from 1 on.", least=1),
        "c": several(
            f"For each clap, how long ago it was (ms); older than {OLDEST:,} ms is dropped.",
            whole("Age (ms)."),
            maxItems=AT_ONCE,
        ),
        "g": whole("How strong: 8 is an ordinary clap, a step is 0.9 dB.", most=GRADES),
        "p": whole(
            f"Of {ALL:,} such frames, how many are sent, by lot: this one stands for the others. Left out, all are.",
            least=1,
            most=ALL,
        ),
        "t": whole("When it was sent (ms), by the sender's own clock, which may begin anywhere: keeps the rhythm."),
    },
    optional=["p", "t"],
)


def _schemas() -> dict[str, Schema]:
    """The commands, by `Command.` and their action, and the form of a poll."""
    kinds = [action.command for action in ACTIONS.values()]
    _, made = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    found = {f"Command.{action}": _command(action, made[what.command.__name__]) for action, what in ACTIONS.items()}
    forms = {
        "PollForm": _measured("form", _described(made["Form"], FORM)),
        "OptionForm": _measured("option", _described(made["OptionForm"], OPTION_FORM)),
    }
    return {**found, "Command.clap": CLAP, **forms}


def _command(action: str, schema: Mapping[str, Any]) -> Schema:
    said = {**FIELDS, **{field: about for (of, field), about in OF_ONE.items() if of == action}}
    made = _measured(action, _described(schema, said))
    made["properties"] = {"action": just(f"Always `{action}`.", action), **made["properties"]}
    made["required"] = ["action", *made["required"]]
    return {**made, "description": MEANS[action]}


def _described(schema: Mapping[str, Any], said: Mapping[str, str]) -> Schema:
    """As msgspec makes it, with what each field means, and patterns that every language knows."""
    made: Schema = {name: value for name, value in schema.items() if name != "title"}
    made["properties"] = {
        name: field if "$ref" in (field := _plain(value)) else {"description": said[name], **field}
        for name, value in made["properties"].items()
    }
    made.setdefault("required", [])
    return made


def _plain(schema: Any) -> Any:
    match schema:
        case {"$ref": str(to)}:
            return ref({"Form": "PollForm"}.get(name := to.rpartition("/")[2], name))
        case {"anyOf": [{"type": str(kind), **bounds}, {"type": "null"}], **rest}:
            return {"type": [kind, "null"], **_plain(bounds), **rest}
        case dict():
            return {name: PATTERN if name == "pattern" else _plain(value) for name, value in schema.items()}
        case list() | tuple():
            return [_plain(one) for one in schema]
    return schema


def _measured(name: str, schema: Schema) -> Schema:
    bounds = {field: most for (of, field), most in BOUNDS.items() if of == name}
    fields = {
        field: _bounded(its, bounds[field]) if field in bounds else its for field, its in schema["properties"].items()
    }
    return {**schema, "properties": fields}


def _bounded(schema: Schema, most: int) -> Schema:
    """With this length for each text in it; what may be null may be empty as well."""
    match schema:
        case {"anyOf": list(schemas)}:
            return {**schema, "anyOf": [_bounded(one, most) for one in schemas]}
        case {"type": "array", "items": of}:
            return {**schema, "items": _bounded(of, most)}
        case {"type": "object", "additionalProperties": of}:
            return {**schema, "additionalProperties": _bounded(of, most)}
    return {**schema, "minLength": 0 if "null" in schema["type"] else 1, "maxLength": most}


def roles(action: str) -> str:
    """Who may, in words."""
    if action == "clap":
        return "all but stages"
    what = ACTIONS[action]
    match what.right:
        case "runs":
            return "the room's moderator, organiser"
        case "speaks":
            return "the room's moderator and speaker, organiser"
    if what.roles == AUDIENCE:
        return "all but stages"
    return "all" if what.roles > AUDIENCE else ", ".join(sorted(what.roles, key=ORDER.index))


ORDER: tuple[Role, ...] = ("attendee", "speaker", "moderator", "info", "organiser", "stage")

SCHEMAS = _schemas()
assert SCHEMAS["Command.vote"]["properties"]["seq"]["maximum"] == HIGHEST
