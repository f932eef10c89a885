"""The site's files, in S3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from beifall.site import CONFIG, Page

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

AT_A_TIME = 8


class Bucket:
    """`name` is the bucket's."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._client: S3Client = boto3.client(
            "s3",
            config=Config(
                connect_timeout=2,
                read_timeout=10,
                max_pool_connections=AT_A_TIME,
                retries={"mode": "standard", "total_max_attempts": 5},
            ),
        )

    def fill(self, pages: Mapping[str, Page]) -> None:
        """Holds these by their paths, and nothing else. What the others load comes first, so that no page that is there
        asks in vain; what is there no more goes last: whoever has the pages open may still ask for it until then.
        Raises NotDeleted.
        """
        entrances = {path for path, page in pages.items() if path == CONFIG or page.kind.startswith("text/html")}
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            for wave in (pages.keys() - entrances, entrances):
                # Until all of them are there.
                list(threads.map(lambda path: self._put(path, pages[path]), wave))
        for strangers in self._strangers(pages):
            answer = self._client.delete_objects(Bucket=self._name, Delete={"Objects": strangers, "Quiet": True})
            if answer.get("Errors"):
                raise NotDeleted

    def _put(self, path: str, page: Page) -> None:
        self._client.put_object(
            Bucket=self._name, Key=path, Body=page.content, ContentType=page.kind, CacheControl=page.cache
        )

    def _strangers(self, pages: Mapping[str, Page]) -> Iterator[list[ObjectIdentifierTypeDef]]:
        """A thousand at most at a time, as they are listed, and as they may be deleted."""
        for listed in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._name):
            found = [one["Key"] for one in listed.get("Contents", ())]
            strangers: list[ObjectIdentifierTypeDef] = [{"Key": key} for key in found if key not in pages]
            if strangers:
                yield strangers


class NotDeleted(Exception):
    """S3 has kept a file that is no longer part of the site."""
