"""The documentation of an event: what is left of it when everything else is deleted."""
