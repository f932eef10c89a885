"""What every test stands on: an environment as a deployment gives it, and never the real AWS."""

from __future__ import annotations

import os

os.environ |= {
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "POWERTOOLS_LOG_LEVEL": "WARNING",
}

import local.seam  # noqa: F401 - before any botocore session is made, so that all of them have it
