"""Which class of things a word names: armed forces, people, places, weapons, states ..."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import entry_at
from tocsin.lexicon.tables import rows
from tocsin.records import Role

if TYPE_CHECKING:
    from tocsin.records import Name, Parse

STATE_SORTS = {"country", "capital", "demonym", "former-state", "organ"}
ARMED_ROLES = {Role.MIL, Role.REB}
OWNED = "volley"
THINGS = {"weapon", "vehicle", "explosive", "launchable"}
BODY_PRONOUNS = {"it", "they"}
DOERS = {"armed", "state", "rebels"}
PERSON_PRONOUNS = {"he", "she", "they", "him", "her", "them", "who", "we", "us", "i"}


@cache
def members(name: str) -> frozenset[str]:
    """The lemmas of word class `name` (without `@`)."""
    return frozenset(row["lemma"] for row in rows("classes.tsv") if row["class"] == name)


class Classes:
    """Answers class questions about the tokens of one parse."""

    def __init__(self, parse: Parse) -> None:
        """Index the names of `parse` by token, and what pronouns stand for."""
        self.parse = parse
        self.stands_for = dict(parse.referents)
        self.name_at: dict[int, Name] = {}
        for name in parse.names:
            for i in range(name.first, name.last):
                self.name_at[i] = name

    def counted(self, i: int) -> list[int]:
        """What a word of measure counts, and the name before a direction; nothing for other words.

        The men of "dozens of men", the road of "took Highway 7 north".
        """
        if self.parse.tokens[i].lemma in directions():
            return [c.i for c in self.parse.children_by(i, "nmod", "compound") if c.pos == "PROPN"]
        if self.parse.tokens[i].lemma not in members("measure"):
            return []
        return [
            held.i
            for prep in self.parse.children_by(i, "prep")
            if prep.text.lower() == "of"
            for held in self.parse.children_by(prep.i, "pobj")
        ]

    def label(self, i: int) -> str:
        """The label of the name that token `i` is part of, or an empty string."""
        name = self.name_at.get(i)
        return name.label if name else ""

    def has(self, i: int, wanted: str) -> bool:
        """Whether token `i`, or what it stands for, is of class `wanted` (a name without `@`).

        A lone name that nobody knows ("captured Aleppo") may be a place.
        """
        token = self.parse.tokens[i]
        if wanted == OWNED:
            return token.lemma in members(wanted) and self._is_owned(i)
        meant = self.stands_for.get(i)
        if (
            meant is not None
            and wanted in THINGS
            and self.parse.tokens[meant].lemma in members(wanted)
        ):
            return True
        stands_in = token.dep == "nsubj" and token.text.lower() in BODY_PRONOUNS
        if meant is not None and stands_in and wanted in DOERS:
            return self.has(meant, wanted)
        if token.pos != "PROPN" and token.lemma in members(wanted):
            return True
        if wanted == "people" and token.pos == "PRON" and token.text.lower() in PERSON_PRONOUNS:
            return True
        label = self.label(i)
        return bool(label) and self._name_has(i, label, wanted)

    def _is_owned(self, i: int) -> bool:
        """Whether a side's name or armed men stand before a word: "Israeli fire", "rebel fire"."""
        return any(
            self.label(c.i) == "NORP" or self.has(c.i, "armed")
            for c in self.parse.children_by(i, "amod", "compound", "nmod", "poss")
        )

    def _name_has(self, i: int, label: str, wanted: str) -> bool:
        if wanted == "place":
            return label == "PLACE" or (label == "OTHER" and not self._is_firm(i))
        if wanted == "people":
            return label in {"PERSON", "NORP"}
        if wanted in {"state", "armed", "rebels"}:
            return self._party(i, wanted)
        return self.parse.tokens[i].lemma in members(wanted)

    def _is_firm(self, i: int) -> bool:
        """Whether a name is that of a shop or company, which nobody takes as a place."""
        name = self.name_at[i]
        words = self.parse.tokens[name.first : name.last]
        return not members("firm").isdisjoint(word.text.lower() for word in words)

    def _party(self, i: int, wanted: str) -> bool:
        name = self.name_at[i]
        words = [token.text for token in self.parse.tokens[name.first : name.last]]
        for at in range(len(words)):
            hit = entry_at(words, at)
            if hit is None:
                continue
            entry = hit[0]
            if wanted == "rebels":
                return entry.role is Role.REB
            if wanted == "armed" and entry.role in ARMED_ROLES:
                return True
            if entry.sort in STATE_SORTS or entry.role == Role.GOV:
                return True
        return self.parse.tokens[i].lemma in members(wanted)


@cache
def directions() -> frozenset[str]:
    """Words for a direction: north, southern."""
    return frozenset(row["word"] for row in rows("places/directions.tsv"))


@cache
def time_words() -> frozenset[str]:
    """Days, parts of a day and units of time."""
    tables = ("parts", "units", "weekdays")
    return frozenset(row["word"] for table in tables for row in rows(f"dates/{table}.tsv"))
