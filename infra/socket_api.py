"""The WebSocket API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from blueprint.routes import AUTHORIZER, ROUTES, SELECTION
from blueprint.throttles import socket
from infra.access import keep_access_log
from infra.facts import Facts
from infra.logs import log_group

STAGE = "live"


class SocketApi(Construct):
    """`address` is what clients open, `callback` where frames are posted. Routes are added when there are functions:
    `lead`.
    """

    def __init__(self, scope: Construct, facts: Facts) -> None:
        super().__init__(scope, "SocketApi")
        event = facts.programme.event
        throttle = socket(event.expected, facts.quota)
        self.api = apigateway.WebSocketApi(
            self,
            "Api",
            api_name=f"Beifall {event.code}",
            route_selection_expression=SELECTION,
        )
        self.stage = apigateway.WebSocketStage(
            self,
            "Stage",
            web_socket_api=self.api,
            stage_name=STAGE,
            auto_deploy=True,
            throttle=apigateway.ThrottleSettings(rate_limit=throttle.rate, burst_limit=throttle.burst),
        )
        keep_access_log(self.stage, log_group(self, "Log", event.code, "socket"))
        self.address = self.stage.url
        self.callback = facts.callback(self.stage.callback_url)

    def connections(self, method: Literal["POST", "DELETE"]) -> str:
        """The ARN of all connections, for who may do that to them."""
        return self.api.stack.format_arn(
            service="execute-api", resource=self.api.api_id, resource_name=f"{STAGE}/{method}/@connections/*"
        )

    def lead(self, functions: Mapping[str, lambda_.Function]) -> None:
        """Leads each route to its function. Only `$connect` has an authorizer: its context comes with what follows."""
        for key, route in ROUTES.items():
            self.api.add_route(
                key,
                integration=integrations.WebSocketLambdaIntegration(
                    route.function.capitalize(), functions[route.function]
                ),
                authorizer=self._authorizer(functions[AUTHORIZER]) if key == "$connect" else None,
                return_response=route.returns,
            )

    def _authorizer(self, function: lambda_.Function) -> authorizers.WebSocketLambdaAuthorizer:
        # No identity source: who brings no token shall be told so by our own code, whatever the case of the header.
        return authorizers.WebSocketLambdaAuthorizer("Authorizer", function, identity_source=[])
