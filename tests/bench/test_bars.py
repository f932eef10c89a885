"""Whether the bars bite: on figures that are as they should be, and on figures that are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench import applause, worklet
from bench.bars.cost import recorded
from bench.bars.density import PEOPLE, Sound, judged
from bench.bars.limits import limits
from bench.bars.reading import Reading
from bench.heard.rendering import Renderer

AS_THEY_SHOULD_BE = [
    Sound(160 / people, level, 4 * people)
    for people, level in zip(PEOPLE, (-36, -34, -31, -30, -29, -25, -20), strict=True)
]


def test_a_crowd_as_it_should_be_clears_them() -> None:
    assert [reading.good for reading in judged(AS_THEY_SHOULD_BE)] == [True, True, True]


def test_an_extra_clap_like_the_next_fails() -> None:
    same = [replace(sound, kurtosis=max(sound.kurtosis, 20)) for sound in AS_THEY_SHOULD_BE]
    assert [reading.good for reading in judged(same)][::2] == [False, False]


@pytest.mark.parametrize(
    "levels", [[-20.0] * 7, [-40, -36, -30, -25, -20, -15, -10], [-36, -34, -31, -32, -29, -25, -20]]
)
def test_a_flat_a_steep_and_a_falling_level_fail(levels: list[float]) -> None:
    sounds = [replace(sound, level=level) for sound, level in zip(AS_THEY_SHOULD_BE, levels, strict=True)]
    assert [reading.good for reading in judged(sounds)] == [True, False, True]


def test_silence_clears_no_bar_of_sound(tmp_path: Path) -> None:
    silence = [replace(sound, kurtosis=0, level=-200) for sound in AS_THEY_SHOULD_BE]
    assert [reading.good for reading in judged(silence)] == [False, False, False]
    two = [replace(sound, kurtosis=0) if index > 1 else sound for index, sound in enumerate(AS_THEY_SHOULD_BE)]
    assert not judged(two)[2].good, "two points lie on a line whatever they are"
    core = tmp_path / "silent.mjs"
    core.write_text("export const synthesiser = () => ({ tick() {}, clap() {}, stop() {}, fill() {} });")
    assert not limits(Renderer(tmp_path, core=core))[0].good


@pytest.mark.parametrize(
    ("part", "silence", "applause", "good"),
    [
        (0.09, 0, (200, 512, 208), True),
        (0.10, 0, (200, 300, 208), False),
        (0.09, 1, (200, 300, 208), False),
        (0.09, 0, (200, 513, 208), False),
        (0.09, 0, (200, 0, 208), False),
    ],
)
def test_the_worklets_part_of_a_core_and_its_bytes_have_bars(
    part: float, silence: float, applause: tuple[float, ...], *, good: bool
) -> None:
    assert worklet.is_good(part, silence, applause) is good


def test_a_failure_of_ours_and_a_baseline_that_passes_are_both_wrong() -> None:
    good = {bar: Reading(bar, "", "", good=True) for bar in ("A1", "A2", "A3", "A5", "A6")}
    bad = {bar: replace(reading, good=False) for bar, reading in good.items()}
    assert applause.Table(good, dict.fromkeys(applause.BASELINES, bad)).wrong == []
    assert applause.Table(bad, dict.fromkeys(applause.BASELINES, bad)).wrong == [f"{bar} is not cleared" for bar in bad]
    blind = applause.Table(good, {name: {**bad, "A1": good["A1"]} for name in applause.BASELINES}).wrong
    assert blind == ["A1 does not catch the five-loops baseline", "A1 does not catch the crowd-loop baseline"]


def test_a_recording_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    for name, content in {
        "clap.wav": b"",
        "clap.bin": b"OggS....",
        "clap.dat": b"RIFF....WAVEfmt ",
        "clap.js": b'const clap = "data:audio/mpeg;base64,";',
        "picture.webp": b"RIFF....WEBPVP8 ",
        "page.js": b"export {}",
    }.items():
        (tmp_path / name).write_bytes(content)
    assert {path.name for path in recorded(tmp_path)} == {"clap.wav", "clap.bin", "clap.dat", "clap.js"}
