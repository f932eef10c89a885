"""Synthetic attendees: they know the protocol and nothing of the code behind it."""
