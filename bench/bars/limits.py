"""A12, A14: never too loud, never longer than it should, and never in the pace of the ticks."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from bench.bars.reading import Reading
from bench.heard import probe
from bench.heard.crowd import TICK, Episode, steady, ticked
from bench.heard.envelope import depth, peak, quiet_from
from bench.heard.rendering import Renderer
from bench.heard.wave import FULL

REVERBERATION = 1.35
"""A hall is 60 dB down after so many seconds."""
PACES = (*(1 / TICK + off for off in (-0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2)), 2 / TICK)
"""Hz."""
LOST = 5.0
"""When the connection breaks (s)."""


def limits(renderer: Renderer) -> list[Reading]:
    """A12: two thousand at their strongest, until they stop; and three hundred, until the connection breaks. Silence is
    no applause that keeps its limits.
    """
    claps = steady(2_000, seed=5, start=0.5, end=5.5)
    wave = renderer.episode(Episode(10, ticked(claps, 8, grade=15)))
    loudest = peak(wave)
    after = quiet_from(wave) - claps[-1].at
    ticks = [tick for tick in ticked(steady(300, seed=5, start=0.5, end=8), 8) if tick.at <= LOST]
    lost = Episode(10, ticks)
    claps_end = float(probe.times(renderer.episode(lost, options=["--probe"])).max(initial=0.0)) - LOST
    silent = quiet_from(renderer.episode(lost)) - LOST
    sounded = after > claps[0].at - claps[-1].at and min(claps_end, silent) > -LOST
    return [
        Reading(
            "A12",
            "peak ≤ .95 (n = 2000, e = 15); -60 dBFS ≤ 2.5 s after the last clap; connection lost: claps end ≤ 1 s,"
            f" silence ≤ {1 + REVERBERATION:.2f} s",
            f"{loudest:.3f}; {after:.2f} s; {claps_end:.2f} s, {silent:.2f} s",
            sounded
            and loudest <= 0.95 + 0.5 / FULL
            and after <= 2.5
            and claps_end <= 1
            and silent <= 1 + REVERBERATION,
            {"peak": loudest, "quiet": after, "lost claps": claps_end, "lost quiet": silent},
        )
    ]


def pumping(renderer: Renderer, *, seeds: int = 2) -> list[Reading]:
    """A14: the greatest at the ticks' rate, close to it, and at its double; ticks on time, and through a network."""
    calm, jittering = (
        [_swing(renderer, seed, options) for seed in range(1, seeds + 1)] for options in ((), ("--jitter",))
    )
    usual = [statistics.median(calm), statistics.median(jittering)]
    return [
        Reading(
            "A14",
            "swing at the ticks' rate < 5 % (n = 300), through a jittering network too",
            f"{usual[0]:.1%}, jittering {usual[1]:.1%}",
            max(usual) < 0.05,
            {"calm": calm, "jittering": jittering},
        )
    ]


def _swing(renderer: Renderer, seed: int, options: Sequence[str]) -> float:
    rendered = renderer.steady(300, seconds=24, seed=seed, options=options)
    wave = rendered.wave.part(rendered.claps[0].at + 3, rendered.claps[-1].at)
    return max(depth(wave, hertz) for hertz in PACES)
