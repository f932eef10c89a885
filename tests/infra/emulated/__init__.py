"""A deployment without an account."""

import infra  # noqa: F401 - it says which Node serves the CDK: to be said before that is imported
