"""Tables that nobody deletes by mistake."""

from __future__ import annotations

import boto3

from account.clients import client_of
from account.deployed import Deployed
from account.wrong import explained, leaving


def protect(of: Deployed, session: boto3.Session) -> None:
    """From now on DynamoDB refuses to delete the event's tables. A first deployment makes them without that: else it
    could not take back what it has made, if it failed. Raises Wrong.
    """
    rest = "the event is deployed, but its tables are not protected against their deletion: deploy it again"
    with leaving(rest), explained("protecting the tables"):
        client = client_of(session, "dynamodb")
        for table in of.tables:
            if not client.describe_table(TableName=table)["Table"].get("DeletionProtectionEnabled"):
                client.update_table(TableName=table, DeletionProtectionEnabled=True)
