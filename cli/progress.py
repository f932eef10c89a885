"""How far a rehearsal is: a bar where somebody looks, a line for each scene where nobody does."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar


class Progress:
    """Is told each line that comes from the people; `where` is the address at which one can come and see."""

    def __init__(self, where: str) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._where = where
        # The people need this machine's time more than the bar does.
        self._bar = Bar(
            TextColumn("{task.description:24}"),
            BarColumn(),
            TextColumn("{task.fields[said]}"),
            TimeElapsedColumn(),
            console=self._console,
            refresh_per_second=2,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("coming", total=None, said="")
        self._before, self._until = 0.0, 0.0
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        self._console.print(f"Rehearsing at {self._where}")
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def hears(self, line: dict[str, Any]) -> None:
        """A scene begins, or some seconds have passed."""
        if "scene" in line:
            if self._bar.disable:
                passed = time.monotonic() - self._began
                self._console.print(f"{passed:6.1f} s  {line['number']}/{line['of']}  {line['scene']}")
            self._before, self._until = line["from"], line["until"]
            self._bar.update(self._task, description=line["scene"], total=line["all"], completed=self._before)
        elif "passed" in line:
            said = f"{line['attendees']} people, {line['acknowledged']}/{line['commands']} commands"
            completed = min(self._until, self._before + line["passed"])
            self._bar.update(self._task, completed=completed, said=said)
