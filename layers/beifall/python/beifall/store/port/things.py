"""What staff shape, and what the audience adds for staff to shape: polls and questions, rooms, help requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from beifall.domain.deployed import Deployed
from beifall.domain.event import Event
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.state import State

Moderated = TypeVar("Moderated", Poll, Question)
"""What has two places: the public one, where the audience finds it, and backstage, where only staff does."""


class Things(Protocol):
    """`before` is the `rev` that the writer has read, 0 for a row that is not there yet; a write is done only if that
    is still so, and returns whether it was. It is one attempt of at most 3 s.
    """

    def event(self) -> Event | None:
        """The event's own item, None before it is set up. One call."""

    def deployed(self) -> Deployed:
        """What deployments have said; nothing (`rev` 0) before the first. One call."""

    def put_deployed(self, deployed: Deployed, *, before: int) -> bool:
        """Stores what deployments have said; nobody is told."""

    def state(self, room: str, *, staff: bool) -> State | None:
        """Everything in a room, what is backstage only for `staff`; None for no such room. One call a megabyte."""

    def room(self, room: str) -> Room | None:
        """The room itself. One call."""

    def public(self, kind: type[Moderated], room: str, id_: str) -> Moderated | None:
        """A poll or question as the audience knows it. One call."""

    def both(self, kind: type[Moderated], room: str, id_: str) -> tuple[Moderated | None, Moderated | None]:
        """A poll or question as the audience knows it, and what lies backstage. One call."""

    def put_event(self, event: Event, *, before: int) -> bool:
        """Stores the event's own item."""

    def put_room(self, room: Room, *, before: int) -> bool:
        """Stores a room."""

    def put_public(self, thing: Poll | Question, *, before: int) -> bool:
        """Stores a poll or question where everybody in the room is told of it."""

    def put_backstage(self, thing: Poll | Question, *, before: int) -> bool:
        """Stores a poll or question where only staff is told of it."""

    def drop_backstage(self, thing: Poll | Question) -> None:
        """Deletes what lies backstage of a thing that has become public, unless it has changed since."""

    def helps(self) -> tuple[HelpRequest, ...]:
        """All help requests of the event. One call a megabyte."""

    def help(self, id_: str) -> HelpRequest | None:
        """One help request. One call."""

    def put_help(self, request: HelpRequest, *, before: int) -> bool:
        """Stores a help request."""

    def owned(
        self, room: str, questions: Sequence[str], helps: Sequence[str]
    ) -> tuple[tuple[Question, ...], tuple[HelpRequest, ...]]:
        """Those of these questions that a room has, each as the newer of its two places has it, and those of these help
        requests that are there. One call a hundred places; none for none.
        """
