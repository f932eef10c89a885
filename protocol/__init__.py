"""The wire protocol, said once: schemas and examples of all that travels, from which the documents are written."""
