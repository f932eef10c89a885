"""Every frame of a rehearsal, and of people who do everything wrong, is as the published documents say, both ways; and
each action, frame, item, call and code is there at least once.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from beifall.commands import ACTIONS
from beifall.domain.refusals import CODES
from protocol.calls import CALLS
from protocol.frames import SCHEMAS as FRAMES
from protocol.items import LISTS
from tests.protocol.conformance import Examiner, Found
from tests.protocol.misuse import misused
from tests.serving import ROOT, beifall, environment

HALL = Path(__file__).with_name("hall.toml")
PEOPLE = "12"

pytestmark = pytest.mark.xdist_group("conformance")


def rehearsing(recording: Path) -> subprocess.Popen[str]:
    """A rehearsal as its users start it, in a process of its own."""
    command = beifall("rehearse", str(HALL), "--attendees", PEOPLE, "--minutes", "0.1", "--record", str(recording))
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@dataclass(frozen=True)
class Recorded:
    """The recordings, the rehearsal's first; and how that ended: its exit code, and what it has said."""

    files: list[Path]
    code: int
    said: str

    @property
    def texts(self) -> list[str]:
        return [one.read_text() for one in self.files]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Both at the same time: most of either is waiting."""
    folder = tmp_path_factory.mktemp("recordings")
    recording = folder / "rehearsal.jsonl"
    with rehearsing(recording) as rehearsal:
        try:
            made = asyncio.run(misused(folder))
            said, _ = rehearsal.communicate(timeout=400)
        finally:
            rehearsal.kill()
    return Recorded([recording, *made], rehearsal.returncode, said)


def examined(*recordings: str) -> Found:
    examiner = Examiner()
    for one in recordings:
        examiner.read(one)
    return examiner.found


@pytest.fixture(scope="module")
def found(recorded: Recorded) -> Found:
    return examined(*recorded.texts)


def test_the_rehearsal_went_well(recorded: Recorded) -> None:
    assert recorded.code == 0, recorded.said


def test_nothing_is_said_or_answered_that_is_not_documented(found: Found) -> None:
    assert found.wrong == []


def test_the_crowd_says_nothing_that_is_not_documented(recorded: Recorded) -> None:
    assert examined(recorded.texts[0]).malformed == 0


def test_each_action_is_said(found: Found) -> None:
    assert {action for action, times in found.actions.items() if times} == {*ACTIONS, "clap"}


def test_each_frame_is_heard(found: Found) -> None:
    assert set(found.frames) == set(FRAMES)


def test_each_item_is_there(found: Found) -> None:
    every = {f"{list_}: {kind}" for list_, kinds in LISTS.items() for kind in kinds}
    assert every <= set(found.items)


def test_each_call_is_made_and_each_of_its_answers_given(found: Found) -> None:
    every = {f"{call.name} {status}" for call in CALLS for status in call.answers}
    assert every <= set(found.calls)


def test_each_code_is_answered(found: Found) -> None:
    assert set(found.codes) == set(CODES)


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("answered", "done"),
        ("retry_after", "wait"),
        ("upvotes", "likes"),
        ("ballots", "votes"),
        ("taken", "seats_taken"),
        ("nonce", "secret"),
        ("choice", "chosen"),
    ],
)
def test_a_field_of_another_name_is_noticed(recorded: Recorded, field: str, other: str) -> None:
    """The negative control, on what was recorded."""
    assert examined(*(text.replace(f'"{field}"', f'"{other}"') for text in recorded.texts)).wrong


def test_a_recording_has_nothing_in_it_that_lets_others_in(recorded: Recorded) -> None:
    joins = 0
    for text in recorded.texts:
        assert "HALL01" not in text
        assert "SMALL1" not in text
        for line in map(json.loads, text.splitlines()):
            if line.get("path", "").endswith("/join") and line["status"] == 201:
                joins += 1
                assert (line["body"]["nonce"], line["answer"]["token"]) == ("-" * 16, "-")
        assert "k1." not in text, "the beginning of a token"
    assert joins > int(PEOPLE)


def test_what_was_found_is_told(recorded: Recorded, found: Found, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        _said("the rehearsal", examined(recorded.texts[0])),
        _said("with the misuse", found),
        f"codes: {dict(sorted(found.codes.items()))}",
    ]
    with capsys.disabled():
        sys.stdout.write("".join(f"\nconformance: {line}" for line in lines) + "\n")


def _said(what: str, found: Found) -> str:
    parts = (
        f"in {found.actions.total():,} commands of {len(+found.actions)}/{len(ACTIONS) + 1} actions",
        f"{found.malformed} malformed",
        f"out {found.frames.total():,} frames of {len(found.frames)}/{len(FRAMES)} kinds",
        f"{found.items.total():,} items",
        f"{found.calls.total():,} HTTP calls",
        f"{len(found.codes)}/{len(CODES)} codes",
    )
    return f"{what}: {', '.join(parts)}"
