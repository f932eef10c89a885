"""How frames reach connections: the port, and the adapter for API Gateway."""
