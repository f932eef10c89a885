from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from pathlib import Path

import pytest

from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from eventfile.mistakes import Mistake, Mistakes
from eventfile.reading import LARGEST, read, understood
from tests.eventfile.example import EXAMPLE, TEXT, keys_of, mistakes_in, with_instead


def a_poll_of(letters: str) -> str:
    options = ", ".join(f'{{ id = "o{n}", text = {{ de = "{letters}", en = "{letters}" }} }}' for n in range(20))
    return f'[[polls]]\nid = "long"\nroom = "plenum"\nkind = "single"\nprompt = "?"\noptions = [{options}]\n'


def test_a_poll_that_no_frame_could_carry_is_a_mistake_with_its_remedy() -> None:
    [mistake] = mistakes_in(f"{TEXT}\n{a_poll_of('🎉' * 200)}")
    assert (mistake.key, "shorter texts or fewer options" in mistake.allowed) == ("polls[5]", True)


def test_an_agenda_that_no_frame_could_carry_is_a_mistake_with_its_remedy() -> None:
    item = '[[agenda]]\nroom = "plenum"\nstarts = 2020-11-30T10:00:00+01:00\n'
    items = f'{item}title = {{ de = "{"会" * 150}", en = "{"会" * 150}" }}\n' * 60
    [mistake] = mistakes_in(f"{TEXT}\n{items}")
    assert (mistake.key, "fewer items" in mistake.allowed) == ("agenda", True)


@pytest.mark.parametrize("letter", ["e", "ä", "会"])
def test_the_longest_poll_that_is_right_travels_in_frames_of_at_most_28_kilobytes(letter: str) -> None:
    for letters in range(200, 0, -10):
        text = f"{TEXT}\n{a_poll_of(letter * letters)}"
        try:
            poll = understood(text, EXAMPLE).polls[-1]
        except Mistakes:
            continue
        item = dataclasses.asdict(poll)
        assert len(json.dumps(item, ensure_ascii=False).encode()) < 27_000
        return
    pytest.fail("no poll of this letter is right")


SMALLEST = """
[event]
code = "SMALL1"
title = "Klein"
languages = ["de"]
starts = 2020-11-30T10:00:00Z
ends = 2020-11-30T11:00:00Z
expected = 20

[privacy]
controller = "Amt"
contact = "amt@example.org"
legal_basis = "Art. 6"
imprint = "https://example.org/impressum"
accessibility = "https://example.org/barrierefreiheit"

[[rooms]]
id = "saal"
kind = "plenum"
title = "Saal"

[[rooms]]
id = "tische"
kind = "cafeteria"
title = "Tische"
tables = 5
"""

LONG_NUMBER = "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits"


def the_only_mistake_in(file: Path) -> Mistake:
    with pytest.raises(Mistakes) as raised:
        read(file)
    (mistake,) = raised.value.mistakes
    return mistake


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "event.toml"


def test_the_shipped_example_is_right() -> None:
    programme = read(EXAMPLE)
    assert (len(programme.rooms), len(programme.polls), len(programme.event.agenda)) == (13, 4, 6)


def test_times_are_milliseconds_and_the_offset_of_the_place_is_kept() -> None:
    event = read(EXAMPLE).event
    assert (event.starts, event.ends - event.starts, event.utc_offset) == (1_606_726_800_000, 5 * 3_600_000, 60)


def test_prepared_polls_wait_as_drafts_of_the_first_round() -> None:
    assert {(poll.rev, poll.state, poll.round, poll.closes) for poll in read(EXAMPLE).polls} == {(1, "draft", 1, None)}


def test_an_agenda_item_is_called_by_its_place_and_may_be_in_many_rooms() -> None:
    forums = read(EXAMPLE).event.agenda[3]
    assert (forums.id, forums.rooms) == ("4", tuple(f"forum-{i}" for i in range(1, 11)))


def test_what_is_left_out_has_its_default() -> None:
    event = understood(SMALLEST, Path("small.toml")).event
    assert (event.limit, event.retention_days, event.answers_until) == (40, 30, event.ends)
    assert (event.tickets, event.origins, event.alarms_email, event.video, event.agenda) == (False, (), None, None, ())
    assert (event.subtitle, event.privacy.backups, event.utc_offset) == ("", False, 0)


