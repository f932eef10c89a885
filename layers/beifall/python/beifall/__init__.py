"""Beifall: the audience's side of a conference."""
