"""Requests are complete: held against tables of what AWS sends.

The tables name every key path and its type. They were written after the sample events that
aws-powertools/powertools-lambda-python tests its data classes with (tests/events/, MIT-0): apiGatewayWebSocketApi
Connect, Message and Disconnect, apiGatewayAuthorizerWebSocketEvent, apiGatewayProxyV2Event, dynamoStreamEvent, sqsEvent
and eventBridgeEvent. What depends on an API's settings (client certificates, JWT claims) is left out.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import APIGatewayAuthorizerRequestEvent
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

from local.requests import Place, batches, socket, stamp, web
from local.requests.batches import Letter, Receipt
from local.requests.socket import Arrival
from local.requests.web import Visit
from tests.local.stands import Json

PLACE = Place()
AT = 1_731_324_924_561
HEADERS = (
    ("Host", "localhost:8080"),
    ("Origin", "http://localhost:8080"),
    ("User-Agent", "a browser"),
    ("Sec-WebSocket-Key", "x"),
    ("Sec-WebSocket-Version", "13"),
    ("Upgrade", "websocket"),
    ("Connection", "Upgrade"),
    ("X-Amzn-Trace-Id", "Root=1-1-1"),
    ("X-Forwarded-For", "127.0.0.1"),
    ("X-Forwarded-Port", "8080"),
    ("X-Forwarded-Proto", "http"),
)
ARRIVAL = Arrival("BFHPhfCWIAMCKlQ=", AT - 9, "127.0.0.1", "localhost:8080", HEADERS, (("a", "1"), ("a", "2")))
ADMITTED = Arrival(
    ARRIVAL.id, ARRIVAL.at, ARRIVAL.ip, ARRIVAL.host, HEADERS, (), {"principalId": "p", "integrationLatency": 3}
)

CONTEXT = {
    "requestContext.routeKey": str,
    "requestContext.eventType": str,
    "requestContext.extendedRequestId": str,
    "requestContext.requestTime": str,
    "requestContext.messageDirection": str,
    "requestContext.stage": str,
    "requestContext.connectedAt": int,
    "requestContext.requestTimeEpoch": int,
    "requestContext.identity.sourceIp": str,
    "requestContext.identity.userAgent": str,
    "requestContext.requestId": str,
    "requestContext.domainName": str,
    "requestContext.connectionId": str,
    "requestContext.apiId": str,
}
AUTHORIZER = {"requestContext.authorizer.principalId": str, "requestContext.authorizer.integrationLatency": int}
QUERY = {"queryStringParameters.a": str, "multiValueQueryStringParameters.a[]": str}


def both(*names: str) -> dict[str, Any]:
    return {f"headers.{name}": str for name in names} | {f"multiValueHeaders.{name}[]": str for name in names}


UPGRADED = both("Host", "Origin", "User-Agent", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "X-Amzn-Trace-Id") | both(
    "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"
)
RECORD = {
    "Records[].eventID": str,
    "Records[].eventName": str,
    "Records[].eventVersion": str,
    "Records[].eventSource": str,
    "Records[].awsRegion": str,
    "Records[].eventSourceARN": str,
    "Records[].dynamodb.ApproximateCreationDateTime": float,
    "Records[].dynamodb.Keys.pk.S": str,
    "Records[].dynamodb.Keys.sk.S": str,
    "Records[].dynamodb.SequenceNumber": str,
    "Records[].dynamodb.SizeBytes": int,
    "Records[].dynamodb.StreamViewType": str,
}


def paths(value: object, at: str = "") -> Iterator[tuple[str, type]]:
    """Every path of a request with the type of what is there; an empty object counts as itself."""
    if isinstance(value, dict) and value:
        for name, part in value.items():
            yield from paths(part, f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        for part in value:
            yield from paths(part, f"{at}[]")
    else:
        yield at, type(value)


def test_the_authorizers_request_is_complete() -> None:
    request = socket.authorize(PLACE, ARRIVAL, request="r=", at=AT)
    fixed = {"type": str, "methodArn": str, "stageVariables": dict}
    assert dict(paths(request)) == CONTEXT | UPGRADED | both("Upgrade", "Connection") | QUERY | fixed
    assert request["type"] == "REQUEST"
    assert request["methodArn"].endswith("/live/$connect")


def test_the_connect_request_is_complete() -> None:
    request = socket.connect(PLACE, ADMITTED, request="r=", at=AT)
    assert dict(paths(request)) == CONTEXT | AUTHORIZER | UPGRADED | {"isBase64Encoded": bool}
    assert request["requestContext"]["requestTime"] == "11/Nov/2024:11:35:24 +0000"


def test_a_frames_request_is_complete() -> None:
    request = socket.frame(PLACE, ADMITTED, route="clap", body="{}", request="r=", at=AT)
    fixed = {"requestContext.messageId": str, "body": str, "isBase64Encoded": bool}
    assert dict(paths(request)) == CONTEXT | AUTHORIZER | fixed


def test_the_disconnect_request_is_complete() -> None:
    request = socket.disconnect(PLACE, ADMITTED, code=1001, reason="Going away", request="r=", at=AT)
    fixed = {
        "requestContext.disconnectStatusCode": int,
        "requestContext.disconnectReason": str,
        "isBase64Encoded": bool,
    }
    headers = both("Host", "x-api-key", "X-Forwarded-For", "x-restapi")
    assert dict(paths(request)) == CONTEXT | AUTHORIZER | headers | fixed


def a_visit(**changes: Any) -> Visit:
    headers = (
        ("host", "localhost:8080"),
        ("content-type", "application/json"),
        ("user-agent", "a browser"),
        ("cookie", "a=1; b=2"),
        ("x-twice", "1"),
        ("x-twice", "2"),
    )
    given = {"method": "POST", "path": "/join", "query": "a=1&a=2", "headers": headers, "body": b"{}"}
    return Visit(**{**given, "ip": "127.0.0.1", "route": "POST /join", "variables": {"room": "plenum"}, **changes})


def test_the_http_request_is_complete() -> None:
    request = web.request(PLACE, a_visit(), id="r", at=AT)
    context = ("accountId", "apiId", "domainName", "domainPrefix", "requestId", "routeKey", "stage", "time")
    assert dict(paths(request)) == {
        "version": str,
        "routeKey": str,
        "rawPath": str,
        "rawQueryString": str,
        "cookies[]": str,
        "queryStringParameters.a": str,
        "pathParameters.room": str,
        "body": str,
        "isBase64Encoded": bool,
        **{f"headers.{name}": str for name in ("host", "content-type", "user-agent", "x-twice")},
        **{f"requestContext.{name}": str for name in context},
        **{f"requestContext.http.{name}": str for name in ("method", "path", "protocol", "sourceIp", "userAgent")},
        "requestContext.timeEpoch": int,
    }


def test_what_comes_twice_is_joined_with_commas_and_cookies_stand_apart() -> None:
    request = web.request(PLACE, a_visit(), id="r", at=AT)
    assert request["headers"]["x-twice"] == "1,2"
    assert request["queryStringParameters"] == {"a": "1,2"}
    assert request["cookies"] == ["a=1", "b=2"]


def test_a_body_that_is_no_text_comes_as_base64() -> None:
    visit = a_visit(headers=(("content-type", "image/png"),), body=b"\xff")
    request = web.request(PLACE, visit, id="r", at=AT)
    assert (request["body"], request["isBase64Encoded"]) == ("/w==", True)


def test_a_request_without_query_body_or_cookies_does_not_name_them() -> None:
    request = web.request(PLACE, a_visit(query="", body=b"", headers=(), variables={}), id="r", at=AT)
    assert not {"queryStringParameters", "body", "cookies", "pathParameters"} & request.keys()


def a_receipt() -> Receipt:
    letter = Letter("id", "text", AT, {"kind": {"dataType": "String", "stringValue": "x"}})
    return Receipt(letter, "handle", 1, AT)


def test_the_batch_of_a_queue_is_complete() -> None:
    names = ("messageId", "receiptHandle", "body", "md5OfBody", "eventSource", "eventSourceARN", "awsRegion")
    attributes = ("ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp")
    assert dict(paths(batches.queue(PLACE, "later", [a_receipt()]))) == {
        **{f"Records[].{name}": str for name in names},
        **{f"Records[].attributes.{name}": str for name in attributes},
        "Records[].messageAttributes.kind.dataType": str,
        "Records[].messageAttributes.kind.stringValue": str,
    }


def test_the_schedules_request_is_complete() -> None:
    request = batches.schedule(PLACE, "every-minute", id="x", time="2017-12-22T18:43:48Z")
    names = ("version", "id", "detail-type", "source", "account", "time", "region")
    assert dict(paths(request)) == {**dict.fromkeys(names, str), "resources[]": str, "detail": dict}


def read_all(wrapped: DictWrapper, *, but: frozenset[str] = frozenset()) -> None:
    """Reads every property, and those of what they lead to."""
    for name, _ in inspect.getmembers(type(wrapped), lambda member: isinstance(member, property)):
        if name in but:
            continue
        value = getattr(wrapped, name)
        if isinstance(value, DictWrapper):
            read_all(value, but=but)


@pytest.mark.parametrize(
    "request_",
    [
        socket.connect(PLACE, ADMITTED, request="r=", at=AT),
        socket.frame(PLACE, ADMITTED, route="clap", body="{}", request="r=", at=AT),
        socket.disconnect(PLACE, ADMITTED, code=1001, reason="", request="r=", at=AT),
    ],
)
def test_powertools_reads_every_property_of_a_sockets_requests(request_: Json) -> None:
    but = set() if "headers" in request_ else {"headers", "multi_value_headers"}
    if "body" not in request_:
        but |= {"json_body", "decoded_body"}
    read_all(data_classes.APIGatewayWebSocketEvent(request_), but=frozenset(but))


def test_powertools_reads_every_property_of_an_http_request() -> None:
    read_all(data_classes.APIGatewayProxyEventV2(web.request(PLACE, a_visit(), id="r", at=AT)))


def test_powertools_reads_the_authorizers_request() -> None:
    wrapped = APIGatewayAuthorizerRequestEvent(socket.authorize(PLACE, ARRIVAL, request="r=", at=AT))
    assert wrapped.parsed_arn.stage == "live"
    assert wrapped.headers["origin"] == "http://localhost:8080"
    # These are of REST APIs: neither the sample of a WebSocket API nor ours has them.
    rest = {"version", "path", "http_method", "resource", "path_parameters", "authorization_token", "identity_source"}
    read_all(wrapped, but=frozenset(rest | {"request_context"}))


def test_powertools_reads_every_property_of_batches() -> None:
    for record in data_classes.SQSEvent(batches.queue(PLACE, "later", [a_receipt()])).records:
        # These take the body for a message of another service.
        read_all(record, but=frozenset({"json_body", "decoded_nested_s3_event", "decoded_nested_sns_event"}))
    event = data_classes.EventBridgeEvent(batches.schedule(PLACE, "rule", id="x", time="2017-12-22T18:43:48Z"))
    read_all(event)


def test_a_time_is_written_in_english_and_utc() -> None:
    assert stamp(0) == "01/Jan/1970:00:00:00 +0000"
