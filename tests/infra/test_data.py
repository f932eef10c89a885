"""What is kept, how safely, and for how long."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from blueprint.naming import DELIVERED, LOGS
from blueprint.throttles import writes
from tests.infra.conftest import Synthesised
from tests.infra.synthesis import Template, example, said

pytestmark = pytest.mark.xdist_group("synthesis")

TABLES = ("State", "Facts", "Connections", "Claps")


def tables(template: Template) -> dict[str, Any]:
    return {name.removeprefix("Tables"): one for name, one in template.of("DynamoDB::GlobalTable").items()}


def test_tables_are_protected_have_a_time_to_live_and_a_ceiling(template: Template, otherwise: Template) -> None:
    for one, people, quota in ((template, example().event.expected, 10_000), (otherwise, 3_000, 20_000)):
        found = tables(one)
        assert sorted(found) == sorted(TABLES)
        for name, table in found.items():
            (replica,) = table["Replicas"]
            assert replica["DeletionProtectionEnabled"] is True
            assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
            assert table["BillingMode"] == "PAY_PER_REQUEST"
            ceiling = table["WriteOnDemandThroughputSettings"]["MaxWriteRequestUnits"]
            assert ceiling == writes(people, quota)[name.lower()]


def test_recovery_is_as_the_event_file_says(template: Template, otherwise: Template) -> None:
    for one, wanted in ((template, False), (otherwise, True)):
        for table in tables(one).values():
            (replica,) = table["Replicas"]
            assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": wanted}


def test_a_stream_keeps_no_image_of_what_is_purged(template: Template) -> None:
    views = {name: one.get("StreamSpecification", {}).get("StreamViewType") for name, one in tables(template).items()}
    assert views == {"State": "KEYS_ONLY", "Facts": "KEYS_ONLY", "Claps": "NEW_IMAGE", "Connections": None}


def test_all_that_is_stored_is_encrypted(template: Template) -> None:
    # Tables always are, by a key of DynamoDB's; they must not be told otherwise.
    assert not any("SSESpecification" in table for table in tables(template).values())
    for queue in template.of("SQS::Queue").values():
        assert queue["SqsManagedSseEnabled"] is True
    (bucket,) = template.of("S3::Bucket").values()
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}


def test_a_topic_without_encryption_is_told_by_this_accounts_alarms_alone_and_only_of_them(template: Template) -> None:
    """CloudWatch has no right to AWS's own key of topics."""
    (topic,) = template.of("SNS::Topic").values()
    assert "KmsMasterKeyId" not in topic
    (policy,) = template.of("SNS::TopicPolicy").values()
    (allow,) = (one for one in policy["PolicyDocument"]["Statement"] if one["Effect"] == "Allow")
    assert (allow["Action"], said(allow["Condition"]["StringEquals"]["aws:SourceAccount"])) == (
        "sns:Publish",
        "<AWS::AccountId>",
    )
    assert sorted(allow["Principal"]["Service"]) == ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
    for alarm in template.of("CloudWatch::Alarm").values():
        assert "@" not in json.dumps(alarm)


def test_nobody_comes_to_data_but_by_tls(template: Template) -> None:
    for kind in ("SQS::QueuePolicy", "S3::BucketPolicy", "SNS::TopicPolicy"):
        for policy in template.of(kind).values():
            denied = [one for one in policy["PolicyDocument"]["Statement"] if one["Effect"] == "Deny"]
            assert {"Bool": {"aws:SecureTransport": "false"}} in [one["Condition"] for one in denied]
    assert len(template.of("SQS::QueuePolicy")) == len(template.of("SQS::Queue")) == 2
    (bucket,) = template.of("S3::BucketPolicy").values()
    old = {"NumericLessThan": {"s3:TlsVersion": 1.2}}
    assert old in [one["Condition"] for one in bucket["PolicyDocument"]["Statement"] if one["Effect"] == "Deny"]


