"""Who reads which table's stream."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from beifall.domain.pace import pace
from blueprint.mappings import StreamMapping, mappings
from infra.facts import Facts


class Streams(Construct):
    """The mappings of `blueprint/mappings.py`, where it says so through an alias of the function (`aliases`, by
    function and name). What is given up goes to `failures`.
    """

    def __init__(
        self,
        scope: Construct,
        facts: Facts,
        tables: Mapping[str, dynamodb.TableV2],
        functions: Mapping[str, lambda_.Function],
        failures: sqs.Queue,
    ) -> None:
        super().__init__(scope, "Streams")
        self.aliases: dict[tuple[str, str], lambda_.Alias] = {}
        for mapping in mappings(pace(facts.programme.event.expected, facts.quota)):
            reader = self._reader(functions[mapping.function], mapping)
            reader.add_event_source(_source(mapping, tables[mapping.table], failures))

    def _reader(self, function: lambda_.Function, mapping: StreamMapping) -> lambda_.IFunction:
        if mapping.alias is None:
            return function
        id_ = f"{mapping.function.capitalize()}{mapping.alias.capitalize()}"
        alias = lambda_.Alias(self, id_, alias_name=mapping.alias, version=function.current_version)
        self.aliases[mapping.function, mapping.alias] = alias
        return alias


def _source(mapping: StreamMapping, table: dynamodb.TableV2, failures: sqs.Queue) -> sources.DynamoEventSource:
    return sources.DynamoEventSource(
        table,
        # From the first record on: a stack is there for one event, and its tables are as new as its readers.
        starting_position=lambda_.StartingPosition.TRIM_HORIZON,
        batch_size=mapping.batch,
        max_batching_window=Duration.seconds(mapping.window) if mapping.window else None,
        filters=[lambda_.FilterCriteria.filter(dict(pattern)) for pattern in mapping.filters] or None,
        # AWS would try for a day: one record that cannot be read would hold up its shard for as long.
        retry_attempts=mapping.retries,
        max_record_age=Duration.seconds(mapping.max_age),
        bisect_batch_on_error=mapping.bisects,
        report_batch_item_failures=mapping.reports,
        on_failure=sources.SqsDlq(failures),
    )
