"""What is said of a crash: which error, and where in our own code. Its text may be anybody's: it is said nowhere.

Standard library only: the function that takes claps in uses it too.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import wraps
from itertools import islice
from typing import Any, TypeVar

Context = TypeVar("Context")
Answer = TypeVar("Answer")

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Lambda's id of the invocation that is under way."""

OURS = ("beifall", "functions", "handler")
TOLD = 8
"""Errors of a group, or of a chain, that are told of at most."""

PLACES = 5
"""And places in our code."""

LONGEST = 2_000
"""Characters, for all errors of a group together; one alone is shorter."""

TYPE = r"\w{1,60}"
MODULE = r"[\w.]{1,80}"
FUNCTION = r"<?\w{1,60}>?"
CODE = "[A-Za-z]{1,60}"

_TYPE = rf"(?:{TYPE}|\?)(?: {CODE})?"
_PLACE = rf"(?:{MODULE}|\?):\d{{1,6}} (?:{FUNCTION}|\?)"
_ONE = rf"{_TYPE} at (?:\?|{_PLACE}(?: < {_PLACE})*)(?: from {_TYPE})*"
FORM = rf"(?=.{{1,{LONGEST}}}\Z){_ONE}(?:; {_ONE})*"
"""What `told` says, and nothing else: names as Python code has them, so that no type made up at run time is a text."""

for library in ("boto3", "botocore", "pynamodb", "urllib3"):
    # At some levels these log what they send and get. A level can be set by whoever deploys; this cannot.
    logging.getLogger(library).addHandler(logging.NullHandler())
    logging.getLogger(library).propagate = False


class Crashed(Exception):
    """A handler has crashed; the text is what `told` says. Lambda prints it, and the runner does."""


def discreet(
    handler: Callable[[dict[str, Any], Context], Answer],
) -> Callable[[dict[str, Any], Context], Answer]:
    """The same handler, but of what it raises only `told` is left: Lambda would print the error's own text, also that
    of a `SystemExit`.
    """

    @wraps(handler)
    def kept(event: dict[str, Any], context: Context) -> Answer:
        REQUEST.set(str(getattr(context, "aws_request_id", "")))
        try:
            return handler(event, context)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is
            what = told(error)
        logging.getLogger("beifall").error("crashed", extra={"error": what})
        # Raised out here, it has no context: nobody who looks at it finds the error itself.
        raise Crashed(what)

    return kept


def told(error: BaseException) -> str:
    """`KeyError at beifall.tally:88 recount < functions.tally.handler:20 handler`, and what it came from."""
    parts = [_told(one) for one in islice(_alone(error), TOLD)]
    while len(text := "; ".join(parts)) > LONGEST:
        parts.pop()
    return text


def _alone(error: BaseException) -> Iterator[BaseException]:
    """The error, or those of its group and of the groups in it."""
    left = [error]
    while left:
        one = left.pop()
        if isinstance(one, BaseExceptionGroup):
            left += reversed(one.exceptions)
        else:
            yield one


def _told(error: BaseException) -> str:
    causes = [f" from {_type(one)}" for one in _causes(error)]
    return f"{_type(error)} at {_place(error)}{''.join(causes)}"


def _type(error: BaseException) -> str:
    return f"{_name(type(error).__name__, TYPE)}{_code(error)}"


def _name(name: str, form: str) -> str:
    return name if re.fullmatch(form, name, re.ASCII) else "?"


def _place(error: BaseException) -> str:
    """Where our own code was, the innermost first."""
    places = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__"))
        if module.partition(".")[0] in OURS and module != __name__:
            places.append(f"{_name(module, MODULE)}:{line} {_name(frame.f_code.co_name, FUNCTION)}")
    return " < ".join(places[: -PLACES - 1 : -1]) or "?"


def _causes(error: BaseException) -> Iterator[BaseException]:
    one = error
    for _ in range(TOLD):
        cause = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if cause is None:
            return
        yield cause
        one = cause


def _code(error: BaseException) -> str:
    """AWS's word for it, where it has one."""
    response = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return f" {code}" if isinstance(code, str) and re.fullmatch(CODE, code) else ""
