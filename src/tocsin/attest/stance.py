"""What a denial denies: the event, its authorship, target, toll or intent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Denial

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Attribution, Parse


@cache
def _denials() -> tuple[tuple[frozenset[str], str], ...]:
    lines = [(frozenset(row["cue"].split()), row["denies"]) for row in rows("speech/denials.tsv")]
    return tuple(sorted(lines, key=lambda line: -len(line[0])))


@cache
def denying_words() -> frozenset[str]:
    """The verbs that answer what somebody told: deny, reject, dismiss, refute ..."""
    told = (row["cue"].split() for row in rows("speech/denials.tsv") if row["answers"] == "told")
    return frozenset(
        words[0] for words in told if words[0] not in {"do", "be", "have", "no", "not"}
    )


@cache
def witnesses() -> frozenset[str]:
    """Nouns of people who speak of what they saw: residents, medics, correspondents."""
    seen = {"CVL", "MED", "NGO"}
    return frozenset(row["lemma"] for row in rows("speech/sources.tsv") if row["role"] in seen)


def denial_of(parse: Parse, attribution: Attribution) -> Denial:
    """What a denial is of, by its own words; an unspecific one denies the event."""
    return _denial_by(
        parse,
        (
            i
            for span in (*attribution.cue, *attribution.content)
            for i in range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1)
        ),
    )


def denial_in(parse: Parse, sentence: int) -> Denial:
    """What a sentence denies, by its words; an unspecific one denies the event."""
    return _denial_by(parse, parse.sentence(sentence))


def _denial_by(parse: Parse, tokens: Iterable[int]) -> Denial:
    words = set()
    for i in tokens:
        words |= {parse.tokens[i].lemma, parse.tokens[i].text.lower()}
    for cue, denies in _denials():
        if denies != "any" and cue <= words:
            return Denial(denies)
    return Denial.EVENT