def test_the_notice_that_we_ship_speaks_the_event_s_languages_only() -> None:
    notice = understood(SMALLEST, Path("small.toml")).event.privacy.notice
    assert isinstance(notice, dict)
    assert list(notice) == ["de"]


def test_a_cafeteria_has_tables_of_eight_and_neither_applause_nor_questions() -> None:
    plenum, cafeteria = understood(SMALLEST, Path("small.toml")).rooms
    assert plenum == Room("saal", 1, "plenum", "Saal", applause=True, questions="moderated")
    assert cafeteria == Room("tische", 1, "cafeteria", "Tische", applause=False, questions="closed", tables=5, seats=8)


def test_of_several_options_one_may_choose_from_one_to_all() -> None:
    several = understood(TEXT, EXAMPLE).polls[4]
    assert (several.min, several.max) == (1, 3)


def test_a_scale_and_words_keep_their_bounds() -> None:
    _, scale, words, _ = read(EXAMPLE).polls
    assert isinstance(scale, Poll)
    assert (scale.low, scale.high, words.max) == (1, 5, 3)


def test_texts_are_brought_to_one_form() -> None:
    programme = understood(unicodedata.normalize("NFD", TEXT), EXAMPLE)
    assert programme == understood(TEXT, EXAMPLE)


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes().replace(b"\n", b"\r\n"))
    assert read(file) == read(EXAMPLE)


def test_a_server_s_last_slash_is_dropped_because_names_are_appended_to_it() -> None:
    text = with_instead(('"https://meet.example.org"', '"https://meet.example.org/jitsi/"'))
    video = understood(text, EXAMPLE).event.video
    assert video is not None
    assert video.server == "https://meet.example.org/jitsi"


def test_one_s_own_machine_needs_no_certificate() -> None:
    text = with_instead(("origins = []", 'origins = ["http://localhost:5173", "http://127.0.0.1:8080"]'))
    assert understood(text, EXAMPLE).event.origins == ("http://localhost:5173", "http://127.0.0.1:8080")


def test_all_mistakes_are_named_at_once_in_the_order_of_their_lines() -> None:
    text = with_instead(
        ('title = "Tag', 'titel = "Tag'),
        ("expected = 300", 'expected = "300"'),
        ("ends = 2020-11-30T15:00:00+01:00", "ends = 2020-11-30T09:00:00+01:00"),
        ("tickets = false", "tickets = 0"),
        ("tables = 40", "tables = 0"),
        ('en = "Break"', 'fr = "Pause"'),
        ('id = "home"', 'id = "office"'),
        ("high = 5", "high = 1"),
        ('room = "plenum"\nkind = "words"', 'room = "plenary"\nkind = "words"'),
    )
    assert keys_of(mistakes_in(text)) == [
        "event.titel",
        "event.ends",
        "event.expected",
        "join.tickets",
        "rooms[12].tables",
        "agenda[2].title.fr",
        "polls[0].options[1].id",
        "polls[1].high",
        "polls[2].room",
    ]


def test_a_mistake_is_one_line_with_file_line_key_found_and_allowed() -> None:
    (mistake,) = mistakes_in(with_instead(("expected = 300", 'expected = "300"')))
    line = 1 + TEXT[: TEXT.index("expected = 300")].count("\n")
    assert str(mistake) == f'{EXAMPLE}:{line}: event.expected: found "300"; allowed: a whole number from 1 to 10,000'


def test_an_unknown_key_is_answered_with_the_near_one_and_all_allowed_ones() -> None:
    (mistake,) = mistakes_in(with_instead(("retention_days", "retention_day")))
    assert mistake.found == "an unknown key (did you mean retention_days?)"
    assert mistake.allowed.startswith("code, title, subtitle, languages, starts, ends, expected, retention_days")


def test_an_unknown_key_that_is_near_to_nothing_gets_no_guess() -> None:
    (mistake,) = mistakes_in(with_instead(("expected = 300", "expected = 300\nparking = 20")))
    assert (mistake.key, mistake.found) == ("event.parking", "an unknown key")


def test_what_stands_below_a_misspelled_table_is_checked_and_named_as_it_is_written() -> None:
    text = with_instead(("[event]", "[evnet]"), ("expected = 300", "expected = 0"))
    assert keys_of(mistakes_in(text)) == ["evnet", "evnet.expected"]


