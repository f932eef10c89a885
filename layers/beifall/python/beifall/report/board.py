"""The questions that the audience has seen, as the board ranks them."""

from __future__ import annotations

from dataclasses import dataclass

from beifall.domain.event import Event
from beifall.domain.questions import groups
from beifall.domain.state import State
from beifall.report.texts import said


@dataclass(frozen=True)
class Asked:
    """A question that was shown, with the name that its asker has put to it. `answered` without an `answer` was
    answered on stage; `also` are the texts of those merged into it, whose supporters count for it.
    """

    text: str
    name: str | None
    agenda: str | None
    labels: tuple[str, ...]
    upvotes: int
    answered: bool
    answer: str | None
    also: tuple[str, ...]


def asked(event: Event, state: State) -> tuple[Asked, ...]:
    """Those with most upvotes first, of equal ones the earlier. The state is the audience's: in it are hidden ones
    too, as tombstones, and these are left out. So are those that count for one which is hidden.
    """
    known = {one.id: one for one in state.questions}
    upvotes = {one.id: one.upvotes for one in state.boards}
    titles = {one.id: said(one.title, event) for one in event.agenda}
    shown = [(known[id_], merged) for id_, merged in groups(state.questions).items() if known[id_].state == "shown"]
    shown.sort(key=lambda item: (-upvotes.get(item[0].id, 0), item[0].at, item[0].id))
    return tuple(
        Asked(
            text=one.text,
            name=one.name,
            agenda=titles.get(one.agenda or ""),
            labels=one.labels,
            upvotes=upvotes.get(one.id, 0),
            answered=one.answered,
            answer=one.answer,
            also=tuple(known[id_].text for id_ in merged if id_ != one.id),
        )
        for one, merged in shown
    )
