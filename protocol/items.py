"""What lies in a room: the items of snapshots and updates."""

from __future__ import annotations

from typing import get_args

from beifall.commands import ANSWER, LABEL, NAME, NOTICE, OPTION, PROMPT, TEXT
from beifall.domain import helpdesk, mood, polls, questions, rooms
from beifall.domain.tallies import WORDS_SHOWN
from protocol.schema import (
    Schema,
    by_key,
    either,
    just,
    one_of,
    or_null,
    record,
    ref,
    row,
    several,
    text,
    whole,
    yes_or_no,
)
from protocol.values import (
    CLOSES,
    HELP,
    POLL,
    QUESTION,
    ROOM,
    ROUND,
    STEPPED,
    TABLE,
    identity,
    revision,
    texts,
    time,
)

STATES = tuple(one for one in get_args(questions.State) if one != "withdrawn")
NUMBER: Schema = {"type": "number"}

GONE = record(
    "A tombstone: what this role may see no more. It still counts in the sum.",
    {
        "id": identity("The item's id."),
        "rev": revision("what is gone"),
        "gone": just("Always true.", value=True),
    },
)

AGENDA = record(
    "One line of the programme.",
    {
        "id": identity("Its place in the programme, from `1` on."),
        "rooms": several("Where it takes place.", ROOM),
        "starts": time("When it begins"),
        "title": texts("What it is called."),
    },
)
GONG = record(
    "A call to a room, for everybody.",
    {
        "id": identity("The gong's id: another one is another call."),
        "room": ROOM,
        "at": time("When to be there"),
        "text": or_null(texts("What else is said, or null.")),
    },
)
EVENT = record(
    "The event itself.",
    {
        "id": just("Always `event`.", "event"),
        "rev": revision("the event"),
        "title": texts("What it is called."),
        "code": text("What people type to join; to staff and stages only."),
        "agenda": several("The programme, in its order.", ref("AgendaItem")),
        "gong": or_null(ref("Gong"), "The last call; null if there was none."),
    },
    optional=["code"],
)

STAGE = record(
    "What a moderator wants the room's stages to show; it holds until another poll has run.",
    {
        "show": identity(f"`{rooms.INVITATION}` for the invitation, else a poll's id."),
        "at": time("Since when"),
    },
)
ROOM_ITEM = record(
    "The room that one is in, with its switches.",
    {
        "id": ROOM,
        "rev": revision("the room"),
        "kind": one_of("What kind of room it is.", get_args(rooms.Kind)),
        "title": texts("What it is called."),
        "video": or_null(text("The address of its video conference, or null.")),
        "applause": yes_or_no("Whether claps are heard here."),
        "questions": one_of(
            "`moderated`: questions wait until they are shown; `open`: they are shown at once; `closed`.",
            get_args(rooms.Questions),
        ),
        "notice": or_null(text("What everybody here should read, or null.", most=NOTICE)),
        "pinned": or_null(identity("The question that the room is looking at, or null.")),
        "stage": or_null(ref("StageChoice"), "What the stages are asked to show; null: they choose themselves."),
        "tick": whole("At most one tick of applause in so many ms, on average.", least=1),
        "thin": {
            **NUMBER,
            "description": "The least part of their frames of claps that phones send, 0 to 1: below 1 in large rooms.",
            "exclusiveMinimum": 0,
            "maximum": 1,
        },
    },
)
DOOR = record(
    "In the foyer: another room, as it is seen from there.",
    {
        "id": ROOM,
        "rev": revision("what is seen of the room"),
        "kind": one_of("What kind of room it is.", get_args(rooms.Kind)),
        "title": texts("What it is called."),
        "present": STEPPED,
    },
)

OPTION_ITEM = record(
    "One thing that may be chosen.",
    {"id": identity("The option's id, as in `choice`."), "text": texts(f"At most {OPTION} characters.")},
)
POLL_ITEM = record(
    "A poll.",
    {
        "id": POLL,
        "rev": revision("the poll"),
        "kind": one_of(
            "`single`: one option; `multiple`: several; `scale`: a whole number; `words`: words of one's own.",
            get_args(polls.Kind),
        ),
        "prompt": texts(f"The question, at most {PROMPT} characters."),
        "options": several("What may be chosen; empty for `scale` and `words`.", ref("Option")),
        "min": whole("Choose at least so many; `multiple` only.", least=1),
        "max": whole("Choose, or write, at most so many; `multiple` and `words`.", least=1),
        "low": whole("The lowest value of a `scale`."),
        "high": whole("The highest value of a `scale`."),
        "results": one_of("When others than the room's moderators see the tally.", get_args(polls.Results)),
        "secret": yes_or_no("Whether ballots can be led back to nobody, and what is seen while open moves in steps."),
        "state": one_of("Where it is between draft and published.", get_args(polls.State)),
        "round": ROUND,
        "opened": or_null(time("When it was opened; of several that are open, the newest is shown first")),
        "closes": or_null(CLOSES),
    },
)
TALLY = record(
    "What is counted of a poll.",
    {
        "id": POLL,
        "rev": revision("what is shown of the count"),
        "round": ROUND,
        "present": or_null(whole("People in the room when the poll closed; null before that.")),
        "ballots": whole("Ballots that chose anything."),
        "counts": by_key(
            "Ballots by option, or by value of the scale as a string; empty for `words`.", whole("How many.")
        ),
        "average": {"type": ["number", "null"], "description": "Of a scale, to two decimals; null without ballots."},
        "words": several(
            f"Of a poll of `words`: word and number, the {WORDS_SHOWN} most frequent, the most frequent first.",
            row("A word and how many have written it.", text("The word."), whole("How many.", least=1)),
            maxItems=WORDS_SHOWN,
        ),
        "others": whole("Of a poll of `words`: how many more words there are."),
        "final": yes_or_no("Whether it never changes again."),
    },
    optional=["words", "others"],
)

