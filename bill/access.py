"""The access log of API Gateway: who has come is not in it, only what was asked for and what became of it."""

LINE = 134
"""Bytes of one line, about, with the 26 that CloudWatch adds: for each event of a socket and each request of the HTTP
API.
"""
