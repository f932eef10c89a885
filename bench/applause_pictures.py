"""The pictures of docs/applause.md, made of renderings: `./beifall bench applause_pictures [--out FOLDER]`

The same code gives the same bytes. They have a background of their own, for pages that are light and for such that are
dark.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.applause import BASELINES
from bench.bars.density import PEOPLE, Sound, typical
from bench.heard.rendering import ROOT, Renderer, refusing
from bench.heard.wave import Samples, Wave

OUT = ROOT / "docs/pictures"
SHOWN = (1, 5, 30, 300)
SECONDS = 2.0
HIGHEST = 8_000
"""Hz; above there is little of a clap."""
STEPS = 15
"""Levels that are told apart, 4 dB each: more make the file large."""
PAPER, INK, FAINT = "#fbfaf7", "#22201c", "#8a857c"
OURS, OTHERS = "#a8321f", {"five loops": "#2f6690", "crowd loop": "#5b7f3a"}
STYLE: dict[Any, Any] = {
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "font.family": "DejaVu Sans",
    "font.size": 11,
}


def spectrogram(wave: Wave) -> Samples:
    """The level (dB) of each frequency up to HIGHEST, from the lowest, every 10 ms."""
    size, step = 512, 480
    window = np.hanning(size)
    starts = range(0, len(wave.samples) - size, step)
    spectra = np.abs(np.fft.rfft([wave.sum[start : start + size] * window for start in starts], axis=1))
    return np.asarray(20 * np.log10(spectra[:, : HIGHEST * size // wave.rate].T + 1e-9))


def side_by_side(waves: Mapping[int, Wave]) -> Figure:
    """The spectrograms of so many people."""
    figure, axes = plt.subplots(1, len(waves), figsize=(11.5, 3.4), sharey=True, layout="constrained")
    levels = {people: spectrogram(wave) for people, wave in waves.items()}
    top = max(float(level.max()) for level in levels.values())
    for axis, (people, level) in zip(axes, levels.items(), strict=True):
        extent = (0, SECONDS, 0, HIGHEST / 1_000)
        axis.imshow(
            level,
            origin="lower",
            aspect="auto",
            extent=extent,
            cmap=mpl.colormaps["magma"].resampled(STEPS),
            vmin=top - 4 * STEPS,
            vmax=top,
            interpolation="nearest",  # no colours between the steps
        )
        axis.set_title("one person" if people == 1 else f"{people} people", fontsize=12)
        axis.set_xlabel("seconds")
    axes[0].set_ylabel("kHz")
    return figure


def over_people(sounds: Mapping[str, Sequence[Sound]]) -> Figure:
    """Level and kurtosis over the number of people, ours and the baselines'."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11.5, 4.2), layout="constrained")
    for name, heard in sounds.items():
        colour, width = (OTHERS[name], 1.5) if name in OTHERS else (OURS, 2.5)
        marker = {"five loops": "s", "crowd loop": "^"}.get(name, "o")
        for axis, figures in ((left, [one.level for one in heard]), (right, [one.kurtosis for one in heard])):
            axis.plot(PEOPLE, figures, color=colour, linewidth=width, marker=marker, markersize=6, label=name)
    _labelled(left, "level, dBFS", "Louder, the more people clap")
    _labelled(right, "excess kurtosis", "A few stand out, a hall does not")
    right.set_yscale("log")
    right.legend(frameon=False)
    return figure


def _labelled(axis: Axes, what: str, title: str) -> None:
    axis.set_xscale("log")
    axis.set_xticks(PEOPLE, [str(people) for people in PEOPLE])
    axis.minorticks_off()
    axis.set_xlabel("people who clap")
    axis.set_ylabel(what)
    axis.set_title(title, fontsize=12, loc="left")
    axis.grid(color=FAINT, alpha=0.25)


def save(figure: Figure, path: Path) -> None:
    """As a PNG that says nothing of the program that made it, whose version would change its bytes."""
    figure.savefig(path, dpi=100, metadata={"Software": None}, pil_kwargs={"optimize": True})
    plt.close(figure)


def main() -> None:
    """Both."""
    parser = argparse.ArgumentParser(prog="./beifall bench applause_pictures")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FOLDER")
    options = parser.parse_args()
    with (
        refusing(),
        tempfile.TemporaryDirectory() as place,
        ThreadPoolExecutor(2) as pool,
        plt.rc_context(STYLE),
    ):
        options.out.mkdir(parents=True, exist_ok=True)
        folder = Path(place)
        cores = {"Beifall": None, **{name: ROOT / "bench/baselines" / file for name, file in BASELINES.items()}}
        sounds = {
            name: list(pool.map(lambda people, core=core: typical(Renderer(folder, core=core), people, 3), PEOPLE))
            for name, core in cores.items()
        }
        waves = {
            people: Renderer(folder).steady(people, seconds=6, seed=1).wave.part(4, 4 + SECONDS) for people in SHOWN
        }
        save(side_by_side(waves), options.out / "applause-spectrograms.png")
        save(over_people(sounds), options.out / "applause-density.png")


if __name__ == "__main__":
    main()
