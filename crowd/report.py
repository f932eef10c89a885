"""What a rehearsal has come to, as JSON: the client's half of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from crowd.cast import Cast
from crowd.held import Item, Key
from crowd.jury import Jury
from crowd.reckoning import Reckoner
from crowd.scenes import Venue

SHOWN = 20
"""So much of what is wrong is said in words."""


def report(  # noqa: PLR0917 - all that there is to say
    cast: Cast,
    jury: Jury,
    reckoned: Reckoner,
    venue: Venue,
    phases: Mapping[str, Mapping[str, Any]],
    votes: Mapping[str, Mapping[int, Sequence[Any]]],
) -> dict[str, Any]:
    """All keys of the report but those that only the other process knows. `votes` has each one's final choice, by
    poll: `cast` is what the closing question's tally must be.
    """
    account, timings, balance, agreement = jury.account, jury.timings, reckoned.balance, reckoned.agreement
    by_phase = timings.by_phase()
    return {
        "attendees": len(cast.people),
        "commands": account.commands,
        "acknowledged": account.acknowledged,
        "lost": balance.lost.total(),
        "doubled": balance.doubled.total(),
        "leaked": jury.leaks.leaked,
        "converged": agreement.converged,
        "healed": len(reckoned.healed),
        "healings": reckoned.healed[:SHOWN],
        "entered": reckoned.entered,
        **timings.overall(),
        "closing": closing(venue, reckoned.fresh),
        "cast": dict(Counter(option for choice in votes.get(venue.closing or "", {}).values() for option in choice)),
        "phases": {name: {**figures, **by_phase.get(name, {})} for name, figures in phases.items()},
        "claps": jury.claps(),
        "never_came": len(timings.lacking),
        "frames": jury.frames,
        "reconnects": sum(device.connections - 1 - device.changes for device in cast.screens),
        "changes": sum(device.changes for device in cast.screens),
        "refused": dict(account.refused),
        "wrong": {
            "lost": _first(balance.lost),
            "doubled": _first(balance.doubled),
            "leaked": [f"{leak.role}: {leak.what}" for leak in jury.leaks.found[:SHOWN]],
            "differing": dict(list(agreement.differing.items())[:SHOWN]),
            "refused": _first(account.unexpected),
            "never_came": [" ".join(map(str, key[:3])) for key in timings.lacking[:SHOWN]],
            "applause": _applause(jury),
            "trouble": cast.troubles.found[:SHOWN],
        },
    }


def closing(venue: Venue, fresh: Mapping[str, Mapping[Key, Item]]) -> dict[str, int]:
    """Option → ballots of the question that the day ends with, from its final tally; empty if there is none."""
    poll = next((one for one in venue.polls if one[0] == venue.closing), None)
    if poll is None:
        return {}
    tally = fresh[poll[1]].get(("tallies", poll[0]), {})
    return dict(tally["counts"]) if tally.get("final") else {}


def _applause(jury: Jury) -> list[str]:
    """What ticks have told wrongly, or not at all."""
    claps = jury.claps()
    said = {
        "claps that were lost or counted twice": sum(abs(one["off"]) for one in claps.values()),
        "claps that no tick told a screen of": sum(one["unheard"] for one in claps.values()),
        "ticks that told two screens two things": jury.applause.contradictions,
    }
    return [f"{number} {what}" for what, number in said.items() if number]


def _first(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(list(counted.items())[:SHOWN])
