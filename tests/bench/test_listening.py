"""A listening test: its sheets, its key, and what answers come to."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.ears.key import NAME, Key, Piece, opened, seal
from bench.ears.score import Share, score, spearman
from bench.ears.sheet import Answer, answers, print_out
from bench.ears.size import SIZES, said, size
from bench.listening import FILES, PIECES, make, show

KEY = dict(zip(FILES, PIECES, strict=True))
ALL = "listener,file,people,natural\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_to_three_hundred_are_one_to_a_hall() -> None:
    assert [size(people) for people in (1, 2, 6, 7, 60, 61, 300)] == [
        "one",
        "few",
        "few",
        "group",
        "group",
        "hall",
        "hall",
    ]


@pytest.mark.parametrize(
    ("word", "meant"), [("One", "one"), (" einige ", "few"), ("Eine Gruppe", "group"), ("saal", "hall")]
)
def test_both_languages_are_understood(word: str, meant: str) -> None:
    assert said(word) == meant


def test_the_key_opens_and_cannot_be_read_by_mistake(tmp_path: Path) -> None:
    seal(tmp_path, Key(7, KEY))
    assert opened(tmp_path / NAME) == Key(7, KEY)
    assert "five-loops" not in (tmp_path / NAME).read_text()


@pytest.mark.parametrize("content", ["", "one line", "two\nlines", "The answers.\n" + "x" * 50])
def test_a_damaged_key_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    with pytest.raises(ValueError, match="is no key, or damaged"):
        opened(tmp_path / NAME)


def test_a_missing_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no key at"):
        opened(tmp_path / NAME)


def test_the_sheet_is_printed_in_both_languages_and_comes_back_empty(tmp_path: Path) -> None:
    print_out(tmp_path, FILES)
    printed = (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    assert "WIE VIELE MENSCHEN HÖREN SIE?" in printed
    assert "HOW MANY PEOPLE DO YOU HEAR?" in printed
    assert max(len(line) for line in printed.splitlines()) <= 98
    with pytest.raises(ValueError, match="has no answers yet"):
        answers(tmp_path / "sheet.csv", FILES)


def test_a_filled_sheet_is_read_with_commas_and_with_semicolons(tmp_path: Path) -> None:
    text = ALL + "Ada,A,one,4\nAda,b.wav,Saal,5\nBob,A,,\n"
    expected = [Answer("Ada", "A", "one", 4), Answer("Ada", "B", "hall", 5)]
    assert answers(written(tmp_path, text), FILES) == expected
    assert answers(written(tmp_path, "\ufeff" + text.replace(",", ";")), FILES) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,people\nA,one\n", "has no column listener, natural"),
        ("", "has no column listener, file, people, natural"),
        (ALL + "1,Z,one,3\n", r'line 2: there is no file "Z"; there are A, B'),
        (ALL + "1,A,many,3\n", r'line 2: "many" is none of one, few, group, hall'),
        (ALL + "1,A,one,3\n1,B,one,6\n", r'line 3: how natural it is, is a number from 1 to 5, not "6"'),
        (ALL + "1,A,one,\n", r'line 2: how natural it is, is a number from 1 to 5, not ""'),
        (ALL + ",A,one,3\n", "line 2: whose answer this is, is missing"),
        (ALL + "1,A,one,3\n1,A,few,3\n", "line 3: listener 1 has answered A already"),
        (ALL + "1,A\n", "has no answers yet"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        answers(written(tmp_path, text), FILES)


def test_a_missing_sheet_and_one_that_is_no_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no sheet at"):
        answers(tmp_path / "sheet.csv", FILES)
    (tmp_path / "sheet.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="is no text in UTF-8"):
        answers(tmp_path / "sheet.csv", FILES)


def test_whoever_hears_everything_hits_everything() -> None:
    heard = [Answer("1", name, size(piece.people), 5) for name, piece in KEY.items() if not piece.trap]
    trap = Answer("1", "H", "few", 2)
    result = score([*heard, trap], KEY)
    assert (result.hits, result.trapped) == (Share(7, 7), Share(0, 1))
    assert {name: share.of for name, share in result.sizes.items()} == {"one": 1, "few": 2, "group": 2, "hall": 2}
    assert result.rank > 0.95
    assert (result.natural, result.trap_natural) == (5, 2)


def test_whoever_guesses_hits_one_in_four() -> None:
    chance = random.Random(1)
    guesses = [Answer(str(who), name, chance.choice(SIZES), 3) for who in range(100) for name in KEY]
    result = score(guesses, KEY)
    low, high = result.hits.interval
    assert low < 0.25 < high
    assert result.hits.by_chance > 0.05
    assert result.interval[0] < 0 < result.interval[1]


def test_shares_are_as_sure_as_they_are_many() -> None:
    assert Share(8, 10).interval == pytest.approx((0.490, 0.943), abs=0.001)  # Wilson 1927, as tables have it
    assert Share(0, 0).interval == (0, 1)
    assert Share(1, 1).by_chance == pytest.approx(0.25)
    assert Share(0, 5).by_chance == pytest.approx(1)


def test_ranks_correlate_whatever_the_steps_and_share_where_alike() -> None:
    assert spearman([1, 2, 3, 4], [1, 10, 100, 1000]) == pytest.approx(1)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1)
    assert spearman([0, 0, 1, 1], [1, 2, 3, 4]) == pytest.approx(0.894, abs=0.001)


def test_only_traps_say_nothing() -> None:
    with pytest.raises(ValueError, match="none has been answered"):
        score([Answer("1", "H", "hall", 3)], KEY)


def test_a_full_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("another test's")
    with pytest.raises(ValueError, match="is not empty"):
        make(tmp_path, 1)


def test_a_score_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show(score([Answer("1", "A", "one", 4), Answer("1", "H", "few", 2)], KEY))
    shown = capsys.readouterr().out
    assert "hits          1 of   1" in shown
    assert "the trap    taken for what it claims   0 of   1" in shown
    assert "hall      not answered" in shown


def test_there_is_a_trap_and_each_size() -> None:
    assert {size(piece.people) for piece in PIECES if not piece.trap} == set(SIZES)
    assert [piece for piece in PIECES if piece.trap] == [Piece(300, trap="five-loops.mjs")]
