"""Types that several threads decode are ready before the first of them does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.serving import ROOT, environment

SHOW = """
import dataclasses, importlib, sys
module = importlib.import_module(sys.argv[1])
names = sys.argv[2].split()
kinds = [getattr(module, name) for name in names]
assert all(dataclasses.is_dataclass(kind) for kind in kinds)
print(*(name for name, kind in zip(names, kinds) if "__msgspec_cache__" not in vars(kind)))
"""


@pytest.mark.parametrize(
    ("module", "kinds"),
    [
        ("beifall.parse", "ACTIONS"),
        ("beifall.tokens", "Keys Claims"),
        ("beifall.join", "Join"),
        ("beifall.links", "Revoke"),
        ("beifall.delays.sqs", "Job"),
        (
            "beifall.store.dynamo.stored",
            "Event Room Poll Question HelpRequest Count Tally Board Atmosphere Presence",
        ),
        ("beifall.store.dynamo.facts", "Contribution"),
        ("beifall.store.dynamo.floors", "Floor"),
    ],
)
def test_no_type_is_first_looked_at_by_two_threads_at_once(module: str, kinds: str) -> None:
    """In a process of its own: here other tests have long been the first."""
    show = SHOW
    if kinds == "ACTIONS":
        show = SHOW.replace(
            "names = sys.argv[2].split()", "names = [a.command.__name__ for a in module.ACTIONS.values()]"
        )
        show = show.replace("getattr(module, name) for name in names", "a.command for a in module.ACTIONS.values()")
    command = [sys.executable, "-c", show, module, kinds]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
