"""What `bench/render-applause.mjs` cannot do it says in one line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bench.heard.crowd import Clap, Episode, ticked
from bench.heard.rendering import ROOT, Renderer

TICK = {"at": 0.25, "a": [1, 1, 1, 8]}


def refused(folder: Path, *asked: str) -> str:
    """The line, without what each begins with."""
    out = () if "--out" in asked else ("--out", str(folder / "out.wav"))
    command = ["node", "bench/render-applause.mjs", *asked, *out]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1), ended.stderr
    assert not (folder / "out.wav").exists()
    return ended.stderr.removeprefix("render-applause: ").strip()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--people 3 --loud", "Unknown option '--loud'"),
        ("--people 3 more", "Unexpected argument 'more'"),
        ("", "either --people N or --episode FILE.json"),
        ("--people 0", "--people is from 1 to 100000"),
        ("--people 2.5", "--people is from 1 to 100000"),
        ("--people 1e3", "--people is from 1 to 100000"),
        ("--people 3 --seconds 3601", "--seconds is from 0.1 to 3600"),
        ("--people 100000 --seconds 11", "--people times --seconds is 1000000 at most"),
        ("--people 3 --seed=", "--seed is from 0 to 2147483648"),
        ("--people 3 --seed 0.5", "--seed is from 0 to 2147483648"),
        ("--people 3 --grade 16", "--grade is from 0 to 15"),
        ("--people 3 --stall 11", "--stall is from 0 to 10"),
        ("--people 3 --solo abc", "--solo is a list of people's numbers, such as 0,3"),
        ("--people 3 --solo=", "--solo is a list of people's numbers, such as 0,3"),
        ("--people 3 --out nowhere/a.wav", "nowhere/a.wav: ENOENT: no such file or directory, access"),
        ("--people 3 --seconds 1 --out bench", "bench: EISDIR"),
        ("--people 3 --truth nowhere/a.json", "nowhere/a.json: ENOENT: no such file or directory, access"),
        ("--people 3 --core nowhere.mjs", "nowhere.mjs: Cannot find module"),
        ("--people 3 --core bench/applause/wave.mjs", "bench/applause/wave.mjs has no synthesiser"),
        ("--episode nowhere.json", "nowhere.json: ENOENT"),
        ("--episode README.md", "README.md: Unexpected token"),
    ],
)
def test_an_option_that_is_wrong_is_said(tmp_path: Path, asked: str, said: str) -> None:
    assert refused(tmp_path, *asked.split()).startswith(said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seconds": 1e9}, '"seconds" is from 0.1 to 3600'),
        ({"seconds": "2"}, '"seconds" is from 0.1 to 3600'),
        ({"tick": 0}, '"tick" is from 0.05 to 10'),
        ({"ticks": None}, '"ticks" is a list'),
        ({"ticks": [1]}, 'tick 1 is not {"at": seconds, "a": [seq, n, k, e, claps?]}'),
        ({"ticks": [TICK, {"at": 0.5}]}, "tick 2 is not"),
        ({"ticks": [TICK, None]}, "tick 2 is not"),
        ({"ticks": [{**TICK, "a": [1, 1, 1]}]}, "tick 1 is not"),
        ({"ticks": [{**TICK, "a": [1, 1, 1, 16]}]}, "tick 1 is not"),
        ({"ticks": [{**TICK, "a": [1, 1, 1, 8, "A"]}]}, "tick 1 is not"),
        ({"ticks": [{**TICK, "at": "0"}]}, "tick 1 is not"),
        ({"own": [None]}, '"own" is a list of seconds'),
    ],
)
def test_an_episode_that_is_wrong_is_said(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    path = tmp_path / "episode.json"
    path.write_text(json.dumps({"seconds": 2, "ticks": [TICK], **changes}))
    assert refused(tmp_path, "--episode", str(path)).startswith(f"{path}: {said}")


def test_ticks_and_own_claps_come_in_their_order_however_they_are_told(tmp_path: Path) -> None:
    ticks = ticked([Clap(0.1, 1), Clap(0.6, 2), Clap(1.1, 3)], 2)
    one, other = (
        Renderer(tmp_path).episode(Episode(3, told, own)).samples
        for told, own in ((ticks, [0.3, 0.9]), (ticks[::-1], [0.9, 0.3]))
    )
    assert (one == other).all()


def test_all_that_can_be_asked_for_is_in_the_head() -> None:
    source = (ROOT / "bench/render-applause.mjs").read_text()
    head, code = source.split("*/", 1)
    options = [line.split(":")[0].strip() for line in code.splitlines() if '{ type: "' in line]
    assert len(options) == 13
    assert [option for option in options if f"--{option}" not in head] == []
