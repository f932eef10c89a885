"""Code that is wrong in one place. Each breaks a promise, and the simulation must notice, or it proves nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from beifall import (
    ask,
    broadcast,
    decide,
    enter,
    handle,
    moderate,
    parse,
    projection,
    settle,
    snapshot,
    support,
    sweep,
    tally,
    vote,
)
from beifall import commands as asked
from beifall.caller import Caller, Means
from beifall.domain import applause, clappers, mood, polls, questions, state, tallies, things
from beifall.domain.ballots import Ballot, voter
from beifall.domain.clappers import ROUND, Heard
from beifall.domain.people import Connection
from beifall.domain.refusals import Refused
from beifall.domain.tallies import Count, Part
from beifall.frames import Frame
from beifall.store import keys
from beifall.store.port import Place
from beifall.tokens import Tokens
from tests.simulation import lambdas, setting
from tests.simulation.rows import StrictStore


class Patch:
    """Attributes that are others for a while."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, Any, Any]] = []

    def set(self, owner: Any, name: Any, value: Any) -> Any:
        """Puts it there; returns what was there."""
        before = owner[name] if isinstance(owner, dict) else owner.__dict__.get(name, _MISSING)
        self._before.append((owner, name, before))
        found = before if before is not _MISSING else getattr(owner, name)
        _put(owner, name, value)
        return found

    def undo(self) -> None:
        """Everything is as it was."""
        for owner, name, before in reversed(self._before):
            if before is _MISSING:
                delattr(owner, name)
            else:
                _put(owner, name, before)


_MISSING = object()


def _put(owner: Any, name: Any, value: Any) -> None:
    if isinstance(owner, dict):
        owner[name] = value
    else:
        setattr(owner, name, value)


@dataclass(frozen=True)
class Mutation:
    """`breaks` are the promises of which one must be found broken."""

    name: str
    breaks: tuple[str, ...]
    apply: Callable[[Patch], object]


MUTATIONS: dict[str, Mutation] = {}


def _breaks(*promises: str) -> Callable[[Callable[[Patch], object]], Callable[[Patch], object]]:
    def note(apply: Callable[[Patch], object]) -> Callable[[Patch], object]:
        name = apply.__name__.replace("_", "-").strip("-")
        MUTATIONS[name] = Mutation(name, promises, apply)
        return apply

    return note


@contextmanager
def mutated(name: str | None) -> Iterator[None]:
    """While it lasts, the code is wrong in that way."""
    patch = Patch()
    try:
        if name is not None:
            MUTATIONS[name].apply(patch)
        yield
    finally:
        patch.undo()


# The three that reliability.md names


@_breaks("I2", "I1")
def counting_by_adding_deltas(patch: Patch) -> None:
    def counted(store: Any, records: Sequence[keys.Key]) -> int:
        for pk, sk in records:
            match keys.recount_of(pk, sk):
                case (urn, bucket):
                    _add(store, urn, bucket, sk)
                case other if other is not None:
                    tally.tally(store, [other])
        return len(records)

    def _add(store: Any, urn: Any, bucket: int, voter: str) -> None:
        start = store.counting(urn)
        if start.poll is None or start.poll.round != urn.round or start.count.final:
            return
        cast = [one for one in store.ballots(urn, bucket) if one.voter == voter]
        more = tallies.part(cast)
        old = start.count.parts.get(str(bucket), Part(0, {}))
        counts = {one: old.counts.get(one, 0) + more.counts.get(one, 0) for one in {*old.counts, *more.counts}}
        parts = {**start.count.parts, str(bucket): Part(old.ballots + more.ballots, counts)}
        count = Count(urn, start.count.revision + 1, parts)
        if store.put_count(count, before=start.count.revision):
            after = tallies.shown(start.tally, count, start.poll)
            if after is not None and after is not start.tally:
                store.put_tally(after, before=start.tally.rev if start.tally else 0)

    def final(store: Any, urn: Any, _buckets: Any, *, final: bool = False, present: int | None = None) -> None:
        start = store.counting(urn)
        if start.poll is None or start.poll.round != urn.round or not final:
            return
        count = start.count
        if not count.final:
            count = replace(count, revision=count.revision + 1, final=True)
        if count is start.count or store.put_count(count, before=start.count.revision):
            after = tallies.shown(start.tally, count, start.poll, present=present)
            if after is not None and after is not start.tally:
                store.put_tally(after, before=start.tally.rev if start.tally else 0)

    patch.set(lambdas, "counted", counted)
    patch.set(settle, "recount", final)
    patch.set(sweep, "recount", lambda *_args, **_fields: None)


