"""What people may write, and the one form in which it is stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.refusals import Refused
from beifall.domain.texts import OVERRIDES, folded, written


def of(text: str, most: int = 10, *, lines: bool = False) -> str:
    return written(text, most=most, field="text", lines=lines)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "x" * 11, "\n", "é" * 11])
def test_a_text_has_one_character_at_least_and_so_many_at_most(text: str) -> None:
    with pytest.raises(Refused, match="bad_field") as caught:
        of(text)
    assert caught.value.field == "text"


@pytest.mark.parametrize(
    "sign", [*sorted(OVERRIDES), "\x00", "\x1b", "\x7f", "\x85", "\ud800", "\u2028", "\u2029", "\t"]
)
@pytest.mark.parametrize("lines", [False, True])
def test_what_cannot_be_shown_is_refused_wherever_it_stands(sign: str, *, lines: bool) -> None:
    for text in (f"a{sign}b", f"{sign}ab", f"ab{sign}"):
        with pytest.raises(Refused, match="bad_field"):
            of(text, lines=lines)


def test_line_breaks_are_for_texts_of_several_lines() -> None:
    assert of(" a\r\nb\nc ", lines=True) == "a\nb\nc"
    for text in ("a\nb", "a\r\nb"):
        with pytest.raises(Refused):
            of(text)
    with pytest.raises(Refused):
        of("a\rb", lines=True)


def test_a_text_is_measured_in_the_form_in_which_it_is_stored() -> None:
    assert of("e\u0301" * 10) == "é" * 10
    assert of("  x  " + " " * 90) == "x"


def test_joined_signs_and_right_to_left_writing_may_be_written() -> None:
    for text in ("👩\u200d👩\u200d👧", "שלום", "مرحبا", "नमस्ते", "\u200fא"):
        assert of(text)


@given(st.text(st.characters(), max_size=30), st.booleans())
def test_whatever_is_let_in_is_in_its_form_already(text: str, lines: bool) -> None:
    try:
        stored = of(text, lines=lines)
    except Refused:
        return
    assert unicodedata.is_normalized("NFC", stored)
    assert 0 < len(stored) <= 10
    assert of(stored, lines=lines) == stored
    assert stored.encode()


@pytest.mark.parametrize(("one", "other"), [("Mut", "MUT"), ("Straße", "STRASSE"), ("\uff4dut", "mut"), ("é", "É")])
def test_two_spellings_of_one_word_have_one_form(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_two_words_have_not() -> None:
    assert folded("Mut") != folded("Wut")
