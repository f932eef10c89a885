"""Who asks Secrets Manager for the event's keys."""

READERS = frozenset({"authorize", "reception"})
"""Functions that do so once in each container, when it starts (beifall/keyring.py)."""
