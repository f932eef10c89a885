"""How DynamoDB is asked, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from pynamodb.exceptions import DeleteError, PutError, PynamoDBConnectionError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from beifall.store import keys
from beifall.store.port import Overloaded
from beifall.store.rows import table

OVERLOAD = frozenset({"ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"})
CONDITION = "ConditionalCheckFailedException"

Row = TypeVar("Row", bound=Model)


@contextmanager
def answered() -> Iterator[None]:
    """A refusal for load becomes the port's; whatever else goes wrong stays what it is."""
    try:
        yield
    except PynamoDBConnectionError as error:
        # Where a table does a part of a batch only, PynamoDB asks once more, and has no cause for giving up then.
        has_given_up = isinstance(error, PutError) and error.cause is None
        if has_given_up or said(error) in OVERLOAD:
            raise Overloaded from error
        raise


def said(error: PynamoDBConnectionError) -> str | None:
    """DynamoDB's own word for it; None where it has not answered at all, which PynamoDB does not expect."""
    response = getattr(error.cause, "response", None) or {}
    code: str | None = response.get("Error", {}).get("Code")
    return code


def done(write: Callable[[], object]) -> bool:
    """Whether the write's condition held."""
    try:
        write()
    except (PutError, UpdateError, DeleteError) as error:
        if said(error) == CONDITION:
            return False
        raise
    return True


def one(model: type[Row], key: keys.Key) -> Row | None:
    with answered():
        try:
            return model.get(*key, consistent_read=True)
        except model.DoesNotExist:
            return None


def several(model: type[Row], wanted: Sequence[keys.Key]) -> dict[keys.Key, Row]:
    if not wanted:
        return {}
    with answered():
        rows = model.batch_get(list(wanted), consistent_read=True)
        return {(cast("Any", row).pk, cast("Any", row).sk): row for row in rows}


class Seen:
    """A row of a query, for looking at only. PynamoDB makes an object of each attribute of each row: of hundreds of
    rows, that takes longer than reading them.
    """

    __slots__ = ("_item", "_model")

    def __init__(self, model: type[Model], item: dict[str, dict[str, Any]]) -> None:
        self._model, self._item = model, item

    def __getattr__(self, name: str) -> Any:
        """As the model's attribute of that name would have it; whole numbers are all that our rows have of numbers."""
        for kind, held in self._item.get(name, {}).items():
            if kind == "S":
                return held
            return int(held) if kind == "N" else getattr(self._model, name).deserialize(held)
        if name not in self._model.get_attributes():
            raise AttributeError(name, name=name, obj=self)
        return None


def query(model: type[Row], pk: str, sk: Condition | None = None) -> list[Row]:
    rows, begin = list[Seen](), None
    with answered():
        while True:
            page = table(model).query(pk, sk, consistent_read=True, exclusive_start_key=begin)
            rows += [Seen(model, item) for item in page["Items"]]
            begin = page.get("LastEvaluatedKey")
            if begin is None:
                return cast("list[Row]", rows)
