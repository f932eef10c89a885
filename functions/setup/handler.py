"""The end of a deployment: the event's keys, its content and its site, from what lies beside this file."""

from __future__ import annotations

import os
from pathlib import Path

from beifall.bucket import Bucket
from beifall.content import brought
from beifall.environment import chance, store
from beifall.keysmith import furnish
from beifall.log import discreet
from beifall.programme import set_up
from beifall.site import CONFIG, config, generated

HERE = Path(__file__).parent


@discreet
def handler(_event: dict[str, object], _context: object) -> None:
    """Whatever of it was done before is not done again; whatever fails makes the deployment fail."""
    content = brought(HERE)
    event = content.programme.event
    furnish(os.environ["SECRET_ARN"], chance)
    set_up(content.programme, store(), chance, quota=int(os.environ["QUOTA"]))
    its = generated(event, os.environ["SITE"].removesuffix("/"))
    where = {CONFIG: config(os.environ["API"], os.environ["SOCKET"])}
    Bucket(os.environ["SITE_BUCKET"]).fill({**content.pages, **its, **where})
