"""What functions log: what happened, once, as fields. Never a name, a text, a token, a code or an address: only what
stands here leaves, and only in the form that it has here.
"""

from __future__ import annotations

import logging
import os
import re
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from beifall.discretion import CODE, FORM, REQUEST, discreet, told
from beifall.domain.refusals import CODES

__all__ = ["discreet", "logger"]

NUMBERS = frozenset({"frames", "gone", "busy", "failed"})

FORMS = {
    "code": "|".join(CODES),
    "pace": "at-once|bundled|loud|quiet",
    # The event's own, as they are read from a stream's keys: never what a client has sent.
    "room": "[A-Za-z0-9_-]{0,36}",
    "poll": "[A-Za-z0-9_-]{1,36}",
    "function_request_id": "[0-9a-f-]{36}",
    "error": FORM,
    # AWS's name for what kept a frame from its connection, its status if it has none, or Python's name.
    "why": f"{CODE}|[0-9]{{3}}",
}
"""Texts by name, and what they look like."""

MESSAGE = re.compile("[a-z][a-z ]{1,40}")

ABOUT = {
    "level": "[A-Z]{1,8}",
    "location": r"[\w<>]{1,60}:\d{1,6}",
    "message": MESSAGE.pattern,
    "service": "beifall",
    "timestamp": r"[\d :,+-]{10,40}",
    "xray_trace_id": "[0-9a-f-]{1,60}",
}
"""What powertools says of each record, by name, and what it looks like."""

OWN = frozenset(logging.makeLogRecord({}).__dict__)
"""What every record has."""


class Allowed(logging.Filter):
    """Takes from a record whatever is not allowed, before it is formatted, whichever logger it comes from."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; not all of it does."""
        if record.exc_info and record.exc_info[1] is not None:
            record.error = told(record.exc_info[1])
        record.exc_info = record.exc_text = record.stack_info = None
        record.function_request_id = REQUEST.get()
        if record.args or not isinstance(record.msg, str) or not MESSAGE.fullmatch(record.msg):
            record.msg, record.args = "unsaid", ()
        for name in record.__dict__.keys() - OWN:
            if not _is_allowed(name, record.__dict__[name]):
                del record.__dict__[name]
        return True


class Discreet(LambdaPowertoolsFormatter):
    """Drops what is not allowed from the finished line too: keys that are appended to a logger are in no record."""

    def serialize(self, log: Any) -> str:
        """The line in JSON."""
        return super().serialize({name: value for name, value in log.items() if _is_said(name, value)})


def _is_said(name: str, value: Any) -> bool:
    return _is_allowed(name, value) or (name in ABOUT and _looks(value, ABOUT[name]))


def _is_allowed(name: str, value: Any) -> bool:
    if name in NUMBERS:
        return type(value) is int
    return name in FORMS and _looks(value, FORMS[name])


def _looks(value: Any, form: str) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value, re.ASCII) is not None


logger = Logger(service="beifall", log_uncaught_exceptions=False, logger_formatter=Discreet())
# Powertools would take the level at which Lambda lets lines through for ours. That one must let through all there is.
logging.getLogger(logger.name).setLevel(os.environ.get("POWERTOOLS_LOG_LEVEL", "INFO").upper())
for handler in logger.handlers:
    handler.addFilter(Allowed())