@_breaks("I2")
def recount_without_its_revision_check(patch: Patch) -> None:
    def put_count(self: StrictStore, count: Count, *, before: int) -> bool:
        key = keys.count_row(count.urn)
        return self.put(key, count, count.revision, self.state_rows.get(key, (0, None))[0])

    patch.set(StrictStore, "put_count", put_count)


@_breaks("I6")
def snapshot_before_the_registration(patch: Patch) -> None:
    def early(command: Any, caller: Caller, means: Means) -> Frame:
        now, person = means.clock(), caller.person
        seen = snapshot.view(means.store, person, command.room, now=now)
        sight = person.sight(command.room)
        here = Connection(caller.connection, person.participant, command.room, command.screen, sight, now)
        before = means.store.register(here) if caller.connection else None
        if before is not None and (before.room, before.near) != (here.room, here.near):
            means.store.leave(before)
        return snapshot.snapshot(seen, command.id, command.room, people=1, now=now)

    patch.set(handle.STEPS, asked.Enter, early)


# One line each


@_breaks("I3", "I4", "I13")
def vote_ignores_seq(patch: Patch) -> None:
    def cast(self: StrictStore, place: Place, ballot: Ballot) -> Ballot:
        self.put_fact((keys.ballots(place.urn, place.bucket), place.voter), replace(ballot, voter=place.voter))
        return ballot

    patch.set(StrictStore, "cast", cast)


@_breaks("I11")
def ballot_named_without_the_key(patch: Patch) -> None:
    patch.set(snapshot, "voter", lambda _key, participant: voter("", participant))


@_breaks("I1")
def another_key_when_closing_is_taken_back(patch: Patch) -> None:
    real = polls.opened
    patch.set(polls, "opened", lambda poll, *, key, **fields: replace(real(poll, key=key, **fields), key=key))


@_breaks("I2")
def final_count_written_again(patch: Patch) -> None:
    patch.set(
        tally,
        "counted_anew",
        lambda count, parts, *, final: tallies.recounted(replace(count, final=False), parts, final=final),
    )


@_breaks("I2", "I4")
def ballots_counted_too_early(patch: Patch) -> None:
    patch.set(polls, "SETTLING", 0)


@_breaks("I2", "I4")
def no_limit_between_reading_and_casting(patch: Patch) -> None:
    patch.set(vote, "IN_TIME", 60_000)


@_breaks("I4", "I13", "I5")
def draft_deleted_before_it_is_public(patch: Patch) -> None:
    def show(store: Any, thing: Any, public: Any) -> Any:
        store.drop_backstage(thing)
        while public is None or public.rev < thing.rev:
            done = store.put_public(thing, before=public.rev if public else 0)
            public = thing if done else store.public(type(thing), thing.room, thing.id)
        return public

    patch.set(decide, "show", show)
    patch.set(settle, "show", show)


@_breaks("I17", "I8")
def hidden_question_projected(patch: Patch) -> None:
    patch.set(projection, "_question", lambda question, _sight: projection.question_item(question))


@_breaks("I8")
def drafts_projected_to_everybody(patch: Patch) -> None:
    read = StrictStore.state
    patch.set(StrictStore, "state", lambda self, room, *, staff: read(self, room, staff=True))
    real = state.State.known
    patch.set(state.State, "known", lambda self, *, staff: real(self, staff=True))
    patch.set(projection, "_may_see_poll", lambda poll, _sight: not poll.deleted)


@_breaks("I8")
def waiting_questions_projected_to_everybody(patch: Patch) -> None:
    real = StrictStore.state
    patch.set(StrictStore, "state", lambda self, room, *, staff: real(self, room, staff=True))
    known = state.State.asked
    patch.set(state.State, "asked", lambda self, *, staff: known(self, staff=True))
    patch.set(projection, "_question", lambda question, _sight: projection.question_item(question))


