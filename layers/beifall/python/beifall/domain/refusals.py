"""What a rule says no with. The codes are those of the protocol; the sentences are for people."""

from __future__ import annotations

from typing import Literal, get_args

Code = Literal[
    "bad_frame",
    "too_large",
    "unknown_action",
    "bad_field",
    "not_allowed",
    "no_such_room",
    "no_such_poll",
    "no_such_question",
    "no_such_table",
    "no_such_help",
    "not_in_room",
    "poll_not_open",
    "poll_frozen",
    "bad_choice",
    "changed",
    "questions_closed",
    "applause_off",
    "table_full",
    "too_many_requests",
    "try_again",
    "wrong_code",
    "wrong_ticket",
    "ticket_used",
    "event_full",
    "event_over",
    "token_expired",
]

CODES: tuple[Code, ...] = get_args(Code)

SENTENCES: dict[Code, str] = {
    "bad_frame": "This is not a JSON object that can be read.",
    "too_large": "This is longer than may be sent.",
    "unknown_action": "There is no such action.",
    "bad_field": "A field is missing or has a value that is not allowed.",
    "not_allowed": "This role may not do that here.",
    "no_such_room": "There is no such room.",
    "no_such_poll": "There is no such poll.",
    "no_such_question": "There is no such question.",
    "no_such_table": "There is no such table.",
    "no_such_help": "There is no such request.",
    "not_in_room": "Enter the room first.",
    "poll_not_open": "This poll is not open.",
    "poll_frozen": "This poll can no longer be changed that way.",
    "bad_choice": "This choice is not one that the poll offers.",
    "changed": "Somebody else has changed this meanwhile.",
    "questions_closed": "Questions are closed in this room.",
    "applause_off": "Applause is off in this room.",
    "table_full": "This table is full.",
    "too_many_requests": "That was too fast; please wait a moment.",
    "try_again": "That did not go through; please try again.",
    "wrong_code": "This is not the code of the event.",
    "wrong_ticket": "This ticket is not known.",
    "ticket_used": "This ticket is in use on another device.",
    "event_full": "The event is full.",
    "event_over": "The event is over.",
    "token_expired": "This link is no longer valid.",
}


class Refused(Exception):
    """A rule said no; nothing was changed. `field` names the field that was wrong, where one was; `command` is the id
    that a refused frame could still be read to have, `retry_after` in how many seconds it may be tried again.
    """

    def __init__(
        self,
        code: Code,
        message: str | None = None,
        *,
        field: str | None = None,
        command: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or SENTENCES[code]
        self.field = field
        self.command = command
        self.retry_after = retry_after
