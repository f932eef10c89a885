"""The quotas that an event meets, as Service Quotas names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """Codes are the same in every Region (Service Quotas, as published in others' listings of it; not yet tried with an
    account of ours).
    """

    service: str
    code: str
    called: str
    """As the console shows it."""

    def asked_for(self, value: int, region: str) -> str:
        """How more of it is asked for, and how long that takes."""
        return (
            f"Ask AWS for {value:,}: in the console under Service Quotas, {self.called}, or with `aws service-quotas "
            f"request-service-quota-increase --service-code {self.service} --quota-code {self.code} --desired-value "
            f"{value} --region {region}`. {WAIT}"
        )


WAIT = "It costs nothing and may take days: ask two weeks before the event, for more than 1,200 people four."

REQUESTS = Quota("apigateway", "L-8A5B8E43", "Amazon API Gateway, Throttle rate")
CONNECTIONS = Quota("apigateway", "L-9ED1E49A", "Amazon API Gateway, WebSocket new connections rate")
CONCURRENCY = Quota("lambda", "L-B99A9384", "AWS Lambda, Concurrent executions")
WRITES = Quota("dynamodb", "L-AB614373", "Amazon DynamoDB, Table-level write throughput limit")
