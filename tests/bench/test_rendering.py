"""Renderings, by the code that browsers run and by naive answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.bars.cost import bundle
from bench.bars.density import typical
from bench.bars.echo import FEW, twice
from bench.bars.persons import single
from bench.heard import probe, rendering
from bench.heard.crowd import Clap, Episode, steady, ticked
from bench.heard.rendering import ROOT, Renderer, Unrendered

BASELINES = ROOT / "bench/baselines"


def test_steady_applause_comes_with_its_claps(tmp_path: Path) -> None:
    rendered = Renderer(tmp_path).steady(3, seconds=2, seed=1)
    assert {clap.person for clap in rendered.claps} == {0, 1, 2}
    assert rendered.wave.seconds > rendered.claps[-1].at > 1
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_each_clap_of_an_episode_is_counted(tmp_path: Path) -> None:
    claps = [Clap(0.1, 0), Clap(0.2, 1), Clap(0.6, 0)]
    wave = Renderer(tmp_path).episode(Episode(2, ticked(claps, 2)), options=["--probe"])
    assert probe.counted(wave) == pytest.approx(3, rel=0.001)


def test_a_clap_that_stands_for_several_is_counted_as_them(tmp_path: Path) -> None:
    claps = steady(1_000, seed=1, start=0.5, end=6)
    wave = Renderer(tmp_path).episode(Episode(8, ticked(claps, 8)), options=["--probe"])
    assert probe.counted(wave) == pytest.approx(len(claps), rel=0.02)
    assert len(probe.times(wave)) < 0.7 * len(claps)


def test_one_clap_in_is_one_clap_out_and_not_with_a_loop(tmp_path: Path) -> None:
    assert single(Renderer(tmp_path), seeds=1)[0].good
    assert not single(Renderer(tmp_path, core=BASELINES / "crowd-loop.mjs"), seeds=1)[0].good


def test_five_loops_sound_alike_for_five_and_for_thirty(tmp_path: Path) -> None:
    naive, ours = (Renderer(tmp_path, core=core) for core in (BASELINES / "five-loops.mjs", None))
    assert typical(naive, 30, 1).kurtosis == pytest.approx(typical(naive, 5, 1).kurtosis, rel=0.05)
    assert typical(ours, 30, 1).kurtosis < typical(ours, 5, 1).kurtosis / 2


def test_ones_own_claps_are_not_heard_twice(tmp_path: Path) -> None:
    assert twice(Renderer(tmp_path), FEW, 1) == pytest.approx(0, abs=0.001)


def test_what_does_not_render_says_why(tmp_path: Path) -> None:
    (tmp_path / "core.mjs").write_text("throw new Error('no hands');")
    with pytest.raises(Unrendered, match="no hands"):
        Renderer(tmp_path, core=tmp_path / "core.mjs").steady(1, seconds=1, seed=1)


def test_one_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SECONDS", 0.5)
    (tmp_path / "core.mjs").write_text("for (;;);")
    with pytest.raises(Unrendered, match=r"was not done after 0\.5 s"):
        Renderer(tmp_path, core=tmp_path / "core.mjs").steady(1, seconds=1, seed=1)


def test_the_module_is_bundled_with_all_that_it_imports() -> None:
    assert b"registerProcessor" in bundle(ROOT)
    assert b"import" not in bundle(ROOT).replace(b"important", b"")
