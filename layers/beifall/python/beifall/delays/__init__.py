"""What must happen later: the port, and the adapter for a queue that delays."""
