"""Whom an event's pages may show in a frame."""

from __future__ import annotations

import pytest

from beifall.domain.event import Place, Video
from blueprint.site import headers
from eventfile.reading import understood
from eventfile.site import HOSTS, hosts
from tests.builders import an_event
from tests.eventfile.example import EXAMPLE, mistakes_in, with_instead


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


LONGEST = "wss://abcdefghij.execute-api.cn-northwest-1.amazonaws.com.cn"


def test_as_many_hosts_as_an_event_may_have_fit_into_what_cloudfront_sends() -> None:
    policy = headers(LONGEST, frames=("h" * HOSTS,))["Content-Security-Policy"]
    assert len(policy) <= 1_783


def test_more_hosts_of_videos_than_a_page_can_be_told_of_are_a_mistake_of_the_file() -> None:
    def rooms(count: int, at: str) -> str:
        room = '[[rooms]]\nid = "more-{0}"\nkind = "forum"\ntitle = "More"\nvideo = "https://{1}.example.org/{0}"\n'
        return "".join(room.format(number, at.format(number)) for number in range(count)) + "[[agenda]]"

    understood(with_instead(("[[agenda]]", rooms(120, "video"))), EXAMPLE)
    (mistake,) = mistakes_in(with_instead(("[[agenda]]", rooms(60, "video-{0}"))))
    assert (mistake.key, mistake.found) == ("rooms", "videos on 62 hosts, with 1,780 characters")
    assert "at most 1,400 characters" in mistake.allowed
