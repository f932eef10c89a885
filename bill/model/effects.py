"""What an act leaves in its room, and which changes of its rows have to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bill.model.commands import cause
from bill.model.contents import Contents
from bill.model.told import Changes
from crowd.scenes import Act

BOARD_ITEM, MOOD_ITEM, TALLY_ITEM, ROOM_ITEM, POLL_ITEM, QUESTION_ITEM, FLOOR_ITEM = 60, 75, 130, 190, 430, 290, 900
"""Bytes of items in frames."""


def left(act: Act, lies: Contents) -> Contents:
    """What lies in the room when all of the act has been done."""
    times = float(act.times)
    more: Mapping[str, Mapping[str, float]] = {
        "poll.open": {"drafts": -times, "polls": times, "open": times, "tallies": times},
        "poll.close": {"open": -times},
        "vote": {"ballots": times},
        "ask": {"waiting": times},
        "question.show": {"waiting": -times, "shown": times},
        "upvote": {"upvotes": times, "boards": min(times, lies.shown - lies.boards)},
        "mood": {"feelings": times},
        "sit": {"sittings": times},
        "stand": {"seats": -times, "sittings": times},
    }
    return lies.plus(**more.get(act.action, {}))


def changes(act: Act) -> tuple[Changes, ...]:
    """Of rows of the room, by an act of staff or at the tables; what people vote and feel comes out of recounts."""
    its, times = cause(act.action), float(act.times)
    bundled = Changes(its, times, bundled=True, many=True, askers=True, item=QUESTION_ITEM, kinds=times)
    opened = Changes(its, times, at_once=True, item=POLL_ITEM)
    of: Mapping[str, tuple[Changes, ...]] = {
        "poll.open": (opened,),
        # First it is closing; then the final tally comes with it, two rows in one batch.
        "poll.close": (
            opened,
            replace(opened, times=times / 2, item=POLL_ITEM + TALLY_ITEM),
            Changes("votes", times / 2, at_once=True, bundled=True, item=POLL_ITEM + TALLY_ITEM),
        ),
        "poll.publish": (opened,),
        "question.pin": (Changes("help", times, at_once=True, item=ROOM_ITEM),),
        "room.set": (Changes("help", times, at_once=True, item=ROOM_ITEM),),
        "ask": (replace(bundled, bundled=False, many=False, staff=True),),
        "question.hide": (replace(bundled, bundled=False, many=False, staff=True),),
        "question.show": (bundled,),
        "question.label": (bundled,),
        "question.answer": (bundled,),
        "question.merge": (bundled,),
        "sit": (replace(bundled, askers=False, item=FLOOR_ITEM, kinds=1),),
        "stand": (replace(bundled, askers=False, item=FLOOR_ITEM, kinds=1),),
    }
    return of.get(act.action, ())
