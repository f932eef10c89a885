"""Which function gets what comes in, and who may."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from blueprint.routes import AUTHORIZER, PATHS, ROUTES, SELECTION, WEB
from blueprint.throttles import BUCKET, socket, web
from tests.infra.synthesis import Template, example, said

pytestmark = pytest.mark.xdist_group("synthesis")

NEEDED = "$context.requestId"
"""API Gateway refuses a format without it (`AccessLogSettings` of its API). It is drawn anew for each request."""

ALLOWED = {"$context.requestTimeEpoch", "$context.routeKey", "$context.status", "$context.integrationStatus", NEEDED}
"""What an access log may have: when, which kind of request, and what became of it."""

LOG_GROUP = "arn:<AWS::Partition>:logs:eu-central-1:<AWS::AccountId>:log-group"
"""API Gateway refuses one with `:*` at its end, as CloudFormation has it."""


def routes(template: Template, api: str) -> dict[str, Any]:
    all_ = template.of("ApiGatewayV2::Route").values()
    return {route["RouteKey"]: route for route in all_ if said(route["ApiId"]) == f"<{api}>"}


def function_behind(template: Template, route: dict[str, Any]) -> str:
    integration = said(route["Target"]).removeprefix("integrations/<").removesuffix(">")
    uri = said(template.of("ApiGatewayV2::Integration")[integration]["IntegrationUri"])
    (function,) = re.findall(r"<Functions(\w+)\.Arn>", uri)
    return str(function).lower()


def test_each_route_of_the_socket_leads_to_its_function(template: Template) -> None:
    found = {key: function_behind(template, route) for key, route in routes(template, "SocketApi").items()}
    assert found == {key: route.function for key, route in ROUTES.items()}
    assert template.of("ApiGatewayV2::Api")["SocketApi"]["RouteSelectionExpression"] == SELECTION


def test_each_path_of_the_http_api_leads_to_its_function(template: Template) -> None:
    found = {key: function_behind(template, route) for key, route in routes(template, "WebApi").items()}
    assert found == dict.fromkeys(PATHS, WEB)


def test_only_who_opens_a_socket_is_authorized_and_every_time(template: Template) -> None:
    types = {key: route["AuthorizationType"] for key, route in routes(template, "SocketApi").items()}
    assert types == {key: "CUSTOM" if key == "$connect" else "NONE" for key in ROUTES}
    ((name, authorizer),) = template.of("ApiGatewayV2::Authorizer").items()
    assert said(routes(template, "SocketApi")["$connect"]["AuthorizerId"]) == f"<{name}>"
    assert authorizer["AuthorizerType"] == "REQUEST"
    assert authorizer["IdentitySource"] == [], "without one, our own code is asked even if there is no token"
    assert "AuthorizerResultTtlInSeconds" not in authorizer
    assert f"<Functions{AUTHORIZER.capitalize()}.Arn>" in said(authorizer["AuthorizerUri"])


def test_only_commands_are_answered(template: Template) -> None:
    found = routes(template, "SocketApi")
    assert {key for key, one in found.items() if "RouteResponseSelectionExpression" in one} == {"$default"}
    (response,) = template.of("ApiGatewayV2::RouteResponse").values()
    assert said(response["RouteId"]) == "<SocketApidefaultRoute>"
    assert response["RouteResponseKey"] == "$default"


@pytest.mark.parametrize(("stage", "sized"), [("SocketApiStage", socket), ("WebApiStage", web)])
def test_a_stage_admits_what_people_need_and_no_more(
    template: Template, otherwise: Template, stage: str, sized: Any
) -> None:
    for one, people, quota in ((template, example().event.expected, 10_000), (otherwise, 3_000, 20_000)):
        settings = one.of("ApiGatewayV2::Stage")[stage]["DefaultRouteSettings"]
        throttle = sized(people, quota)
        assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (throttle.rate, throttle.burst)
        assert 0 < throttle.rate <= quota
        assert 0 < throttle.burst <= BUCKET
        assert settings.keys() == {"ThrottlingRateLimit", "ThrottlingBurstLimit"}, "neither data trace nor metrics"


def test_an_access_log_says_nothing_of_who_it_was(template: Template) -> None:
    stages = template.of("ApiGatewayV2::Stage")
    assert len(stages) == 2
    for stage in stages.values():
        line = json.loads(stage["AccessLogSettings"]["Format"])
        assert NEEDED in line.values()
        assert set(line.values()) <= ALLOWED
    groups = {said(stage["AccessLogSettings"]["DestinationArn"]) for stage in stages.values()}
    assert groups == {f"{LOG_GROUP}:<{one}>" for one in ("SocketApiLog", "WebApiLog")}


def test_the_http_api_answers_other_sites_only_where_the_event_file_names_them(
    template: Template, otherwise: Template
) -> None:
    assert "CorsConfiguration" not in template.of("ApiGatewayV2::Api")["WebApi"]
    cors = otherwise.of("ApiGatewayV2::Api")["WebApi"]["CorsConfiguration"]
    assert cors["AllowOrigins"] == ["https://front.example.org"]
    assert cors["AllowMethods"] == ["GET", "POST"]
    assert sorted(cors["AllowHeaders"]) == ["authorization", "content-type"]
    assert not cors.get("AllowCredentials")
