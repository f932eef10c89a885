"""What is deployed, said once: `infra` makes it, and `local` runs it on one machine."""
