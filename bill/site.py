"""The site at CloudFront."""

KEPT = 60.0
"""Seconds for which the edge keeps a file without asking S3 for it: the least that the deployed cache policy allows. It
holds although the files say `no-cache` to browsers (Amazon CloudFront Developer Guide, Manage how long content stays in
the cache).
"""