@_breaks("I8")
def results_projected_too_early(patch: Patch) -> None:
    patch.set(projection, "_may_see_tally", lambda _poll, _sight: True)


@_breaks("I8")
def asker_in_the_question(patch: Patch) -> None:
    real = projection.question_item
    patch.set(projection, "question_item", lambda question: {**real(question), "asker": question.asker})


@_breaks("I11")
def key_kept_after_the_final_tally(patch: Patch) -> None:
    patch.set(settle, "closed", lambda poll: replace(poll, rev=poll.rev + 1, state="closed"))


@_breaks("I11")
def steps_of_one_ballot(patch: Patch) -> None:
    patch.set(tallies, "STEP", 1)


@_breaks("I11")
def mood_of_few_people(patch: Patch) -> None:
    patch.set(mood, "FEW", 1)


@_breaks("I13", "I4")
def ok_before_the_write(patch: Patch) -> None:
    real = StrictStore.cast

    def cast(self: StrictStore, place: Place, ballot: Ballot) -> Ballot:
        self.later(20, lambda: real(self, place, ballot))
        return ballot

    patch.set(StrictStore, "cast", cast)


@_breaks("I7")
def floor_without_seat_condition(patch: Patch) -> None:
    real = StrictStore.sit

    def sit(self: StrictStore, room: str, participant: str, table: str, *, command: str) -> Any:
        sitting = real(self, room, participant, table, command=command)
        if sitting is not None and sitting.full:
            self._note(room, command)
            return self._seat(sitting.floor, participant, table)
        return sitting

    patch.set(StrictStore, "sit", sit)


@_breaks("I7")
def seats_freed_after_an_hour(patch: Patch) -> None:
    patch.set(sweep, "LEFT", 3_600_000)


@_breaks("I7")
def seats_freed_after_ten_seconds(patch: Patch) -> None:
    patch.set(sweep, "LEFT", 10_000)


@_breaks("I10")
def role_not_checked(patch: Patch) -> None:
    everybody = {name: replace(action, roles=asked.EVERYBODY) for name, action in asked.ACTIONS.items()}
    patch.set(parse, "ACTIONS", everybody)


@_breaks("I10")
def rooms_not_checked(patch: Patch) -> None:
    patch.set(parse, "_may", lambda _person, _action, _room: True)


@_breaks("I9")
def token_of_any_event(patch: Patch) -> None:
    patch.set(setting, "ELSEWHERE", Tokens(setting.KEYS, "JC2020"))


@_breaks("I6")
def sums_without_tombstones(patch: Patch) -> None:
    def rev(shown: Any) -> int:
        return sum(item["rev"] for list_ in shown.values() for item in list_ if not item.get("gone"))

    patch.set(snapshot, "rev", rev)
    patch.set(broadcast, "rev", rev)


@_breaks("I6")
def tombstones_left_out(patch: Patch) -> None:
    real = projection.items

    def items(*args: Any, **fields: Any) -> Any:
        return {name: [one for one in list_ if not one.get("gone")] for name, list_ in real(*args, **fields).items()}

    patch.set(snapshot, "items", items)
    patch.set(broadcast, "items", items)


@_breaks("I6")
def register_remembered_from_before(patch: Patch) -> None:
    known: dict[tuple[Any, str, str], tuple[int, Any]] = {}

    class Remembering:
        def __init__(self, store: Any) -> None:
            self._store = store

        def near(self, room: str, *, now: int) -> Any:
            return self._read("near", room, now)

        def far(self, room: str, *, now: int) -> Any:
            return self._read("far", room, now)

        def _read(self, name: str, room: str, now: int) -> Any:
            of = self._store, name, room
            if of not in known or not 0 <= now - known[of][0] < 3_000:
                known[of] = now, getattr(self._store, name)(room, now=now)
            return known[of][1]

        def __getattr__(self, name: str) -> Any:
            return getattr(self._store, name)

    def remembering(touched: Any, pace: Any, *, store: Any, **fields: Any) -> Any:
        return broadcast.broadcast(touched, pace, store=Remembering(store), **fields)

    patch.set(lambdas, "broadcast", remembering)


