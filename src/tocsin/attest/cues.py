"""The words that introduce a voice, compiled from the speech tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Stance

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

STANCES = {stance.value: stance for stance in Stance}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue word: `patterns` are the complements that carry its content.

    `factivity` tells how the text stands to it: report, fact, doubt, belief, wish or false.
    """

    lemma: str
    particle: str
    patterns: frozenset[str]
    stance: Stance
    factivity: str

    @property
    def raises(self) -> bool:
        """Whether its subject belongs to the content: "the truce seems to hold"."""
        return "raised" in self.patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseCue:
    """A cue of several words; `source` tells where the voice stands: pobj, obj or poss."""

    words: tuple[str, ...]
    source: str


@cache
def verb_cues() -> dict[str, tuple[Cue, ...]]:
    """Cue verbs by the lemma of their head, those with more words first."""
    found: dict[str, tuple[Cue, ...]] = {}
    for row in rows("speech/verbs.tsv"):
        head, _, particle = row["lemma"].partition(" ")
        found[head] = (*found.get(head, ()), _cue(row, particle))
    return {
        head: tuple(sorted(cues, key=lambda c: -len(c.particle))) for head, cues in found.items()
    }


def verb_cue(parse: Parse, token: Token) -> Cue | None:
    """The speech verb that `token` is, the one with a matching particle first."""
    for cue in verb_cues().get(token.lemma, ()):
        if not cue.particle or _follows(parse, token, cue.particle.split()):
            return cue
    return None


def _follows(parse: Parse, token: Token, words: list[str]) -> bool:
    """Whether the companions of a verb stand after it, as its own words or right behind it."""
    after = [t.text.lower() for t in parse.tokens[token.i + 1 : token.i + 1 + len(words)]]
    if after == words:
        return True
    named = parse.child(token.i, "oprd") is not None
    own = {
        c.lemma
        for c in parse.children(token.i)
        if c.i > token.i and not (named and c.dep == "prep")
    }
    return set(words) <= own


@cache
def noun_cues() -> dict[str, Cue]:
    """Nouns that carry content or name the vessel of a statement, by lemma."""
    return {row["lemma"]: _cue(row, "") for row in rows("speech/nouns.tsv")}


@cache
def phrase_cues() -> dict[str, tuple[PhraseCue, ...]]:
    """Cues without a verb of their own by first word, the longest first; `x` holds a possessor."""
    found: dict[str, set[PhraseCue]] = {}
    for row in rows("speech/according.tsv"):
        words = tuple(row["cue"].lower().replace("x's", "x 's").split())
        if (
            row["content"] == "main"
            and row["source"] in {"pobj", "obj", "poss"}
            and words[-1] != "x"
        ):
            cue = PhraseCue(words=words, source=row["source"])
            found.setdefault(words[0], set()).add(cue)
    return {
        first: tuple(sorted(cues, key=lambda c: (-len(c.words), c.words)))
        for first, cues in found.items()
    }


@cache
def source_nouns() -> frozenset[str]:
    """Nouns that are voices even without a name: official, police, army."""
    return frozenset(row["lemma"] for row in rows("speech/sources.tsv"))


def _cue(row: dict[str, str], particle: str) -> Cue:
    return Cue(
        lemma=row["lemma"],
        particle=particle,
        patterns=frozenset(row["pattern"].split()),
        stance=STANCES[row["stance"]],
        factivity=row["factivity"],
    )
