"""`you`: one's own things, the same on every device."""

from __future__ import annotations

from typing import get_args

from beifall.domain.claps import SLOTS
from beifall.domain.people import Role
from beifall.domain.polls import OPTIONS, WORD
from beifall.domain.questions import State
from protocol.items import QUESTION_ITEM
from protocol.schema import Schema, by_key, either, one_of, or_null, record, ref, several, text, whole
from protocol.values import POLL, QUESTION, ROOM, ROUND, TABLE, identity, seq

CHOICE = several(
    "`single` and `multiple`: ids of options; `scale`: one whole number; `words`: texts. Empty: no ballot.",
    either("One thing chosen.", text("An option's id, or a word.", least=1, most=WORD), whole("A scale's value.")),
    maxItems=OPTIONS[1],
)
BALLOT = record(
    "One's ballot in a poll.",
    {"round": ROUND, "choice": CHOICE, "seq": seq()},
)
MY_MOOD = record(
    "How one feels.",
    {"mood": whole("1 (worst) to 5 (best).", least=1, most=5), "seq": seq()},
)


ASKED = {
    **QUESTION_ITEM,
    "description": "One's own question. `withdrawn`: taken back on another screen; snapshots have it no more.",
    "properties": {
        **QUESTION_ITEM["properties"],
        "state": one_of("Where it is.", get_args(State)),
    },
}


def _fields(*, upvotes: Schema, asked: Schema) -> dict[str, Schema]:
    return {
        "participant": identity("Who one is: the same on every device."),
        "role": one_of("What one may do.", get_args(Role)),
        "rooms": several("The rooms that a link is for; empty for whoever is not bound to any.", ROOM),
        "slot": whole("One's voice in a small group, as in the `claps` of a tick.", most=SLOTS - 1),
        "ballots": by_key("Ballots by poll. A secret poll's leaves when its tally is final.", ref("Ballot"), keys=POLL),
        "upvotes": by_key("Questions of this room that one supports.", upvotes, keys=QUESTION),
        "mood": or_null(ref("MyMood"), "How one feels in this room, or null."),
        "seat": or_null(TABLE, "The table at which one sits in this room, or null."),
        "asked": several("One's questions in this room, waiting ones too.", asked),
        "helps": several("One's help requests.", ref("HelpRequest")),
    }


YOU = record("One's own things.", _fields(upvotes=seq("The `seq` that counts."), asked=ref("Question")))
SOME = _fields(
    upvotes=or_null(seq("The `seq` that counts."), "The `seq` that counts; null: supported no longer."),
    asked=ref("AskedQuestion"),
)

SCHEMAS: dict[str, Schema] = {
    "AskedQuestion": ASKED,
    "Ballot": BALLOT,
    "MyMood": MY_MOOD,
    "You": YOU,
    "SomeOfYou": record("Some of one's own things: what is not in it stays as it was.", SOME, optional=list(SOME)),
}
