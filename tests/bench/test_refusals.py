"""What measurements of applause say where they cannot measure: a sentence, and exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.heard.rendering import ROOT


def refused(*command: str, **environment: str) -> str:
    """What a measurement says that ends with 2, in one line."""
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1), ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    "command",
    ["bench.applause", "bench.mutants", "bench.applause_pictures --out FOLDER", "bench.listening make FOLDER"],
)
def test_without_node_a_sentence_says_so(tmp_path: Path, command: str) -> None:
    arguments = command.replace("FOLDER", str(tmp_path / "made")).split()
    assert refused(*arguments, PATH=str(tmp_path)) == (
        "beifall: there is no Node, which renders applause: `node` must be on the PATH\n"
    )


def test_without_chromium_a_sentence_says_so_before_anything_is_served() -> None:
    assert "BEIFALL_CHROMIUM=/nowhere is not there" in refused("bench.worklet", BEIFALL_CHROMIUM="/nowhere")


@pytest.mark.parametrize("command", ["bench.listening make", "bench.applause_pictures --out"])
def test_a_folder_that_cannot_be_made_is_said(command: str) -> None:
    assert "beifall: /proc/x: " in refused(*command.split(), "/proc/x")


@pytest.mark.parametrize("seed", ["-1", str(2**31), "x"])
def test_a_seed_that_no_test_has_is_refused(tmp_path: Path, seed: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bench.listening", "make", str(tmp_path / "made"), "--seed", seed],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert "argument --seed" in ended.stderr
