"""Nothing that is malformed gets further than the door."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.commands import ACTIONS, Ping, Vote
from beifall.domain.refusals import CODES, SENTENCES, Refused
from beifall.parse import parse
from tests.builders import a_person
from tests.steps.world import somebody

ADA = a_person()
VOTE = {"action": "vote", "id": "v1", "room": "plenum", "poll": "closing", "round": 1, "choice": ["a"], "seq": 1}


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        parse(text, ADA)
    return caught.value


def test_a_frame_becomes_its_command() -> None:
    assert parse(json.dumps(VOTE), ADA) == Vote("v1", "plenum", "closing", 1, ("a",), 1)


def test_fields_that_nobody_knows_are_ignored() -> None:
    assert parse('{"action": "ping", "id": "p", "room": "plenum", "rev": 0, "new": [1]}', ADA) == Ping("p", "plenum", 0)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"vote"', "7", "NaN", '{"id": NaN}', '{"id": "\\ud800"}', "\ud800"]
)
def test_what_is_no_json_object_is_a_bad_frame(text: str) -> None:
    assert refusal(text).code == "bad_frame"


@pytest.mark.parametrize("depth", [7, 1_000])
def test_what_is_nested_too_deep_is_a_bad_frame(depth: int) -> None:
    assert refusal('{"x":' + "[" * depth + "]" * depth + "}").code == "bad_frame"


def test_too_many_keys_are_a_bad_frame() -> None:
    assert refusal(json.dumps({f"k{n}": n for n in range(33)})).code == "bad_frame"


def test_a_frame_may_have_4096_bytes_and_no_more() -> None:
    frame = {**VOTE, "filling": ""}
    spare = 4_096 - len(json.dumps(frame).encode())
    assert isinstance(parse(json.dumps({**frame, "filling": "x" * spare}), ADA), Vote)
    assert refusal(json.dumps({**frame, "filling": "x" * (spare + 1)})).code == "too_large"
    assert refusal(json.dumps({**frame, "filling": "ä" * spare}, ensure_ascii=False)).code == "too_large"


def test_staff_may_send_28_kilobytes() -> None:
    text = json.dumps({**VOTE, "filling": "x" * 20_000})
    assert isinstance(parse(text, somebody("moderator")), Vote)


def test_an_action_that_nobody_knows_is_refused_with_the_frames_id() -> None:
    no = refusal('{"action": "dance", "id": "d1"}')
    assert (no.code, no.command, no.field) == ("unknown_action", "d1", "action")


WRONG: dict[str, list[object]] = {
    "id": ["", "e\n", "x" * 37, "a b", 7, None],
    "room": ["", "plenum#1", None, ["plenum"]],
    "poll": ["../x", 1],
    "round": [0, -1, 1.5, "1", None, 2**53],
    "choice": ["a", None, [None], ["x" * 81], ["a"] * 21, [[]], [1.5], [""]],
    "seq": [0, True, "1", None],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
def test_a_wrong_field_is_refused_by_its_name(field: str, value: object) -> None:
    no = refusal(json.dumps({**VOTE, field: value}))
    assert (no.code, no.field) == ("bad_field", field)


@pytest.mark.parametrize("field", ["id", "room", "poll", "round", "choice", "seq"])
def test_a_missing_field_is_refused_by_its_name(field: str) -> None:
    no = refusal(json.dumps({key: value for key, value in VOTE.items() if key != field}))
    assert (no.code, no.field) == ("bad_field", field)


def test_a_refusal_names_the_id_only_where_it_is_one() -> None:
    assert refusal(json.dumps({**VOTE, "seq": 0})).command == "v1"
    assert refusal(json.dumps({**VOTE, "id": "<script>"})).command is None


def test_every_code_has_a_sentence_for_people() -> None:
    assert set(SENTENCES) == set(CODES)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.text() | json_values.map(json.dumps))
def test_whatever_comes_in_is_a_command_or_a_refusal(text: str) -> None:
    assert refusal(text).code in CODES


@given(
    st.sampled_from(sorted(ACTIONS)), st.dictionaries(st.sampled_from([*VOTE, "rev", "screen", "seconds"]), json_values)
)
def test_whatever_is_asked_for_is_a_command_or_a_refusal(action: str, fields: dict[str, object]) -> None:
    text = json.dumps({**fields, "action": action})
    for person in (ADA, somebody("organiser"), somebody("stage")):
        try:
            parse(text, person)
        except Refused as no:
            assert no.code in CODES
