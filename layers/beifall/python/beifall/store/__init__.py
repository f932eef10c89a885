"""Where things, facts and views lie: the port, and the adapters that keep its promises."""
