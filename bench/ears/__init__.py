"""A listening test: what people hear in files whose names say nothing."""
