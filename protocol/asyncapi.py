"""The socket as an AsyncAPI 3 document, told from the server's side: it receives commands and sends frames."""

from __future__ import annotations

from typing import Any

from beifall.subprotocol import VERSION
from protocol import examples
from protocol.commands import ASKED, MEANS, roles
from protocol.components import needed
from protocol.frames import REPLIES, TOLD
from protocol.version import INFO

SENT = tuple(dict.fromkeys(name for names in (*REPLIES.values(), ("Refused",), TOLD) for name in names))
"""Every frame that the server sends."""


def document() -> dict[str, Any]:
    """All of it."""
    commands = [f"Command.{action}" for action in ASKED]
    names = [*commands, *SENT]
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Beifall at the socket", **INFO},
        "defaultContentType": "application/json",
        "servers": {
            "event": {
                "host": "{socket}",
                "protocol": "wss",
                "description": "The `socket` that `config.json` says.",
                "variables": {"socket": {"default": "socket.event.example", "description": "Host and path."}},
                "security": [{"$ref": "#/components/securitySchemes/token"}],
            }
        },
        "channels": {
            "socket": {
                "address": "/",
                "description": "One WebSocket; each text frame is one message.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
                "bindings": {"ws": {"method": "GET", "headers": _headers(), "bindingVersion": "0.1.0"}},
            }
        },
        "operations": {
            **{action: _operation(action) for action in ASKED},
            "tell": {
                "action": "send",
                "channel": {"$ref": "#/channels/socket"},
                "summary": "What the server says without being asked.",
                "messages": _messages(TOLD),
            },
        },
        "components": {
            "messages": {name: _message(name) for name in names},
            "schemas": needed(names),
            "securitySchemes": {
                "token": {
                    "type": "httpApiKey",
                    "in": "header",
                    "name": "Sec-WebSocket-Protocol",
                    "description": f"The token, as the second offered subprotocol after `{VERSION}`.",
                }
            },
        },
    }


def _headers() -> dict[str, Any]:
    offered = {"type": "string", "description": f"`{VERSION}, TOKEN`: the server selects `{VERSION}`."}
    return {"type": "object", "properties": {"Sec-WebSocket-Protocol": offered}, "required": ["Sec-WebSocket-Protocol"]}


def _operation(action: str) -> dict[str, Any]:
    channel = {"$ref": "#/channels/socket"}
    names = REPLIES[action]
    reply = {"reply": {"channel": channel, "messages": _messages((*names, "Refused"))}} if names else {}
    return {
        "action": "receive",
        "channel": channel,
        "title": action,
        "summary": MEANS[action],
        "description": f"Who: {roles(action)}.",
        "messages": _messages((f"Command.{action}",)),
        **reply,
    }


def _messages(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"$ref": f"#/channels/socket/messages/{name}"} for name in names]


def _message(name: str) -> dict[str, Any]:
    has_id = name != "Command.clap" and name not in TOLD
    correlation = {"correlationId": {"location": "$message.payload#/id"}} if has_id else {}
    return {
        "name": name,
        **correlation,
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "examples": [{"payload": one} for one in examples.of(name)],
    }
