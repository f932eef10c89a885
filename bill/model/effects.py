"""What an act leaves in its room, and which changes of its rows have to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bill.model.commands import cause
from bill.model.contents import Contents
from bill.model.polls import USUAL, Asked
from bill.model.told import Changes
from crowd.scenes import Act

BOARD_ITEM, MOOD_ITEM, ROOM_ITEM, QUESTION_ITEM, FLOOR_ITEM = 60, 75, 190, 290, 900
"""Bytes of items in frames."""


def left(act: Act, lies: Contents, asked: Asked = USUAL) -> Contents:
    """What lies in the room when all of the act has been done, which is about this poll if it is about one."""
    times = float(act.times)
    more: Mapping[str, Mapping[str, float]] = {
        "poll.open": {
            "drafts": -times,
            "polls": times,
            "open": times,
            "forms": times * asked.row,
            "tallies": times * asked.tally(0),
            "ballots": -lies.ballots,
        },
        "poll.close": {"open": -times},
        "vote": {"ballots": times, "tallies": asked.tally(times) - asked.tally(0)},
        "ask": {"waiting": times},
        "question.show": {"waiting": -times, "shown": times},
        "upvote": {"upvotes": times, "boards": min(times, lies.shown - lies.boards)},
        "mood": {"feelings": times},
        "sit": {"sittings": times},
        "stand": {"seats": -times, "sittings": times},
    }
    return lies.plus(**more.get(act.action, {}))


def changes(act: Act, asked: Asked = USUAL, ballots: float = 0.0) -> tuple[Changes, ...]:
    """Of rows of the room, by an act of staff or at the tables; what people vote and feel comes out of recounts. A poll
    has so many ballots when it is closed.
    """
    its, times = cause(act.action), float(act.times)
    bundled = Changes(its, times, bundled=True, many=True, askers=True, item=QUESTION_ITEM, kinds=times)
    opened = Changes(its, times, at_once=True, item=asked.item)
    final = asked.item + asked.told(ballots)
    of: Mapping[str, tuple[Changes, ...]] = {
        "poll.open": (opened,),
        # First it is closing; then the final tally comes with it, two rows in one batch.
        "poll.close": (
            opened,
            replace(opened, times=times / 2, item=final),
            Changes("votes", times / 2, at_once=True, bundled=True, item=final),
        ),
        "poll.publish": (replace(opened, item=final),),
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
