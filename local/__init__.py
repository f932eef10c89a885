"""What AWS does around the handlers, on one machine."""
