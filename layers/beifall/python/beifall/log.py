"""What functions log: what happened, once, as fields. Never a name, a text, a token, a code or an address."""

from __future__ import annotations

from aws_lambda_powertools import Logger

logger = Logger(service="beifall", log_uncaught_exceptions=False)
