"""An HTTP request → the step that it asks for, and its answer."""

from __future__ import annotations

from typing import Any

from beifall import join, links
from beifall.admit import undertake
from beifall.caller import Caller, Means
from beifall.domain.refusals import Refused
from beifall.requests import answer, bearer, body, nothing
from beifall.store.port import Overloaded
from beifall.tokens import Tokens
from beifall.visit import look, visit


def receive(request: dict[str, Any], means: Means, tokens: Tokens, *, site: str) -> dict[str, Any]:
    """The answer to a request, by its method and path; new links lead to `site`. Raises `Refused`, and so it does for a
    store that has too much to do.
    """
    try:
        return _routed(request, means, tokens, site)
    except Overloaded:
        means.load.overloaded(means.clock())
        raise Refused("try_again", retry_after=1) from None


def _routed(request: dict[str, Any], means: Means, tokens: Tokens, site: str) -> dict[str, Any]:
    now = means.clock()
    match request["routeKey"]:
        case "GET /event":
            return answer(200, join.about(join.announced(means.store, now=now)))
        case "POST /join":
            undertake("join", means, now=now)
            asked = join.read(body(request))
            return answer(201, join.join(asked, join.announced(means.store, now=now), means.store, tokens, now=now))
        case "POST /commands":
            reply = visit(body(request), _caller(request, means, tokens), means)
            return nothing() if reply is None else answer(200, reply)
        case "GET /rooms/{room}":
            rev = (request.get("queryStringParameters") or {}).get("rev")
            seen = look(request["pathParameters"]["room"], rev, _caller(request, means, tokens), means)
            return nothing() if seen is None else answer(200, seen)
        case "POST /links":
            revoked = links.read(body(request))
            return answer(201, links.revoke(revoked, _caller(request, means, tokens), tokens, means, site=site))
        case _:
            raise Refused("unknown_action", "There is nothing here.")


def _caller(request: dict[str, Any], means: Means, tokens: Tokens) -> Caller:
    known = tokens.verify(bearer(request), means.clock())
    return Caller(known.person, "", known.expires)
