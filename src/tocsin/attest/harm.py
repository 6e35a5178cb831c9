"""Told absence of harm: "no one was hurt", "the bombs caused no casualties"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

BODILY = {"killed", "wounded", "-"}
SORTING = {"compound", "amod", "nmod", "poss"}
AMONG = {"of", "among", "amongst", "to", "for"}

if TYPE_CHECKING:
    from tocsin.records import Mention, Parse


def is_unharmed(parse: Parse, mention: Mention) -> bool:
    """Whether a negated mention says that harm was not done, not that an act was not."""
    return parse.tokens[mention.trigger_token].lemma in _harms()


def is_of_anybody(parse: Parse, mention: Mention) -> bool:
    """Whether nobody at all was harmed ("no casualties"), not one sort only ("no prison guard")."""
    own = [p.head for p in mention.participants if p.part == "recipient"] or [mention.trigger_token]
    return not any(
        c.dep in SORTING or (c.dep == "prep" and c.text.lower() in AMONG)
        for i in own
        for c in parse.children(i)
    )


@cache
def _harms() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("harms.tsv") if row["harm"] in BODILY)
