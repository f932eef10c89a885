"""Filter patterns of event source mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Pattern = Mapping[str, Any]
"""As in AWS: `{"dynamodb": {"Keys": {"sk": {"S": ["EVENT", {"prefix": "POLL#"}]}}}}`."""


def passes(patterns: Iterable[Pattern], record: Mapping[str, Any]) -> bool:
    """True if one of the patterns fits, or there is none."""
    patterns = tuple(patterns)
    return not patterns or any(fits(pattern, record) for pattern in patterns)


def fits(pattern: Pattern, value: object) -> bool:
    """True if every key of the pattern finds what it asks for."""
    for name, wanted in pattern.items():
        found = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(wanted, Mapping):
            if not fits(wanted, found):
                return False
        elif not any(_meets(rule, found) for rule in wanted):
            return False
    return True


def check(pattern: Pattern) -> None:
    """Raises ValueError for what is no pattern, or uses a rule that is not emulated."""
    for name, wanted in pattern.items():
        if isinstance(wanted, Mapping):
            check(wanted)
        elif not isinstance(wanted, list) or not wanted:
            raise ValueError(f"a filter pattern wants a list of rules at {name}")
        else:
            for rule in wanted:
                if isinstance(rule, Mapping) and not (len(rule) == 1 and set(rule) <= _RULES.keys()):
                    raise ValueError(f"a filter pattern knows {', '.join(_RULES)}, not {', '.join(rule)}")


def _meets(rule: object, found: object) -> bool:
    if isinstance(rule, Mapping):
        ((name, argument),) = rule.items()
        return _RULES[name](argument, found)
    return rule == found


_RULES = {
    "prefix": lambda wanted, found: isinstance(found, str) and found.startswith(wanted),
    "suffix": lambda wanted, found: isinstance(found, str) and found.endswith(wanted),
    "exists": lambda wanted, found: (found is not None) is wanted,
    "anything-but": lambda wanted, found: found is not None and found not in wanted,
}
