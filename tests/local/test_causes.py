"""What caused a use."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from beifall.commands import ACTIONS
from beifall.delays.port import Job
from beifall.store.keys import BUNDLED
from bill.usage import CAUSES, UNATTRIBUTED
from local.causes import BY_JOB, BY_LIST, NOTHING, of_frame, of_post, of_push, of_record, of_request, of_visit


def record(table: str, pk: str, sk: str = "x") -> dict[str, Any]:
    keys = {"pk": {"S": pk}, "sk": {"S": sk}}
    return {
        "eventSource": "aws:dynamodb",
        "eventSourceARN": f"arn:aws:dynamodb:eu-central-1:000000000000:table/{table}/stream/2026",
        "dynamodb": {"Keys": keys},
    }


def test_every_action_of_the_protocol_has_a_cause() -> None:
    causes = {action: of_frame(f'{{"action": "{action}"}}') for action in (*ACTIONS, "clap")}
    assert [action for action, cause in causes.items() if cause == NOTHING or cause not in CAUSES] == []
    assert causes["vote"] == "votes"
    assert causes["poll.open"] == "polls"
    assert causes["question.show"] == causes["upvote"] == "questions"


@pytest.mark.parametrize("frame", ["", "[]", "{", '{"action": 7}', '{"action": "coffee"}', "\ud800"])
def test_frames_that_nobody_can_read_are_upkeep(frame: str) -> None:
    assert of_frame(frame.encode("utf-8", "surrogatepass")) == NOTHING


@pytest.mark.parametrize(
    ("table", "pk", "sk", "cause"),
    [
        ("facts", "ballot#plenum#arrived#1#0", "voter", "votes"),
        ("facts", "upvote#plenum#3", "p#q", "questions"),
        ("facts", "mood#plenum#3", "p", "moods"),
        ("facts", "person#p", "contributions", "questions"),
        ("claps", "claps#plenum", "c=", "applause"),
        ("state", "room#plenum", "all#tally#arrived", "votes"),
        ("state", "room#plenum", "staff#poll#arrived", "polls"),
        ("state", "room#plenum", "all#board#q", "questions"),
        ("state", "room#cafe", "all#floor", "cafeteria"),
        ("state", "room#foyer", "all#presence", "presence"),
        ("state", "room#plenum", "all#room", "help"),
        ("state", "event", "event", "help"),
        ("state", "helpdesk", "help#h", "help"),
    ],
)
def test_a_record_tells_its_cause_by_its_key(table: str, pk: str, sk: str, cause: str) -> None:
    assert of_record(record(table, pk, sk)) == cause


def test_every_row_that_is_bundled_has_a_cause() -> None:
    assert {sort_key.split("#")[1] for sort_key in BUNDLED} <= set(BY_LIST)


def test_a_batch_is_shared_by_the_causes_of_its_records() -> None:
    records = [record("facts", "ballot#r#p#1#0")] * 3 + [record("facts", "mood#r#1")]
    assert of_request({"Records": records}) == {"votes": 0.75, "moods": 0.25}


def test_what_goes_out_is_shared_by_its_items() -> None:
    assert of_push('{"type": "applause", "room": "r", "a": [1, 2, 3, 4]}') == {"applause": 1.0}
    update = b'{"type": "update", "items": {"tallies": [{}], "board": [{}, {}, {}]}}'
    assert of_push(update) == {"votes": 0.25, "questions": 0.75}
    assert of_push('{"type": "update", "present": 4}') == {"presence": 1.0}


def test_a_post_is_due_to_those_causes_of_its_call_that_it_has_items_of() -> None:
    gong, own = (
        b'{"type": "update", "items": {"event": [{}]}}',
        b'{"type": "update", "items": {}, "you": {"asked": []}}',
    )
    mixed = {"questions": 0.9, "help": 0.1}
    assert of_post(gong, mixed) == {"help": 1.0}
    assert of_post(gong, {"presence": 1.0}) == {"presence": 1.0}
    assert of_post(own, mixed) == mixed
    final = b'{"type": "update", "items": {"polls": [{}], "tallies": [{}], "board": [{}]}}'
    assert of_post(final, {"polls": 0.2, "votes": 0.8}) == {"polls": 0.5, "votes": 0.5}


def test_a_visit_tells_its_cause_by_its_path_and_a_command_by_its_action() -> None:
    assert of_visit("/join", "{}") == of_visit("/rooms/plenum", "") == "joining"
    assert of_visit("/commands", '{"action": "vote"}') == "votes"


def test_the_clock_is_upkeep() -> None:
    assert of_request({"source": "aws.events"}) == {NOTHING: 1.0}


def letter(body: bytes) -> dict[str, str]:
    return {"eventSource": "aws:sqs", "body": body.decode()}


def test_what_the_delay_queue_lets_be_done_belongs_to_what_it_is_done_for() -> None:
    poll, question = (msgspec.json.encode(Job("plenum", "x", kind)) for kind in ("poll", "question"))
    assert of_request({"Records": [*[letter(poll)] * 3, letter(question)]}) == {"votes": 0.75, "questions": 0.25}
    assert set(get_args(get_type_hints(Job)["kind"])) == set(BY_JOB)


@pytest.mark.parametrize(
    ("table", "pk", "sk"),
    [
        ("facts", "verdict#plenum", "p"),
        ("state", "room#plenum", "all#weather"),
        ("state", "room#plenum", "all"),
        ("state", "weather", "x"),
    ],
)
def test_a_key_that_is_not_known_leaves_a_gap_that_is_seen(table: str, pk: str, sk: str) -> None:
    assert of_record(record(table, pk, sk)) == UNATTRIBUTED


def test_so_does_a_path_a_letter_or_a_frame_of_our_own() -> None:
    assert of_visit("/nowhere", "") == UNATTRIBUTED
    for body in (b"{}", b"[]", b"soon", b'{"kind": "weather"}', b'{"kind": ["poll"]}'):
        assert of_request({"Records": [letter(body)]}) == {UNATTRIBUTED: 1.0}
    assert of_push("no frame") == {UNATTRIBUTED: 1.0}
    assert of_push('{"type": "update", "items": {"weather": [{}], "rooms": [{}]}}') == {UNATTRIBUTED: 0.5, "help": 0.5}
