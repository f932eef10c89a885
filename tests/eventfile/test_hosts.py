"""Whom an event's pages may show in a frame."""

from __future__ import annotations

import pytest

from beifall.domain.event import Place, Video
from eventfile.site import hosts
from tests.builders import an_event


@pytest.mark.parametrize(
    ("video", "videos", "wanted"),
    [
        (None, (), ()),
        (Video("jitsi", "https://meet.example.org"), (None,), ("https://meet.example.org",)),
        (
            Video("jitsi", "https://meet.example.org/"),
            ("https://video.example.org:8443/plenum?x=1", "https://meet.example.org/forum"),
            ("https://meet.example.org", "https://video.example.org:8443"),
        ),
    ],
)
def test_only_the_hosts_of_the_events_videos_may_be_framed(
    video: Video | None, videos: tuple[str | None, ...], wanted: tuple[str, ...]
) -> None:
    assert hosts(an_event(video=video, rooms=(Place("plenum", "plenum", "Plenum"),)), videos) == wanted
