"""A round: one request each to many connections, over some lines at a time, all by the caller's own thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from selectors import DefaultSelector
from typing import cast

from beifall.gateway.exchange import Answer
from beifall.gateway.line import Line
from beifall.gateway.lines import Lines

TRIES = 2
"""A failure of the platform or of a line is tried once more."""


@dataclass(frozen=True)
class Patience:
    """Seconds until a line must be open, until an answer must be there (the first one of a line that has rested: it is
    more likely dead than slow), and for all of a round: ten thousand posts take two. What is left then has failed:
    frames that late are worth nothing, and the function must end in time.
    """

    connect: float = 1.0
    read: float = 3.0
    rested: float = 1.0
    whole: float = 10.0


USUAL = Patience()

BEAT = 0.1
"""Seconds between two looks at what is too late."""

Outcome = Answer | str
"""The last answer, or the name of what has kept it away."""


class Round:
    """`request` makes the bytes of a request when its turn comes; they have the numbers from 0 to `number` - 1. `at` is
    now, by the clock of `lines`.
    """

    def __init__(
        self,
        lines: Lines,
        number: int,
        request: Callable[[int], bytes],
        *,
        at: float,
        at_once: int,
        patience: Patience,
    ) -> None:
        self._lines = lines
        self._request = request
        self._at = at
        self._mark = object()
        self._at_once = at_once
        self._patience = patience
        self._outcomes: list[Outcome] = [""] * number
        self._left = number
        self._waiting = deque(range(number))
        self._tries = [0] * number
        # Where nobody answers, opening must end. So each opening is paid for: by the size of the round, by a request
        # that has used up a try, by a line that has done its work and was closed, or by an address that is avoided from
        # then on.
        self._openings = TRIES * min(number, at_once)
        self._why = ""
        self._now = time.monotonic()
        self._busy: dict[Line, int] = {}  # and what is looked for
        self._selector = DefaultSelector()

    def outcomes(self) -> Sequence[Outcome]:
        """By their numbers, when all are known."""
        with self._selector:
            try:
                self._run()
            finally:
                for line in self._busy:
                    # Half open, or with an answer to come that the next round would take for its own.
                    line.close()
        return self._outcomes

    def _run(self) -> None:
        end, look = self._now + self._patience.whole, self._now + BEAT
        while self._left:
            self._fill()
            if not self._busy:
                self._give_up(self._why)
                break
            for key, _ in self._selector.select(BEAT):
                self._go_on(cast("Line", key.fileobj))
            self._look_at_the_clock()
            if self._now >= look:
                look = self._now + BEAT
                for line in [one for one in self._busy if one.until <= self._now]:
                    self._lost(line, TimeoutError())
            if self._now >= end:
                self._give_up(TimeoutError.__name__)

    def _look_at_the_clock(self) -> None:
        """What has taken longer than a beat should was this side's doing, such as the looking up of a name: for that,
        nobody else is late.
        """
        now = time.monotonic()
        took, self._now = now - self._now, now
        if took > 2 * BEAT:
            for line in self._busy:
                line.until += took

    def _fill(self) -> None:
        """As many lines as there is work for; one that has to be opened first does not keep a request from the rest."""
        while len(self._busy) < min(self._at_once, self._left):
            line = self._lines.take() or self._open()
            if line is None:
                return
            # What rested for a moment in this round need not prove again that it lives.
            line.has_rested = line.is_ready and line.round is not self._mark
            line.round = self._mark
            line.until = self._now + self._patience.connect
            self._busy[line] = line.wants
            self._selector.register(line, line.wants)
            if line.is_ready and not self._next(line):
                return

    def _open(self) -> Line | None:
        if not self._openings:
            return None
        self._openings -= 1
        try:
            return self._lines.open()
        except OSError as error:  # no such host, no network, no more sockets: so it would be for all
            self._openings = 0
            self._why = type(error).__name__
            return None

    def _go_on(self, line: Line) -> None:
        try:
            answer = line.go_on()
        except OSError as error:
            self._lost(line, error)
            return
        if answer is not None:
            self._answered(line, answer)
        elif line.is_ready and line.post is None:
            self._next(line)
        else:
            self._watch(line)

    def _next(self, line: Line) -> bool:
        """Gives the line something to do; False if there is nothing."""
        if not self._waiting:
            self._drop(line)
            self._lines.give(line)
            return False
        line.post = self._waiting.popleft()
        line.until = self._now + (self._patience.rested if line.has_rested else self._patience.read)
        try:
            line.send(self._request(line.post))
        except OSError as error:
            self._lost(line, error)
        else:
            self._watch(line)
        return True

    def _watch(self, line: Line) -> None:
        if self._busy[line] != line.wants:
            self._busy[line] = line.wants
            self._selector.modify(line, line.wants)

    def _answered(self, line: Line, answer: Answer) -> None:
        assert line.post is not None  # only what is busy reads an answer
        post, line.post = line.post, None
        if answer.status >= 500:
            self._failed(post, answer)
        else:
            self._finish(post, answer)
        if answer.lasts:
            self._next(line)
        else:
            self._openings += 1
            self._drop(line)
            line.close()

    def _lost(self, line: Line, error: OSError) -> None:
        self._why = type(error).__name__
        self._drop(line)
        line.close()
        if line.post is None:
            self._openings += self._lines.addresses.avoid(line.address)
            return
        self._openings += 1
        if line.is_stale and line.has_rested:
            # Whatever has forgotten this one has forgotten all that rested with it.
            self._lines.close(until=self._at)
            self._waiting.appendleft(line.post)
        elif line.is_stale and not isinstance(error, TimeoutError):
            self._waiting.appendleft(line.post)  # nobody has seen it: this was no try
        else:
            self._failed(line.post, self._why)

    def _failed(self, post: int, outcome: Outcome) -> None:
        self._tries[post] += 1
        if self._tries[post] < TRIES:
            self._waiting.append(post)
        else:
            self._finish(post, outcome)

    def _finish(self, post: int, outcome: Outcome) -> None:
        self._outcomes[post] = outcome
        self._left -= 1

    def _give_up(self, why: str) -> None:
        for line in list(self._busy):
            self._drop(line)
            line.close()
            if line.post is not None:
                self._finish(line.post, why)
        while self._waiting:
            self._finish(self._waiting.popleft(), why)

    def _drop(self, line: Line) -> None:
        del self._busy[line]
        self._selector.unregister(line)
