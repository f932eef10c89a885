"""The site's files: what kind they are, and the headers that go with them."""

from __future__ import annotations

from collections.abc import Iterable

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""A site may hold other files too; they are served as unknown bytes."""

COMPRESSED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest"}
"""What CloudFront compresses too."""

EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
"""The headers of every answer of the site."""

PARTS = {".css", ".js", ".mjs", ".png", ".webp", ".woff2"}
"""What no browser shows as a page: the rules for pages would be most of what travels with a small file."""


def headers(*connects: str, frames: Iterable[str] = ()) -> dict[str, str]:
    """What is added to all that a browser could show as a page. It `connects` to these and to its own origin; `frames`
    are the hosts of the event's video rooms.
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": " ".join(("'self'", *connects)),
        "manifest-src": "'self'",
        "frame-src": " ".join(frames),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items() if value),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
    }
