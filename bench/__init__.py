"""Measurements that anyone can repeat: `./beifall bench NAME`."""
