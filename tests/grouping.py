"""Which tests run on one worker, one after the other.

xdist writes a test's group into its id, where pytest 9.2 no longer reads it: with `--dist=loadgroup` alone, the tests
of a group are spread over all workers, and nothing says so.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent.parent
GROUP = re.compile(r'^pytestmark = pytest\.mark\.xdist_group\("(\w+)"\)', re.MULTILINE)


@cache
def group(file: str) -> str | None:
    """Of all tests of a file, if it says one."""
    found = GROUP.search((ROOT / file).read_text(encoding="utf-8"))
    return None if found is None else found[1]


class Grouping(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types that mypy may follow here
    """Tests of one group go to one worker, all others to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid.partition("::")[0]) or nodeid
