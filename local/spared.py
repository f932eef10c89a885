"""What a function computes for a call on AWS, and this machine does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local.seam import Answered, Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botocore.awsrequest import AWSResponse

CALL = 350_000
"""Nanoseconds of a whole processor in which botocore prepares a call, signs it and judges its answer. By the short way
(`local/seam.py`) it does not. Measured with `./beifall bench calls`, as the others here: the same within a tenth for
every operation, and whether botocore's own client has called or PynamoDB, which ends in the same method.
"""

VALUE = 3_000
"""And for each attribute of each row that comes back."""

WIRE = 500_000
"""Nanoseconds that a request by HTTPS and its answer take, over a connection that is open. By either way, a call that
is answered in this process needs none.
"""


def spared(call: Call, answered: AWSResponse | None) -> int:
    """Nanoseconds, of a call that has been answered; None has come over a wire, and costs what it costs."""
    if answered is None:
        return 0
    return WIRE + (CALL + VALUE * _values(answered) if call.is_short else 0)


def _values(answered: AWSResponse) -> int:
    assert isinstance(answered, Answered), "a shortened service answers here"
    return sum(map(len, _rows(answered.fields)))


def _rows(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from fields.get("Items", ())
    for rows in fields.get("Responses", {}).values():
        yield from rows
    yield fields.get("Item") or fields.get("Attributes") or {}
