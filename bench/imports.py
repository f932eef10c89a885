"""What a cold start costs: each handler imported in a fresh process, its clients made, its secret read.

`./beifall bench imports [--runs 5]`

Prints CPU milliseconds above a bare interpreter, and the memory of the process, each the median of the runs. The
bytecode is warm, as the layers ship it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parent.parent

PROBE = """
import sys, time, resource
before = time.process_time()
if len(sys.argv) > 1:
    __import__(sys.argv[1])
used = time.process_time() - before
print(used * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Secret(BaseHTTPRequestHandler):
    """Answers every question with the keys of an event, as Secrets Manager would."""

    def do_POST(self) -> None:
        keys = {"current": "k1", "signing": {"k1": "a" * 64}, "people": "b" * 64}
        body = json.dumps({"SecretString": json.dumps(keys)}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def deployment() -> Iterator[dict[str, str]]:
    """The environment of a function."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Secret)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": f"http://127.0.0.1:{server.server_port}",
        "API": "https://example.org/api",
        "CALLBACK_URL": "http://127.0.0.1:9/live",
        "EVENT_CODE": "JC2020",
        "EXPECTED": "300",
        "ORIGINS": "https://example.org",
        "PURGED": "0",
        "QUEUE_URL": "https://sqs.example.org/queue",
        "QUOTA": "10000",
        "SECRET_ARN": "keys",
        "SITE": "https://example.org/",
        "SITE_BUCKET": "pages",
        "SOCKET": "wss://example.org/live",
    }
    server.shutdown()


def probe(environment: dict[str, str], runs: int, *module: str) -> tuple[float, float]:
    """Median CPU milliseconds and megabytes."""
    command = [sys.executable, "-c", PROBE, *module]
    lines = [
        subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(runs + 1)
    ]
    each = [tuple(float(number) for number in line.split()) for line in lines[1:]]
    return statistics.median(one[0] for one in each), statistics.median(one[1] for one in each)


def main() -> None:
    """One line a function."""
    parser = argparse.ArgumentParser(prog="./beifall bench imports")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with deployment() as environment:
        _, bare = probe(environment, runs)
        print(f"{'bare Python':14}{0:6.0f} ms CPU {bare:5.0f} MB")
        for folder in sorted((ROOT / "functions").iterdir()):
            if (folder / "handler.py").is_file():
                spent, memory = probe(environment, runs, f"functions.{folder.name}.handler")
                print(f"{folder.name:14}{spent:6.0f} ms CPU {memory:5.0f} MB")


if __name__ == "__main__":
    main()
