"""The polls that were opened, with the count of each round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from beifall.domain.ballots import urn
from beifall.domain.event import Event
from beifall.domain.mood import FEW
from beifall.domain.polls import Kind, Poll
from beifall.domain.state import State
from beifall.domain.tallies import Tally, average, shown, words
from beifall.report.texts import said
from beifall.store.port import Store


@dataclass(frozen=True)
class Result:
    """What was chosen, by option, by value of the scale, or by word; of a poll of words `others` are those that have no
    place here. `present` were in the room when it closed; None if that is not known, or if so few of them are left who
    have cast no ballot that whoever was there could tell them apart.
    """

    ballots: int
    votes: tuple[tuple[str, int], ...]
    average: float | None
    others: int
    present: int | None


@dataclass(frozen=True)
class Round:
    """One round of voting. `result` is None below 5 ballots. `final` if it never changes again; `published` if the
    audience could see it, None of an earlier round, of which nobody knows. Ballots are `anonymous` once their key is
    destroyed, `pseudonymous` before.
    """

    number: int
    final: bool
    published: bool | None
    ballots_are: Literal["anonymous", "pseudonymous"]
    result: Result | None


@dataclass(frozen=True)
class Voted:
    """A poll that was opened, under its last wording. `several` if a ballot may choose more than one thing."""

    id: str
    kind: Kind
    prompt: str
    several: bool
    rounds: tuple[Round, ...]


def voted(store: Store, event: Event, state: State) -> tuple[Voted, ...]:
    """In the order in which they were opened last; a poll that was deleted is left out. One call for each earlier
    round.
    """
    polls = sorted(state.polls, key=lambda one: (one.opened is None, one.opened or 0, one.id))
    made = [(poll, tuple(_rounds(store, event, state, poll))) for poll in polls if not poll.deleted]
    return tuple(
        Voted(poll.id, poll.kind, said(poll.prompt, event), poll.max > 1, rounds) for poll, rounds in made if rounds
    )


def _rounds(store: Store, event: Event, state: State, poll: Poll) -> Iterator[Round]:
    for number in range(1, poll.round):
        count = store.counting(replace(urn(poll), round=number)).count
        if count.final:
            # A reset has destroyed the key, whatever kind of poll it was.
            yield Round(number, True, None, "anonymous", _result(event, poll, shown(None, count, poll)))  # noqa: FBT003
    if poll.state == "draft":
        return
    tally = state.tally(poll.id)
    its = tally if tally is not None and tally.round == poll.round else None
    yield Round(
        number=poll.round,
        final=its is not None and its.final,
        published=_is_published(poll),
        ballots_are="pseudonymous" if poll.key else "anonymous",
        result=_result(event, poll, its),
    )


def _is_published(poll: Poll) -> bool:
    if poll.results in ("live", "after_vote"):
        return True
    return poll.state == "published" or (poll.state == "closed" and poll.results == "after_close")


def _result(event: Event, poll: Poll, tally: Tally | None) -> Result | None:
    if tally is None or tally.ballots < FEW:
        return None
    others, votes = 0, tuple[tuple[str, int], ...]()
    match poll.kind:
        case "words":
            read, others = words(tally, poll.struck)
            votes = tuple(read)
        case "scale":
            votes = tuple((str(value), tally.counts.get(str(value), 0)) for value in range(poll.low, poll.high + 1))
        case _:
            votes = tuple((said(one.text, event), tally.counts.get(one.id, 0)) for one in poll.options)
    return Result(
        ballots=tally.ballots,
        votes=votes,
        average=average(tally) if poll.kind == "scale" else None,
        others=others,
        present=_present(tally),
    )


def _present(tally: Tally) -> int | None:
    """Whoever subtracts the ballots from it learns how many have cast none: nobody, many, or it is not told."""
    if tally.present is None or 0 != tally.present - tally.ballots < FEW:
        return None
    return tally.present
