"""What is read of an account, over moto. It has no account settings of Lambda and no quotas but those of VPCs: what AWS
answers there comes from botocore's own stubber, which holds it against AWS's model.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from account.preparation import POLICY, ROLE, TRIES, let_log, offer
from account.quotas import REQUESTS
from account.survey import budgets, concurrency, quota, survey
from account.unread import Unread
from account.wrong import Wrong
from tests.account.stacked import PREFIX, deploy


@contextmanager
def an_account() -> Iterator[boto3.Session]:
    """With the policies that AWS keeps ready for everybody."""
    with mock_aws(config={"iam": {"load_aws_managed_policies": True}}):
        yield boto3.Session(region_name="eu-central-1")


def test_a_new_account_has_nothing() -> None:
    with an_account() as account:
        seen = survey(account, PREFIX, ACCOUNT_ID)
    assert (seen.bootstrap, seen.logging, seen.stack) == (None, None, None)
    assert (seen.requests, seen.connections, seen.writes) == (10_000, 10_000, 10_000)
    assert isinstance(seen.concurrency, Unread)
    assert seen.budgets is True


def test_what_is_there_is_read() -> None:
    with an_account() as account:
        account.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="33", Type="String")
        let_log(account, "aws")
        deploy(account)
        seen = survey(account, PREFIX, ACCOUNT_ID)
    assert (seen.bootstrap, seen.stack) == (33, "CREATE_COMPLETE")
    assert str(seen.logging).endswith(f":role/{ROLE}")


def test_the_role_for_logs_is_made_once_and_may_only_write_logs() -> None:
    with an_account() as account:
        made = let_log(account, "aws")
        assert let_log(account, "aws") == made
        attached = account.client("iam").list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]
        trust = account.client("iam").get_role(RoleName=ROLE)["Role"]["AssumeRolePolicyDocument"]
    assert [one["PolicyArn"].partition(":policy/")[2] for one in attached] == [POLICY]
    assert str(trust).count("apigateway.") == 1


def test_a_role_for_logs_that_somebody_else_has_set_is_left_alone() -> None:
    with an_account() as account:
        theirs = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": "theirs"}]
        account.client("apigateway").update_account(patchOperations=theirs)
        assert let_log(account, "aws") == "theirs"


def test_a_fresh_role_is_offered_until_it_is_known_and_not_too_often() -> None:
    """API Gateway takes one offer in twenty seconds."""
    client = boto3.client("apigateway", region_name="eu-central-1")
    pauses = list[float]()
    with Stubber(client) as answers:
        answers.add_client_error("update_account", "BadRequestException", http_status_code=400)
        answers.add_client_error("update_account", "TooManyRequestsException", http_status_code=429)
        answers.add_response("update_account", {})
        offer(client, "a role", pauses.append)
        answers.assert_no_pending_responses()
    assert len(pauses) == 2
    assert min(pauses) > 20


def test_a_role_that_is_never_known_is_said_and_what_is_refused_otherwise_is_no_matter_of_time() -> None:
    client = boto3.client("apigateway", region_name="eu-central-1")
    with Stubber(client) as answers:
        for _ in range(TRIES):
            answers.add_client_error("update_account", "BadRequestException", http_status_code=400)
        with pytest.raises(Wrong, match="does not accept the role a role yet"):
            offer(client, "a role", lambda _seconds: None)
        answers.add_client_error("update_account", "AccessDeniedException", http_status_code=403)
        with pytest.raises(ClientError):
            offer(client, "a role", lambda _seconds: None)


def test_a_quota_that_was_never_raised_is_the_one_that_all_have() -> None:
    client = boto3.client("service-quotas", region_name="eu-central-1")
    asked = {"ServiceCode": REQUESTS.service, "QuotaCode": REQUESTS.code}
    with Stubber(client) as answers:
        answers.add_client_error("get_service_quota", "NoSuchResourceException", expected_params=asked)
        answers.add_response("get_aws_default_service_quota", {"Quota": {"Value": 10_000.0}}, asked)
        assert quota(client, REQUESTS) == 10_000
        answers.add_response("get_service_quota", {"Quota": {"Value": 30_000.0}}, asked)
        assert quota(client, REQUESTS) == 30_000


def test_how_many_calls_may_run_at_once_is_read_with_what_is_left() -> None:
    client = boto3.client("lambda", region_name="eu-central-1")
    limits = {"ConcurrentExecutions": 1_000, "UnreservedConcurrentExecutions": 900}
    with Stubber(client) as answers:
        answers.add_response("get_account_settings", {"AccountLimit": limits})
        seen = concurrency(client)
    assert (seen.limit, seen.unreserved) == (1_000, 900)


def test_an_account_that_an_organisation_pays_for_has_budgets_once_they_have_been_asked_for() -> None:
    """In the words that others have published; the code is the same for who may not look."""
    said = "Account 123456789012 is a linked account. To enable budgets for your account, ask the payer account to"
    client = boto3.client("budgets", region_name="eu-central-1")
    with Stubber(client) as answers:
        answers.add_response("describe_budgets", {})
        assert budgets(client, "123456789012")
        answers.add_client_error("describe_budgets", "AccessDeniedException", f"{said} enable budgets first.")
        assert not budgets(client, "123456789012")
        answers.add_client_error("describe_budgets", "AccessDeniedException", "User: x is not authorized")
        with pytest.raises(ClientError):
            budgets(client, "123456789012")