def test_a_misspelled_key_is_not_also_missing() -> None:
    assert keys_of(mistakes_in(with_instead(("controller =", "controler =")))) == ["privacy.controler"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("ends = 2020-11-30T15:00:00+01:00", "ends = 15:00:00", "event.ends"),
        ('kind = "scale"', 'kind = "scales"', "polls[1].kind"),
        ('kind = "cafeteria"', 'kind = "cafe"', "rooms[12].kind"),
        ('["de", "en"]', '["de", "xx"]', "event.languages[1]"),
        ('id = "plenum"', "id = 7", "rooms[1].id"),
        ('id = "plenum"', 'id = "the plenum"', "rooms[1].id"),
        ('id = "plenum"', "", "rooms[1].id"),
        ("limit = 600", "limit = 0", "join.limit"),
        ("retention_days = 30", "retention_days = 0", "event.retention_days"),
    ],
)
def test_what_depends_on_a_wrong_value_is_not_wrong_as_well(old: str, new: str, key: str) -> None:
    assert keys_of(mistakes_in(with_instead((old, new)))) == [key]


def test_a_wrong_room_does_not_hide_that_another_one_is_nowhere() -> None:
    text = with_instead(('id = "forum-3"', 'id = "forum 3"'), ('room = "cafeteria"', 'room = "kitchen"'))
    assert keys_of(mistakes_in(text)) == ["rooms[4].id", "agenda[2].room"]


def test_one_table_instead_of_a_list_is_told_how_to_write_a_list() -> None:
    text = re.sub(r"\[\[rooms\]\].*?(?=\[\[agenda\]\])", '[rooms]\nid = "plenum"\n\n', TEXT, flags=re.DOTALL)
    (mistake,) = mistakes_in(text)
    assert (mistake.key, mistake.found) == ("rooms", "a table")
    assert mistake.allowed.endswith("written [[rooms]]")


def test_a_slip_of_the_syntax_is_answered_with_line_column_and_reason(file: Path) -> None:
    file.write_text("[event]\ncode 7\n")
    mistake = the_only_mistake_in(file)
    assert (mistake.line, mistake.column) == (2, 6)
    assert mistake.found == "no valid TOML (Expected '=' after a key in a key/value pair)"


@pytest.mark.parametrize("value", ["„Plenum“", "ja", "10.12.2026"])
def test_a_value_that_is_none_of_tomls_is_answered_with_how_values_are_written(file: Path, value: str) -> None:
    """Word processors make other quotes of straight ones."""
    file.write_text(f"[event]\ntitle = {value}\n")
    mistake = the_only_mistake_in(file)
    assert mistake.line == 2
    assert 'key = "a text in straight quotes"' in mistake.allowed


def test_a_file_that_stops_too_early_is_answered_with_its_last_line(file: Path) -> None:
    file.write_text('[event]\nlanguages = ["de",\n\n')
    mistake = the_only_mistake_in(file)
    assert (mistake.line, mistake.found.endswith("at its end")) == (2, True)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b" \n\t\n", "an empty file"),
        (b'[event]\ncode = "\xff"\n', "bytes that are not UTF-8"),
        ("[event]".encode("utf-16"), "bytes that are not UTF-8"),
        (b"#" * (LARGEST + 1), "more than 1,000,000 bytes"),
        (b"a = " + b"[" * 100_000, "lists or tables nested too deep"),
        (b"a = " + b"1" * 5_000, f"no valid TOML ({LONG_NUMBER})"),
    ],
    ids=["empty", "blank", "latin", "utf-16", "huge", "deep", "long number"],
)
def test_what_is_no_event_file_at_all_is_answered_in_one_line(file: Path, content: bytes, found: str) -> None:
    file.write_bytes(content)
    mistake = the_only_mistake_in(file)
    assert (mistake.file, mistake.key, mistake.found) == (file, "", found)
    assert "\n" not in str(mistake)


def test_a_missing_file_and_a_directory_are_answered_in_one_line(tmp_path: Path, file: Path) -> None:
    assert the_only_mistake_in(file).found == "no file of that name"
    assert the_only_mistake_in(tmp_path).found == "a directory"


def test_nothing_that_stands_in_the_file_can_write_to_the_terminal() -> None:
    (mistake,) = mistakes_in(with_instead(("expected = 300", 'expected = 300\n"\\u001b[2J\\u202e" = 1')))
    assert str(mistake).isprintable()
