"""The access log of a stage."""

from __future__ import annotations

import json
from typing import cast

from aws_cdk import ArnFormat
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_logs as logs

LINE = {
    "at": "$context.requestTimeEpoch",
    "route": "$context.routeKey",
    "status": "$context.status",
    "fault": "$context.integrationStatus",
    # A number that is drawn for each request: API Gateway refuses a line without it.
    "id": "$context.requestId",
}


def keep_access_log(stage: apigateway.WebSocketStage | apigateway.HttpStage, group: logs.LogGroup) -> None:
    """Has the stage write such a line for each request: what was asked for and what became of it, but neither address
    nor user agent, neither token nor query, and nothing that tells who it was.
    """
    resource = cast("apigateway.CfnStage", stage.node.default_child)
    resource.access_log_settings = apigateway.CfnStage.AccessLogSettingsProperty(
        destination_arn=_arn(group), format=json.dumps(LINE, separators=(",", ":"))
    )


def _arn(group: logs.LogGroup) -> str:
    """CloudFormation's own has `:*` at its end, for the streams in it. API Gateway takes that for a part of the name
    and refuses it.
    """
    return group.stack.format_arn(
        service="logs",
        resource="log-group",
        resource_name=group.log_group_name,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
