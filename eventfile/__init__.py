"""The event file: one TOML file that describes an event, read into a `Programme` or answered with every mistake."""
