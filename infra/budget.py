"""A budget: who forgets to remove an event is told."""

from __future__ import annotations

from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_sns as sns
from constructs import Construct

from blueprint.budget import limit
from blueprint.naming import regional
from infra.facts import Facts


class Budget(Construct):
    """Tells `topic` when what the account has cost this month passes the half of the limit, or the limit itself, or is
    forecast to. It is the account's bill and not the stack's: tags on a bill work only once somebody has switched them
    on, and an alarm that never comes is worse than one too many. AWS looks at it some times a day: it is no brake.
    Only where AWS makes budgets: it would refuse all else with it.
    """

    def __init__(self, scope: Construct, facts: Facts, topic: sns.Topic) -> None:
        super().__init__(scope, "Budget")
        event = facts.programme.event
        told = budgets.CfnBudget.SubscriberProperty(subscription_type="SNS", address=topic.topic_arn)
        self.budget = budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=regional(event.code, facts.region),
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=limit(event.expected), unit="USD"),
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        comparison_operator="GREATER_THAN",
                        notification_type=kind,
                        threshold=percent,
                        threshold_type="PERCENTAGE",
                    ),
                    subscribers=[told],
                )
                for kind, percent in (("ACTUAL", 50), ("ACTUAL", 100), ("FORECASTED", 100))
            ],
        )
        # And on the topic's policy: who makes a budget is asked whether it may speak there.
        self.budget.node.add_dependency(topic)
