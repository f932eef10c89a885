"""What staff decides of a poll or a question: found, decided on the revision that staff saw, written once, shown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.domain.refusals import Code, Refused
from beifall.store.port import Moderated, Overloaded, Store

Where = Literal["public", "backstage"]
"""Where a thing lies: where the audience finds it, or where only staff does."""

TRIES = 5
"""What is decided on no revision may be overtaken by others so often."""

MISSING: dict[type, tuple[Code, str]] = {
    Poll: ("no_such_poll", "poll"),
    Question: ("no_such_question", "question"),
}


def decided(
    kind: type[Moderated],
    room: str,
    id_: str,
    decide: Callable[[Moderated, Where], Moderated],
    *,
    mark: str,
    store: Store,
) -> Moderated:
    """The thing as it stands after the decision, which is told where the thing lies. A command that
    was done before is not done again; one that was overtaken decides anew, and refuses if the revision is another.
    """
    for _ in range(TRIES):
        thing, where = found(kind, room, id_, store)
        after = thing
        if mark not in thing.commands:
            if _is_gone(thing):
                raise _missing(kind)
            after = decide(thing, where)
        if after is not thing:
            put = store.put_public if where == "public" else store.put_backstage
            if not put(after, before=thing.rev):
                # It may also have been an earlier sending of this very command, whose answer got lost on its way.
                continue
        if where == "backstage" and is_shown(after):
            # It is decided already: what stops the showing now is made good by `housekeeping`.
            with suppress(Overloaded):
                return show(store, after, None)
        return after
    raise Refused("try_again")


def found(kind: type[Moderated], room: str, id_: str, store: Store) -> tuple[Moderated, Where]:
    """The thing as it is decided on, and where it lies. One whose showing was interrupted is shown
    first: otherwise two could decide at the same time, one on the row backstage and one on the public one.
    """
    public, backstage = looked_up(kind, room, id_, store)
    if backstage is not None and is_shown(backstage):
        return show(store, backstage, public), "public"
    if public is not None and (backstage is None or public.rev >= backstage.rev):
        return public, "public"
    if backstage is None:
        raise _missing(kind)
    return backstage, "backstage"


def looked_up(kind: type[Moderated], room: str, id_: str, store: Store) -> tuple[Moderated | None, Moderated | None]:
    """The thing where the audience finds it, and backstage. In neither place only if it is not there."""
    public, backstage = store.both(kind, room, id_)
    if public is None and backstage is None:
        # The two rows are not read in one moment: it may just have moved from the one to the other.
        public, backstage = store.both(kind, room, id_)
    return public, backstage


def is_shown(thing: Poll | Question) -> bool:
    """Whether a thing that lies backstage belongs where the audience finds it: that is decided, but not done yet."""
    return thing.state != "draft" if isinstance(thing, Poll) else thing.state == "shown"


def show(store: Store, thing: Moderated, public: Moderated | None) -> Moderated:
    """Puts a thing where the audience finds it, then deletes what lies backstage; `public` is what the audience was
    found to have there. Returns what it has there now. Doing it twice is doing it once.
    """
    while public is None or public.rev < thing.rev:
        done = store.put_public(thing, before=public.rev if public else 0)
        public = thing if done else store.public(type(thing), thing.room, thing.id)
    store.drop_backstage(thing)
    return public


def _is_gone(thing: Poll | Question) -> bool:
    return thing.deleted if isinstance(thing, Poll) else thing.state == "withdrawn"


def _missing(kind: type) -> Refused:
    code, field = MISSING[kind]
    return Refused(code, field=field)
