"""A pipeline's attribute rules, looked up by what a word is instead of tried at every word.

spaCy's attribute ruler tries each of its patterns at each token, which costs as much time as the
parser itself. Nearly all of its patterns ask only for a word's tag, form and dependency, so what
they set is the same wherever these three are, and whoever asks can remember it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Runs = dict[int, list[int]]
ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}
TESTS = {"IN", "NOT_IN", "REGEX"}


class Word(NamedTuple):
    """What the rules ask of a token: its tag, its form in lower case and its dependency."""

    tag: str
    lower: str
    dep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A run of words as they must be, and what is then set on the word at `index`."""

    asks: tuple[Mapping[str, object], ...]
    index: int
    sets: tuple[tuple[str, str], ...]


class Ruler:
    """Rules in the order in which later ones overrule earlier ones."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Find out which forms the rules tell apart; all others are alike to them."""
        self._rules = tuple(rules)
        asked = [ask["LOWER"] for rule in self._rules for ask in rule.asks if "LOWER" in ask]
        self._forms = {form for value in asked for form in _forms(value)}
        self._patterns = [
            re.compile(value["REGEX"])
            for value in asked
            if isinstance(value, dict) and "REGEX" in value
        ]
        self._met: dict[Word, tuple[int, ...]] = {}

    def set_on(self, word: Word, more: Iterable[int]) -> dict[str, str]:
        """What is set on `word`: attribute (POS, MORPH, LEMMA, ...) to value.

        Args:
            word: the word, of which the rules over one word are asked.
            more: the numbers of rules over several words that hold for it; see `runs`.
        """
        alone = (n for n in self._met_by(word) if len(self._rules[n].asks) == 1)
        return dict(pair for n in sorted({*alone, *more}) for pair in self._rules[n].sets)

    def started_by(self, word: Word) -> tuple[int, ...]:
        """The rules over several words that may begin at `word`."""
        return tuple(n for n in self._met_by(word) if len(self._rules[n].asks) > 1)

    def _met_by(self, word: Word) -> tuple[int, ...]:
        """The rules whose first description `word` meets, in their order."""
        alike = word if self._told_apart(word.lower) else word._replace(lower="")
        if alike not in self._met:
            self._met[alike] = tuple(
                n for n, rule in enumerate(self._rules) if meets(rule.asks[0], alike)
            )
        return self._met[alike]

    def _told_apart(self, form: str) -> bool:
        return form in self._forms or form.isspace() or any(p.search(form) for p in self._patterns)

    def runs(self, words: Sequence[Word], starts: Mapping[int, tuple[int, ...]]) -> Runs:
        """Rules over several words that hold, by the position on which they set something.

        Args:
            words: the words of a text.
            starts: by position, the rules that may begin there; see `started_by`.
        """
        found: Runs = {}
        for at, numbers in starts.items():
            for n in numbers:
                rule = self._rules[n]
                run = words[at : at + len(rule.asks)]
                if len(run) == len(rule.asks) and all(map(meets, rule.asks, run)):
                    found.setdefault(at + rule.index, []).append(n)
        return found


def ruler_of(patterns: Sequence[Mapping[str, object]]) -> Ruler | None:
    """The ruler for `patterns` of spaCy's AttributeRuler; None if they ask for something else.

    Args:
        patterns: dictionaries with `patterns` (alternatives, each a list of token descriptions),
            `attrs` and `index`, as `AttributeRuler.patterns` gives them.
    """
    rules = []
    for pattern in patterns:
        sets = tuple((key, str(value)) for key, value in pattern["attrs"].items())  # type: ignore[attr-defined]
        for asks in pattern["patterns"]:  # type: ignore[attr-defined]
            if not all(_understood(ask) for ask in asks):
                return None
            index = int(str(pattern["index"])) % len(asks)
            rules.append(Rule(asks=tuple(asks), index=index, sets=sets))
    return Ruler(rules)


def _forms(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        return [form for test in ("IN", "NOT_IN") for form in value.get(test, ())]
    return [str(value)]


def _understood(ask: Mapping[str, object]) -> bool:
    tests = {test for value in ask.values() if isinstance(value, dict) for test in value}
    return set(ask) <= ASKED and tests <= TESTS


def meets(ask: Mapping[str, object], word: Word) -> bool:
    """Whether `word` is what a token description of spaCy's matcher asks for."""
    return all(_holds(value, _attribute(word, name)) for name, value in ask.items())


def _attribute(word: Word, name: str) -> str | bool:
    if name == "IS_SPACE":
        return word.lower.isspace()
    return {"TAG": word.tag, "LOWER": word.lower, "DEP": word.dep}[name]


def _holds(value: object, actual: str | bool) -> bool:  # noqa: FBT001 -- an attribute's value
    if not isinstance(value, dict):
        return actual == value
    return all(_passes(test, wanted, str(actual)) for test, wanted in value.items())


def _passes(test: str, wanted: Sequence[str] | str, actual: str) -> bool:
    if test == "REGEX":
        return re.search(str(wanted), actual) is not None
    return (actual in wanted) is (test == "IN")
