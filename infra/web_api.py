"""The HTTP API."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from blueprint.naming import DELIVERED
from blueprint.routes import PATHS
from blueprint.throttles import web
from infra.access import keep_access_log
from infra.facts import Facts
from infra.logs import log_group

STAGE = "api"
"""And the beginning of each path: so the site leads there what is asked of it below `/api`, as it came."""


class WebApi(Construct):
    """`host` is its own address, where the site finds it; `address` is that with the stage. Routes are added when there
    is a function: `lead`.
    """

    def __init__(self, scope: Construct, facts: Facts) -> None:
        super().__init__(scope, "WebApi")
        event = facts.programme.event
        throttle = web(event.expected, facts.quota)
        self.api = apigateway.HttpApi(
            self,
            "Api",
            api_name=f"Beifall {event.code}",
            create_default_stage=False,
            cors_preflight=_cors(event.origins) if event.origins else None,
        )
        self.stage = apigateway.HttpStage(
            self,
            "Stage",
            http_api=self.api,
            stage_name=STAGE,
            auto_deploy=True,
            throttle=apigateway.ThrottleSettings(rate_limit=throttle.rate, burst_limit=throttle.burst),
        )
        keep_access_log(self.stage, log_group(self, "Log", event.code, "web", DELIVERED))
        self.address = self.stage.url
        self.host = f"{self.api.api_id}.execute-api.{self.api.stack.region}.{self.api.stack.url_suffix}"

    def lead(self, function: lambda_.Function) -> None:
        """Leads every path to the function, which says itself who may."""
        integration = integrations.HttpLambdaIntegration("Reception", function)
        for key in PATHS:
            method, _, path = key.partition(" ")
            self.api.add_routes(path=path, methods=[apigateway.HttpMethod(method)], integration=integration)


def _cors(origins: tuple[str, ...]) -> apigateway.CorsPreflightOptions:
    """Frontends elsewhere, which the event file names; the event's own site has the API below its own address."""
    return apigateway.CorsPreflightOptions(
        allow_origins=list(origins),
        allow_methods=[apigateway.CorsHttpMethod.GET, apigateway.CorsHttpMethod.POST],
        allow_headers=["authorization", "content-type"],
        max_age=Duration.hours(1),
    )
