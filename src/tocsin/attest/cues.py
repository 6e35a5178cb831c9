"""The words that introduce a voice, compiled from the speech tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Stance

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

STANCES = {"partly": Stance.PARTLY_CONFIRMS, "confirms": Stance.CONFIRMS, "denies": Stance.DENIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue word: `patterns` are the complements that carry its content."""

    lemma: str
    particle: str
    patterns: frozenset[str]
    stance: Stance


@cache
def _verbs() -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for row in rows("speech/verbs.tsv"):
        head, _, particle = row["lemma"].partition(" ")
        cue = Cue(
            lemma=row["lemma"],
            particle=particle,
            patterns=frozenset(row["pattern"].split()),
            stance=STANCES.get(row["stance"], Stance.ASSERTS),
        )
        found[head] = (*found.get(head, ()), cue)
    return {head: tuple(sorted(cues, key=lambda c: -len(c.particle))) for head, cues in found.items()}


def verb_cue(parse: Parse, token: Token) -> Cue | None:
    """The speech verb that `token` is, the one with a matching particle first."""
    for cue in _verbs().get(token.lemma, ()):
        if not cue.particle or _follows(parse, token, cue.particle.split()):
            return cue
    return None


def _follows(parse: Parse, token: Token, words: list[str]) -> bool:
    below = [parse.tokens[i].text.lower() for i in parse.subtree(token.i) if i > token.i][:6]
    after = [t.text.lower() for t in parse.tokens[token.i + 1 : token.i + 5]]
    return after[: len(words)] == words or (len(words) == 1 and words[0] in below[:3])


@cache
def noun_cues() -> frozenset[str]:
    """Nouns that carry content: claim, statement, allegation."""
    return frozenset(row["lemma"] for row in rows("speech/nouns.tsv"))


@cache
def phrase_cues() -> tuple[tuple[str, ...], ...]:
    """Cues without a verb of their own, as word sequences: "according to"; the longest first."""
    phrases = [
        tuple(row["cue"].lower().split())
        for row in rows("speech/according.tsv")
        if row["content"] == "main" and "X" not in row["cue"] and row["source"] in {"pobj", "obj"}
    ]
    return tuple(sorted(set(phrases), key=lambda words: (-len(words), words)))
