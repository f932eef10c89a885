"""What has failed in a run, counted."""

from __future__ import annotations

from collections import Counter

from local.lambdas import Lambdas
from local.queue import Queue
from local.streams import Streams


def failures(lambdas: Lambdas, streams: Streams, queue: Queue) -> Counter[str]:
    """Invocations that crashed, batches that were invoked again for that or for what they reported, records that were
    given up, and letters that nobody could take, by function.
    """
    counts: Counter[str] = Counter()
    for function, crashes in sorted(lambdas.crashes.items()):
        counts[f"{function} crashed"] = crashes
    for function, again in sorted(streams.retries.items()):
        counts[f"{function} retried"] = again
    for failure in streams.failures:
        counts[f"{failure.name} given up"] += failure.size
    counts["letters dead"] = len(queue.dead)
    return +counts
