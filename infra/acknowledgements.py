"""What cdk-nag finds and may stay: each with where it is, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import IConstruct

from beifall.domain.event import Event
from blueprint.environment import NEEDED
from blueprint.grants import GRANTS
from blueprint.routes import PATHS, ROUTES
from infra.socket_api import STAGE


@dataclass(frozen=True)
class Acknowledgement:
    """`rule` as cdk-nag names it, `paths` of resources within the stack, and a reason that can be read out to whoever
    answers for the security of an event.
    """

    rule: str
    paths: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Named:
    """What rules and paths name: the Region, and the template's names of the socket's API, the site's bucket and the
    delay queue; and whether containers are kept by calling them.
    """

    region: str
    socket: str
    bucket: str
    later: str
    are_awake: bool


FUNCTIONS = tuple(f"Functions/{name.capitalize()}/Resource" for name in NEEDED)
AWAKE = "The call brings nothing and does nothing but keep a container; if it fails, the next one comes in a minute."
ADDRESSES = "The log would keep the IP addresses of all visitors, which the event promises not to store."
NEWEST = "Python 3.13 is the newest that everything here is tested with; AWS maintains it until 2029."


def acknowledgements(event: Event, named: Named) -> tuple[Acknowledgement, ...]:
    """Of an event's stack; each is needed, and nothing else is found."""
    return (
        Acknowledgement("AwsSolutions-L1", FUNCTIONS, NEWEST),
        Acknowledgement("Serverless-LambdaLatestVersion", FUNCTIONS, NEWEST),
        Acknowledgement(
            "Serverless-LambdaTracing",
            FUNCTIONS,
            "Traces would keep for a month which request led to which, and the logs go after a week.",
        ),
        Acknowledgement(
            "Serverless-LambdaDLQ",
            FUNCTIONS,
            "A queue of the function itself is for asynchronous calls only: those of housekeeping go to the failure "
            "queue by a destination, streams and the delay queue lead there too, and others wait for their answer.",
        ),
        Acknowledgement(
            "Serverless-LambdaEventSourceMappingDestination",
            (f"Functions/Housekeeping/SqsEventSource:{named.later}/Resource",),
            "A queue's reader has no destination: after five tries the queue itself passes a letter on.",
        ),
        *_awake(named),
        *_rights(named),
        Acknowledgement(
            "AwsSolutions-APIG4",
            tuple(f"SocketApi/Api/{key}-Route/Resource" for key in ROUTES if key != "$connect"),
            "API Gateway authorizes a socket once, when it is opened; what comes through it later is of that socket.",
        ),
        Acknowledgement(
            "AwsSolutions-APIG4",
            tuple(f"WebApi/Api/{path.replace(' ', '').replace('/', '--')}/Resource" for path in PATHS),
            "Whoever knows the event's code may look and join without an account; every other request brings a signed "
            "token, which the function itself checks.",
        ),
        Acknowledgement(
            "AwsSolutions-SMG4",
            ("Keys/Secret/Resource",),
            "The secret lives for weeks and holds two keys, so that an organiser can change them at any time without "
            "throwing anybody out; a rotation that comes by itself could come in the middle of the event.",
        ),
        Acknowledgement(
            "Serverless-SQSRedrivePolicy",
            ("Queues/Failures/Resource",),
            "It is itself the queue in which everything ends that was given up.",
        ),
        *_telling(event),
        *_site(event),
    )


def _awake(named: Named) -> Iterator[Acknowledgement]:
    if not named.are_awake:
        return
    configs = ("Functions/Clap", "Streams/ApplauseLoud", "Streams/ApplauseQuiet")
    yield Acknowledgement(
        "Serverless-LambdaAsyncFailureDestination",
        tuple(f"{one}/EventInvokeConfig/Resource" for one in configs),
        AWAKE,
    )
    yield Acknowledgement("Serverless-EventBusDLQ", ("Schedule/Awake1/Resource", "Schedule/Awake2/Resource"), AWAKE)


def _rights(named: Named) -> Iterator[Acknowledgement]:
    stage = f"arn:<AWS::Partition>:execute-api:{named.region}:<AWS::AccountId>:<{named.socket}>/{STAGE}"
    for method, resource in (("POST", "posts"), ("DELETE", "ends")):
        yield Acknowledgement(
            f"AwsSolutions-IAM5[Resource::{stage}/{method}/@connections/*]",
            tuple(
                f"Functions/{name.capitalize()}Role/DefaultPolicy/Resource"
                for name, its in GRANTS.items()
                if resource in its
            ),
            "Nobody knows the ids of connections before they are opened; the right is for this event's socket alone, "
            "and for nothing but sending to a connection and closing it.",
        )
    yield Acknowledgement(
        f"AwsSolutions-IAM5[Resource::<{named.bucket}.Arn>/*]",
        ("Functions/SetupRole/DefaultPolicy/Resource",),
        "The function fills the event's own bucket with whatever public files the site has, and with nothing else.",
    )


def _telling(event: Event) -> Iterator[Acknowledgement]:
    if event.alarms_email:
        yield Acknowledgement(
            "Serverless-SNSRedrivePolicy",
            ("Alarms/Mail/Resource",),
            "A letter that cannot be sent would wake nobody from a queue; the dashboard shows every alarm too.",
        )


def _site(event: Event) -> Iterator[Acknowledgement]:
    distribution = ("Site/Distribution/Resource",)
    yield Acknowledgement("AwsSolutions-S1", ("Site/Bucket/Resource",), ADDRESSES)
    yield Acknowledgement("AwsSolutions-CFR3", distribution, ADDRESSES)
    yield Acknowledgement(
        "AwsSolutions-CFR1", distribution, "People take part from wherever they are; no country is kept out."
    )
    yield Acknowledgement(
        "AwsSolutions-CFR2",
        distribution,
        "The site is public files with no server behind them, the APIs have throttles that bound what an attack can "
        "cost, and a firewall here would not stand before the socket.",
    )
    if not event.certificate:
        yield Acknowledgement(
            "AwsSolutions-CFR4",
            distribution,
            "Under CloudFront's own name CloudFront decides, and admits TLS 1.0 and 1.1 from old browsers; a domain "
            "and a certificate in the event file make it TLS 1.2 at least, as it always is at the APIs' own addresses.",
        )


def acknowledge(stack: Stack, event: Event, named: Named) -> None:
    """Tells cdk-nag."""
    for one in acknowledgements(event, named):
        pack = one.rule.partition("-")[0]
        for path in one.paths:
            Validations.of(_at(stack, path)).acknowledge(Acknowledgment(id=f"{pack}::{one.rule}", reason=one.reason))


def _at(stack: Stack, path: str) -> IConstruct:
    found: IConstruct = stack
    for id_ in path.split("/"):
        found = found.node.find_child(id_)
    return found