def test_the_bucket_is_private(template: Template) -> None:
    (bucket,) = template.of("S3::Bucket").values()
    access = bucket["PublicAccessBlockConfiguration"]
    assert set(access) == {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
    assert all(access.values())
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    (policy,) = template.of("S3::BucketPolicy").values()
    (allow,) = (one for one in policy["PolicyDocument"]["Statement"] if one["Effect"] == "Allow")
    assert allow["Action"] == "s3:GetObject"
    assert "<SiteDistribution>" in said(allow["Condition"]["StringEquals"]["AWS:SourceArn"])


def test_what_holds_data_goes_with_the_stack(template: Template) -> None:
    kinds = ("DynamoDB::GlobalTable", "S3::Bucket", "SecretsManager::Secret", "Logs::LogGroup", "SQS::Queue")
    kept = {f"AWS::{kind}" for kind in kinds}
    held = {id_: one for id_, one in template.resources.items() if one["Type"] in kept}
    assert len(held) > 20
    assert {one["DeletionPolicy"] for one in held.values()} == {"Delete"}
    assert {one["UpdateReplacePolicy"] for one in held.values()} == {"Delete"}


def test_every_log_group_ends_after_a_week_and_is_found_by_its_name(template: Template) -> None:
    groups = template.of("Logs::LogGroup")
    assert len(groups) == 13
    for group in groups.values():
        assert group["RetentionInDays"] == 7
        assert group["LogGroupName"].startswith((f"{LOGS}JC2020/", f"{DELIVERED}JC2020/"))


def test_every_function_has_a_log_group_of_its_own_also_cdks(template: Template) -> None:
    functions = template.of("Lambda::Function")
    groups = [said(one["LoggingConfig"]["LogGroup"]) for one in functions.values()]
    assert {one.strip("<>") for one in groups} <= template.of("Logs::LogGroup").keys()
    assert len(set(groups)) == len(functions) == 11


def test_the_secret_is_drawn_by_aws_and_nobody_is_told_its_content(template: Template) -> None:
    (secret,) = template.of("SecretsManager::Secret").values()
    assert secret.keys() & {"SecretString", "GenerateSecretString"} == {"GenerateSecretString"}
    assert "{{resolve:" not in json.dumps(template.content)


def test_a_first_deployment_can_take_back_its_tables_and_a_later_one_protects_them(synthesised: Synthesised) -> None:
    for name, is_protected in (("example", True), ("first", False)):
        tables = synthesised(name).template.of("DynamoDB::GlobalTable").values()
        assert [one["Replicas"][0]["DeletionProtectionEnabled"] for one in tables] == 4 * [is_protected]


def test_names_that_are_an_accounts_and_no_regions_are_others_in_another_region(synthesised: Synthesised) -> None:
    """CloudFront, budgets and dashboards know no Region: the same event may be in two."""
    here, there = (_global(synthesised(name).template) for name in ("example", "first"))
    assert len(here) == 4, "three are of other kinds and may be called the same"
    assert here.isdisjoint(there)


def _global(template: Template) -> set[str]:
    policies = template.of("CloudFront::ResponseHeadersPolicy").values()
    accesses = template.of("CloudFront::OriginAccessControl").values()
    return {
        *(one["ResponseHeadersPolicyConfig"]["Name"] for one in policies),
        *(one["OriginAccessControlConfig"]["Name"] for one in accesses),
        *(one["CachePolicyConfig"]["Name"] for one in template.of("CloudFront::CachePolicy").values()),
        *(one["DashboardName"] for one in template.of("CloudWatch::Dashboard").values()),
        *(one["Budget"]["BudgetName"] for one in template.of("Budgets::Budget").values()),
    }


def test_names_of_tables_queues_and_buckets_are_left_to_aws(template: Template) -> None:
    """So a stack can be made again while the old one's leftovers are still there."""
    named = re.compile("TableName|QueueName|BucketName|RoleName|FunctionName")
    for kind in ("DynamoDB::GlobalTable", "SQS::Queue", "S3::Bucket", "IAM::Role", "Lambda::Function"):
        assert not [key for one in template.of(kind).values() for key in one if named.fullmatch(key)]
