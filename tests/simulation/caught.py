"""Which seed caught which mutation, last time: it is tried first."""

from __future__ import annotations

CAUGHT: dict[str, int] = {
    "counting-by-adding-deltas": 2,
    "recount-without-its-revision-check": 83,
    "snapshot-before-the-registration": 57,
    "vote-ignores-seq": 2,
    "ballot-named-without-the-key": 0,
    "another-key-when-closing-is-taken-back": 10,
    "final-count-written-again": 5,
    "ballots-counted-too-early": 109,
    "no-limit-between-reading-and-casting": 494,
    "draft-deleted-before-it-is-public": 1,
    "hidden-question-projected": 10,
    "drafts-projected-to-everybody": 0,
    "waiting-questions-projected-to-everybody": 0,
    "results-projected-too-early": 2,
    "asker-in-the-question": 0,
    "key-kept-after-the-final-tally": 5,
    "steps-of-one-ballot": 0,
    "mood-of-few-people": 0,
    "ok-before-the-write": 2,
    "floor-without-seat-condition": 115,
    "seats-freed-after-an-hour": 61,
    "seats-freed-after-ten-seconds": 15,
    "role-not-checked": 0,
    "rooms-not-checked": 26,
    "token-of-any-event": 0,
    "sums-without-tombstones": 5,
    "tombstones-left-out": 5,
    "register-remembered-from-before": 28,
    "purge-skips-a-table": 0,
    "shown-after-the-retention-date": 0,
    "text-in-the-log": 0,
    "asking-twice-is-asking-twice": 0,
    "refused-after-the-write": 0,
    "nine-claps-a-second": 5,
    "claps-counted-again": 289,
    "command-forgotten-by-what-it-changed": 1,
    "a-read-for-every-device": 0,
    "merged-upvotes-added-up": 97,
    "erasing-keeps-the-text": 28,
    "what-was-seen-of-a-room-is-remembered-for-an-hour": 774,
    "unpin-of-what-is-not-pinned-judges-the-revision": 555,
    "upvote-resent-after-hiding-is-refused": 14,
}


def tried(mutation: str, most: int) -> list[int]:
    """The seed that has caught it last time, and then so many, in their order."""
    return [*([CAUGHT[mutation]] if mutation in CAUGHT else []), *range(most)]
