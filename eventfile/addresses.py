"""Web and mail addresses: strict enough to go into a security policy, an e-mail or a link as they stand."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,500}")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_HERE = {"localhost", "127.0.0.1"}
_CERTIFICATE = re.compile(r"arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]{1,64}")


def web_address(text: str) -> str:
    """The address itself if it is https (http on one's own machine only); else ValueError."""
    parts = urlsplit(text)
    host, _ = parts.hostname or "", parts.port
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _HERE)
    if not (secure and _ADDRESS.fullmatch(text) and _HOST.fullmatch(host)) or parts.username is not None:
        raise ValueError(text)
    return text


def server(text: str) -> str:
    """A web address that others are appended to, without the slash at its end; else ValueError."""
    if set(text) & set("?#"):
        raise ValueError(text)
    return web_address(text).rstrip("/")


def origin(text: str) -> str:
    """An origin as browsers send it, because it is compared letter by letter; else ValueError."""
    parts = urlsplit(web_address(text))
    standard = {"https": 443, "http": 80}[parts.scheme]
    if text != f"{parts.scheme}://{parts.netloc}".lower() or parts.netloc.endswith(":") or parts.port == standard:
        raise ValueError(text)
    return text


def domain(text: str) -> str:
    """The name itself if a site could be reached by it; else ValueError."""
    if not _HOST.fullmatch(text) or "." not in text or text != text.lower() or text.rpartition(".")[2].isdigit():
        raise ValueError(text)
    return text


def certificate(text: str) -> str:
    """The ARN itself if CloudFront could use such a certificate, which only those of us-east-1 are; else ValueError."""
    if not _CERTIFICATE.fullmatch(text):
        raise ValueError(text)
    return text


def mail_address(text: str) -> str:
    """The address itself if a letter could go there; else ValueError."""
    if len(text) > 254 or not _MAIL.fullmatch(text):
        raise ValueError(text)
    return text
