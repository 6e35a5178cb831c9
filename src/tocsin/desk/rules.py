"""Rules and channels as people write them: TOML, checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError
from tocsin.records import Kind, Occasion, Rule

if TYPE_CHECKING:
    from pathlib import Path

CHANNELS = {
    "webhook": ({"url"}, {"secret"}),
    "mail": ({"host", "sender", "to"}, {"port", "user", "password", "tls"}),
    "stdout": (set[str](), set[str]()),
}
WORDS = ("country", "kind", "place", "source")
COUNTS = ("reports", "toll")
LISTS = ("sides", "to")
KNOWN = {"name", "when", *WORDS, *COUNTS, *LISTS}
MOST_SIDES = 2
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where notices go: `kind` is webhook, mail or stdout, `told` how, as the file says."""

    name: str
    kind: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules and channels of one file."""

    rules: tuple[Rule, ...] = ()
    channels: tuple[Channel, ...] = ()


def rule_book(path: Path) -> RuleBook:
    """The rules and channels of a TOML file.

    Raises:
        InputError: it cannot be read, or something in it cannot be meant.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"rules file {path} cannot be read ({error}); it is TOML in UTF-8"
        raise InputError(msg) from error
    try:
        held = dict(told.get("channels", {})).items()
        channels = tuple(_channel(name, dict(one)) for name, one in held)
        rules = tuple(rule_of(dict(one)) for one in told.get("rules", []))
    except (TypeError, ValueError) as error:
        msg = f"rules file {path}: channels are tables [channels.NAME], rules are [[rules]]"
        raise InputError(msg) from error
    names = [one.name for one in rules]
    if len(set(names)) != len(names):
        msg = f"two rules of {path} have one name; each needs its own"
        raise InputError(msg)
    known = {one.name for one in channels}
    for rule in rules:
        if strange := set(rule.to) - known:
            msg = f"rule {rule.name!r} goes to {', '.join(sorted(strange))}, which is no channel"
            raise InputError(msg)
    return RuleBook(rules=rules, channels=channels)


def rule_of(told: dict[str, Any]) -> Rule:
    """One rule, checked.

    Raises:
        InputError: it has a strange field, or a value that cannot be meant.
    """
    if strange := told.keys() - KNOWN:
        msg = f"a rule has no {', '.join(sorted(strange))}; it may have {', '.join(sorted(KNOWN))}"
        raise InputError(msg)
    name = str(told.get("name", "")).strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        msg = f"rule name {name[:90]!r} cannot be; use 1 to {LONGEST_NAME} printable characters"
        raise InputError(msg)
    words = {key: str(told.get(key, "")) for key in WORDS}
    if words["kind"] and words["kind"].upper() not in Kind.__members__:
        msg = f"rule {name!r}: kind {words['kind']!r} is none of {', '.join(Kind)}"
        raise InputError(msg)
    return Rule(
        name=name,
        when=_occasion(name, str(told.get("when", "incident"))),
        sides=_list(name, "sides", told)[:MOST_SIDES],
        country=words["country"].upper(),
        kind=words["kind"].upper(),
        place=words["place"],
        source=words["source"],
        reports=_count(name, "reports", told),
        toll=_count(name, "toll", told),
        to=_list(name, "to", told),
    )


def _occasion(name: str, word: str) -> Occasion:
    try:
        return Occasion(word)
    except ValueError as error:
        msg = f"rule {name!r}: when {word!r} is none of {', '.join(Occasion)}"
        raise InputError(msg) from error


def _list(name: str, key: str, told: dict[str, Any]) -> tuple[str, ...]:
    value = told.get(key, [])
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        msg = f'rule {name!r}: {key} is a list of words, such as ["ARM", "AZE"]'
        raise InputError(msg)
    return tuple(one for one in value if one)


def _count(name: str, key: str, told: dict[str, Any]) -> int:
    value = told.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        msg = f"rule {name!r}: {key} is a whole number, such as 2"
        raise InputError(msg)
    return value


def _channel(name: str, told: dict[str, Any]) -> Channel:
    kind = str(told.pop("kind", ""))
    if kind not in CHANNELS:
        msg = f"channel {name!r}: kind {kind!r} is none of {', '.join(CHANNELS)}"
        raise InputError(msg)
    needed, allowed = CHANNELS[kind]
    if lacking := needed - told.keys():
        msg = f"channel {name!r} of kind {kind} lacks {', '.join(sorted(lacking))}"
        raise InputError(msg)
    if strange := told.keys() - needed - allowed:
        msg = f"channel {name!r} of kind {kind} has no {', '.join(sorted(strange))}"
        raise InputError(msg)
    return Channel(name=name, kind=kind, told=told)
