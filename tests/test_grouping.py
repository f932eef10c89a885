"""Tests that share something dear, or that follow one another, run on one worker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.grouping import group

SAYS = """
import os
import pytest

pytestmark = pytest.mark.xdist_group("together")


@pytest.mark.parametrize("number", range(8))
def test_where(number: int) -> None:
    with open(os.environ["WHERE"], "a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")
"""


def test_a_file_says_its_group() -> None:
    assert group("tests/infra/test_emulated.py") == "emulated"
    assert group("tests/test_imports.py") is None


def test_all_of_a_group_run_on_one_worker(tmp_path: Path) -> None:
    own, where = tmp_path / "tests/test_together.py", tmp_path / "where"
    own.parent.mkdir()
    own.write_text(SAYS)
    (tmp_path / "conftest.py").write_text(
        "from tests import grouping\n"
        f"grouping.ROOT = __import__('pathlib').Path({str(tmp_path)!r})\n"
        "from tests.conftest import pytest_xdist_make_scheduler\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--numprocesses=2", "--dist=loadgroup"]
    environment = os.environ | {"WHERE": str(where), "PYTHONPATH": os.pathsep.join(sys.path)}
    for name in [name for name in environment if name.startswith("PYTEST_")]:
        del environment[name]
    run = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(own)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    ran = where.read_text().split()
    assert len(ran) == 8
    assert len(set(ran)) == 1
