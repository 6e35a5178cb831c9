"""The trigger tables, compiled: which word, in which company, tells of which kind of event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.errors import LexiconError
from tocsin.lexicon.tables import names_in, rows
from tocsin.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.grammar.classes import Classes
    from tocsin.grammar.slots import Slots
    from tocsin.records import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A condition on one slot: `words` are lemmas, `classes` word classes, `-` asks for none."""

    slot: str
    words: frozenset[str]
    classes: tuple[str, ...]
    negated: bool

    def holds(self, slots: Slots, classes: Classes) -> bool:
        """Whether the slots meet the condition."""
        return self._met(slots.get(self.slot, []), classes) is not self.negated

    def _met(self, heads: list[int], classes: Classes) -> bool:
        if "-" in self.words:
            return not heads
        if "*" in self.words:
            return bool(heads)
        return any(
            self._is_among(i, classes) or any(classes.has(i, name) for name in self.classes)
            for head in heads
            for i in (head, *classes.counted(head))
        )

    def _is_among(self, i: int, classes: Classes) -> bool:
        """Whether a word, or the one that a pronoun stands for, is one of `words`."""
        token = classes.parse.tokens[i]
        if token.lemma in self.words or token.text.lower() in self.words:
            return True
        meant = classes.stands_for.get(i) if token.pos == "PRON" else None
        return meant is not None and classes.parse.tokens[meant].lemma in self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One line of a trigger table; `rule` names it to users (`assault:attack.v`)."""

    lemma: str
    pos: str
    needs: tuple[Need, ...]
    kind: Kind
    mode: str
    frame: str
    rule: str

    @property
    def demands(self) -> int:
        """How many conditions ask for something; one that only excludes makes no line special."""
        return sum(not need.negated for need in self.needs)


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """All triggers by (pos, lemma): the line that demands most first, equals in table order."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for table in names_in("triggers"):
        for row in rows(table):
            trigger = _compiled(row, table)
            found.setdefault((trigger.pos, trigger.lemma), []).append(trigger)
    return {
        key: tuple(sorted(lines, key=lambda line: -line.demands)) for key, lines in found.items()
    }


def candidates(token: Token, pos: str) -> tuple[Trigger, ...]:
    """The triggers that `token` can be, by its lemma and then by its form, special ones first."""
    found = triggers().get((pos, token.lemma), ())
    form = token.text.lower()
    return found if form == token.lemma else found + triggers().get((pos, form), ())


def matching(options: Iterable[Trigger], slots: Slots, classes: Classes) -> Trigger | None:
    """The first of these triggers whose needs these arguments meet, or None."""
    for trigger in options:
        if all(need.holds(slots, classes) for need in trigger.needs):
            return trigger
    return None


@cache
def frame(name: str) -> dict[str, str]:
    """Slot -> part for frame `name`.

    Raises:
        LexiconError: a trigger names a frame that is not in `frames.tsv`.
    """
    found = {row["slot"]: row["part"] for row in rows("frames.tsv") if row["frame"] == name}
    if not found:
        msg = f"frame {name!r} is not in frames.tsv; add it there or mend the trigger line"
        raise LexiconError(msg)
    return found


def _compiled(row: dict[str, str], table: str) -> Trigger:
    name = table.rsplit("/", maxsplit=1)[-1].removesuffix(".tsv")
    needs = () if row["needs"] == "-" else tuple(_need(part) for part in row["needs"].split())
    suffix = "" if not needs else "[" + " ".join(row["needs"].split()) + "]"
    return Trigger(
        lemma=row["lemma"],
        pos=row["pos"],
        needs=needs,
        kind=Kind(row["kind"]),
        mode=row["mode"],
        frame=row["frame"],
        rule=f"{name}:{row['lemma']}.{row['pos']}{suffix}",
    )


def _need(part: str) -> Need:
    negated = part.startswith("!")
    slot, _, alternatives = part.lstrip("!").partition("=")
    words = alternatives.split("|")
    return Need(
        slot=slot,
        words=frozenset(word for word in words if not word.startswith("@")),
        classes=tuple(word[1:] for word in words if word.startswith("@")),
        negated=negated,
    )
