"""A stack's template, with nothing in what would be uploaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from beifall.domain.event import Programme
from infra.artefacts import Artefacts
from infra.facts import Facts

ROOT = Path(__file__).parent.parent.parent
EMPTY = b"PK\5\6" + 18 * b"\0"
"""A zip of nothing."""


@dataclass(frozen=True)
class Nothing(Artefacts):
    """Each artefact is there, and empty: a template says no more of it than its name."""

    def application(self) -> Path:
        return self._nothing()

    def vendor(self) -> Path:
        return self._nothing()

    def function(self, name: str) -> Path:
        return self._nothing()

    def setup(self, programme: Programme, site: Path) -> Path:
        return self._nothing()

    def _nothing(self) -> Path:
        path = self.out / "nothing.zip"
        path.write_bytes(EMPTY)
        return path


def bare_template(programme: Programme, folder: Path) -> Any:
    """The template of the event's stack, made in this process."""
    from aws_cdk import App  # noqa: PLC0415 - it takes a second, and starts a Node

    from infra.stack import EventStack  # noqa: PLC0415

    app = App(outdir=str(folder / "cdk.out"))
    stack = EventStack(app, Facts(programme, ROOT / "web", "eu-central-1"), Nothing(folder))
    return cast("Any", app.synth().get_stack_by_name(stack.stack_name).template)
