"""What an event costs: what is metered, at which price, and a model that needs no playing."""
