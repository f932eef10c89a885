"""The pages as they are sent, and what a browser asks for of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.pack import packed
from cli.page import files, page
from local.stack import WEB


def names(folder: Path, first: str = "index.html") -> set[str]:
    return {re.sub(r"-[A-Z0-9]{8}\.", ".", str(file.relative_to(folder))) for file in files(folder, first)}


def test_a_packed_page_is_one_script_one_style_sheet_and_its_texts() -> None:
    wanted = {"index.html", "icon.svg", "attendee.css", "attendee.js"}
    assert names(packed()) == wanted | {"attendee-de.js", "attendee-attendee.de.js"}


def test_an_attendee_loads_less_than_a_hundred_kilobytes() -> None:
    seen = page(packed())
    assert seen.size < 60_000
    assert seen.files == len(files(packed())) + 1


def test_what_is_packed_leads_back_to_the_source_and_has_the_licences_of_others() -> None:
    folder = packed()
    assert (folder / "attendee.js").read_text().rstrip().endswith("//# sourceMappingURL=attendee.js.map")
    assert "web/js/page.js" in (folder / "attendee.js.map").read_text()
    assert (folder / "vendor/htm-preact/LICENSE-preact").is_file()


def test_a_page_as_it_lies_is_counted_with_all_that_it_imports_in_one_language() -> None:
    found = names(WEB)
    assert found > {"index.html", "icon.svg", "css/page.css", "js/attendee.js", "js/page.js", "js/texts/de.js"}
    assert not found & {"js/texts/en.js", "js/texts/attendee.en.js", "manifest.webmanifest", "js/client/wire.js"}
    assert not [name for name in found if name.startswith(("js/views/desk", "js/views/stage"))]


def test_the_pages_are_packed_once_for_each_state_that_they_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = packed()
    monkeypatch.setenv("PATH", "")
    assert packed() == folder


def test_where_they_cannot_be_packed_the_pages_are_served_as_they_lie_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    assert packed(tmp_path) == WEB
    assert "Node 20 or later" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_packing_that_fails_says_why_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("node", "npm"):
        command = tmp_path / name
        command.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
        command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert packed(tmp_path / "out") == WEB
    assert capsys.readouterr().err.rstrip().endswith("no room")
    assert list((tmp_path / "out").iterdir()) == []