@_breaks("I15")
def purge_skips_a_table(patch: Patch) -> None:
    real = StrictStore.purge

    def purge(self: StrictStore, *, at_most: int) -> int:
        kept = {pk: dict(rows) for pk, rows in self.fact_rows.items()}
        done = real(self, at_most=at_most)
        self.fact_rows = kept
        return done

    patch.set(StrictStore, "purge", purge)


@_breaks("I15")
def shown_after_the_retention_date(patch: Patch) -> None:
    real = snapshot.view
    patch.set(enter, "view", lambda store, person, room, *, now: real(store, person, room, now=0))
    patch.set(sweep, "AT_A_TIME", 1)


@_breaks("I14")
def text_in_the_log(patch: Patch) -> None:
    real = handle.STEPS[asked.Ask]

    def ask_loudly(command: Any, caller: Caller, means: Means) -> Frame:
        logging.getLogger("beifall").warning("asked: %s", command.text)
        return real(command, caller, means)

    patch.set(handle.STEPS, asked.Ask, ask_loudly)


@_breaks("I4", "I13")
def asking_twice_is_asking_twice(patch: Patch) -> None:
    number = iter(range(1, 10**9))
    patch.set(ask, "mark", lambda participant, command: things.mark(participant, f"{command}/{next(number)}"))


@_breaks("I5")
def refused_after_the_write(patch: Patch) -> None:
    real = handle.STEPS[asked.Ask]

    def late(command: Any, caller: Caller, means: Means) -> Frame:
        reply = real(command, caller, means)
        if means.clock() % 5 == 0:
            raise Refused("questions_closed")
        return reply

    patch.set(handle.STEPS, asked.Ask, late)


@_breaks("I12")
def nine_claps_a_second(patch: Patch) -> None:
    patch.set(clappers, "MOST", 9)


@_breaks("I12")
def claps_counted_again(patch: Patch) -> None:
    patch.set(applause, "heard_of", lambda _newest, s: Heard(s % ROUND, 0))


@_breaks("I5", "I13")
def command_forgotten_by_what_it_changed(patch: Patch) -> None:
    def changed(thing: Any, _command: str, **fields: Any) -> Any:
        return replace(thing, rev=thing.rev + 1, **fields)

    for module in (polls, questions):
        patch.set(module, "changed", changed)


@_breaks("I16")
def a_read_for_every_device(patch: Patch) -> None:
    real = handle.STEPS[asked.Ping]

    def slow(command: Any, caller: Caller, means: Means) -> Frame:
        for _ in range(20):
            means.store.room(command.room)
        return real(command, caller, means)

    patch.set(handle.STEPS, asked.Ping, slow)


@_breaks("I2")
def merged_upvotes_added_up(patch: Patch) -> None:
    patch.set(
        tally,
        "supporters",
        lambda upvotes, ids: sum(one.on and one.question in ids for one in upvotes),
    )


@_breaks("I17", "I13")
def erasing_keeps_the_text(patch: Patch) -> None:
    real = questions.erased
    patch.set(questions, "erased", lambda question, command: replace(real(question, command), text=question.text))


@_breaks("I6")
def what_was_seen_of_a_room_is_remembered_for_an_hour(patch: Patch) -> None:
    patch.set(snapshot, "MOMENT", 3_600_000)
    patch.set(snapshot, "QUIET", 0)


# What the simulation has found, and what it was before it was mended


@_breaks("I13")
def unpin_of_what_is_not_pinned_judges_the_revision(patch: Patch) -> None:
    def unpin(command: Any, caller: Caller, means: Means) -> Frame:
        it, _ = decide.found(questions.Question, command.room, command.question, means.store)
        things.unchanged(it, command.rev)
        return moderate.unpin_question(command, caller, means)

    patch.set(handle.STEPS, asked.UnpinQuestion, unpin)


@_breaks("I13")
def upvote_resent_after_hiding_is_refused(patch: Patch) -> None:
    def refuse(*_: Any) -> Frame:
        raise Refused("no_such_question", field="question")

    patch.set(support, "_again", refuse)
