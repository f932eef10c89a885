"""The bars that applause must clear, A1 to A17 (docs/applause.md), each measured on what is heard of a rendering."""