QUESTION_ITEM = record(
    "A question of the audience. Nobody is told who has asked it.",
    {
        "id": QUESTION,
        "rev": revision("the question"),
        "at": time("When it was asked"),
        "agenda": or_null(identity("The line of the programme that was on, or null.")),
        "text": text("The question; empty once it was erased.", most=TEXT),
        "name": or_null(text("The name that the asker has put to it, or null.", most=NAME)),
        "state": one_of("Waiting and hidden ones go to moderators, and to their asker.", STATES),
        "labels": several("Labels of staff.", text("A label.", most=LABEL), maxItems=questions.LABELS),
        "into": or_null(identity("The question that a merged one counts for, or null.")),
        "answer": or_null(text("The answer in writing, or null.", most=ANSWER)),
        "answered": yes_or_no("Whether it was answered, in writing or on stage."),
    },
)
BOARD = record(
    "How many people support a question.",
    {
        "id": QUESTION,
        "rev": revision("the number"),
        "upvotes": whole("People, also those of questions merged into it."),
    },
)
MOOD = record(
    "How the room feels.",
    {
        "id": just("Always `mood`.", "mood"),
        "rev": revision("the figures"),
        "counts": or_null(
            by_key("", whole("How many."), keys={"enum": list("12345")}),
            f"People by mood, `1` (worst) to `5` (best); null below {mood.FEW} people.",
        ),
        "people": whole("Who has said how they feel."),
    },
)
FLOOR = record(
    "The tables of a cafeteria.",
    {
        "id": just("Always `floor`.", "floor"),
        "rev": revision("the seats"),
        "tables": several(
            "All tables, each with how many seats are `taken`.",
            record("A table.", {"id": TABLE, "taken": whole("Seats that are taken.")}),
        ),
        "seats": whole("Seats of each table."),
    },
)
HELP_ITEM = record(
    "A request to the info desk. Nobody is told who has asked it.",
    {
        "id": HELP,
        "rev": revision("the request"),
        "at": time("When it was asked"),
        "room": ROOM,
        "text": text("What is wanted.", most=TEXT),
        "state": one_of("Where it is.", get_args(helpdesk.State)),
        "answer": or_null(text("The answer, or null.", most=ANSWER)),
    },
)

LISTS: dict[str, tuple[str, ...]] = {
    "event": ("Event",),
    "rooms": ("Room", "Door"),
    "polls": ("Poll", "Gone"),
    "tallies": ("Tally", "Gone"),
    "questions": ("Question", "Gone"),
    "board": ("Board",),
    "mood": ("Mood",),
    "floor": ("Floor",),
    "helps": ("HelpRequest",),
}
"""What each list of `items` may hold."""

ABOUT = {
    "event": "The event.",
    "rooms": "This room first; in the foyer then all others.",
    "polls": "The polls of the room.",
    "tallies": "What is counted of them.",
    "questions": "The questions of the room.",
    "board": "Their upvotes.",
    "mood": "How the room feels.",
    "floor": "The tables of a cafeteria.",
    "helps": "All help requests, to the info desk only.",
}


def lists(*, whole: bool) -> Schema:
    """`items` of a `whole` snapshot has every list that could be there; elsewhere any of them."""
    of = {
        name: several(ABOUT[name], ref(kinds[0]) if len(kinds) == 1 else either("", *map(ref, kinds)))
        for name, kinds in LISTS.items()
    }
    return record("Items by list, in full.", of, optional=["helps"] if whole else list(of))


SCHEMAS: dict[str, Schema] = {
    "Event": EVENT,
    "AgendaItem": AGENDA,
    "Gong": GONG,
    "Room": ROOM_ITEM,
    "StageChoice": STAGE,
    "Door": DOOR,
    "Poll": POLL_ITEM,
    "Option": OPTION_ITEM,
    "Tally": TALLY,
    "Question": QUESTION_ITEM,
    "Board": BOARD,
    "Mood": MOOD,
    "Floor": FLOOR,
    "HelpRequest": HELP_ITEM,
    "Gone": GONE,
    "AllItems": lists(whole=True),
    "SomeItems": lists(whole=False),
}
