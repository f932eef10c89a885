"""`os.environ` as each function is told it, in one process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Self

from local.lambdas import function

LAMBDAS = frozenset({
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "LANG",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONPATH",
    "TZ",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
})  # fmt: skip
"""What Lambda tells every function (AWS Lambda Developer Guide, configuration-envvars)."""

EMULATED = "AWS_"
"""What begins so leads to services on this machine, and is of no deployment."""


class Variables(MutableMapping[str, str]):
    """Inside of its block it is `os.environ`, in the place of the one that was there. A function's code finds what
    Lambda tells it and what its deployment does (`of`, by function; a value that this run has replaces the
    deployment's), and nothing else of what this process has. Whoever else looks finds all.

    `untold` gets a function and a variable for each that it looks for without being told, if others are told.
    """

    def __init__(self, of: Mapping[str, Mapping[str, str]], untold: set[tuple[str, str]]) -> None:
        self._process = os.environ
        self._of, self._untold = of, untold
        self._known = frozenset(name for its in of.values() for name in its)

    def __getitem__(self, name: str) -> str:
        asks = function()
        if asks is None or self._is_lambdas(name):
            return self._process[name]
        its = self._of.get(asks, {})
        if name in its:
            return self._process.get(name, its[name])
        if name in self._known:
            self._untold.add((asks, name))
            raise KeyError(f"{name}, which {asks} is not told")
        raise KeyError(name)

    def __setitem__(self, name: str, value: str) -> None:
        self._process[name] = value

    def __delitem__(self, name: str) -> None:
        del self._process[name]

    def __iter__(self) -> Iterator[str]:
        asks = function()
        if asks is None:
            yield from self._process
            return
        yield from (name for name in self._process if self._is_lambdas(name))
        yield from self._of.get(asks, {})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def copy(self) -> dict[str, str]:
        """As `os.environ` has it."""
        return dict(self)

    def __enter__(self) -> Self:
        self._process = os.environ
        os.environ = self  # type: ignore[assignment] # noqa: B003 - the process keeps its own
        return self

    def __exit__(self, *_: object) -> None:
        os.environ = self._process  # noqa: B003

    @staticmethod
    def _is_lambdas(name: str) -> bool:
        return name in LAMBDAS or name.startswith(EMULATED)
