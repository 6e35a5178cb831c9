"""Distance: the words by which a text keeps aloof from what a voice tells, or calls it untrue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues, verb_cue
from tocsin.attest.stance import is_account
from tocsin.lexicon.tables import rows
from tocsin.records import Aloof, Distance, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.attest.draft import Draft
    from tocsin.attest.voices import Voices
    from tocsin.records import Parse, Token

ABOVE = {"dobj", "pobj", "nsubj", "nsubjpass", "xcomp", "prep", "pcomp"}
BESIDE = {"advmod", "amod", "acomp", "nmod", "npadvmod"}
WORDS = {Kind.ACCUSE, Kind.REQUEST, Kind.THREATEN, Kind.REJECT}
NAMING = {"NOUN", "PROPN", "ADJ", "DET"}
WILD, LONGEST, NEAR, SHORT = "it", 5, 4, 3
CLIMB = 3


def distance_of(draft: Draft, voices: Voices) -> Distance | None:
    """How far a text stands from a claim, by its first words that say so; None where it does not.

    Words around the deed or its voice ("alleged", "so-called", "falsely claimed"), a naming that is
    somebody's ("what it called a base"), a remark that nobody could check it, or quotation marks
    around the deed where nobody is quoted.
    """
    for found in (
        *_said_of(draft, voices),
        *_naming(draft, voices),
        *_remarked(draft, voices),
        *_scare_quotes(draft, voices),
    ):
        return found
    return None


def _said_of(draft: Draft, voices: Voices) -> Iterator[Distance]:
    """What the words at the deed, at those hit and at the verb or noun of speech say of it."""
    parse = voices.parse
    for i in (*_cue_tokens(draft, parse), *_deed_tokens(draft, parse)):
        for child in parse.children(i):
            aloof = _aloof().get(_words(voices, child)) if child.dep in BESIDE else None
            if aloof is not None:
                below = parse.subtree(child.i)
                yield Distance(how=aloof, span=_run(voices, below[0], below[-1] + 1))
    for i in _cue_tokens(draft, parse):
        token = parse.tokens[i]
        cue = verb_cue(parse, token) if token.pos == "VERB" else noun_cues().get(token.lemma)
        if cue is not None and cue.factivity == "false":
            yield Distance(how=Aloof.FALSE, span=_run(voices, i, i + 1))


def _cue_tokens(draft: Draft, parse: Parse) -> list[int]:
    act = draft.voice.act
    return [parse.token_at(span.start) for span in act.cue] if act is not None else []


def _deed_tokens(draft: Draft, parse: Parse) -> list[int]:
    """The trigger, what governs it, accounts above it, and the nouns for those it was done to."""
    found = [draft.first.trigger_token]
    at = parse.tokens[found[0]]
    while len(found) <= CLIMB and at.dep in ABOVE and at.head != at.i:
        at = parse.tokens[at.head]
        found.append(at.i)
    found += [t.i for t in parse.ancestors(found[0]) if t.pos == "NOUN" and is_account(t)]
    return [*found, *_hit(draft, parse)]


def _hit(draft: Draft, parse: Parse) -> list[int]:
    """The common nouns for those whom it was done to."""
    heads = [p.head for p in draft.first.participants if p.part == "recipient"]
    return [i for i in heads if parse.tokens[i].pos == "NOUN"]


def _naming(draft: Draft, voices: Voices) -> Iterator[Distance]:
    """A name that is another's: "raided what it called a bomb workshop"."""
    parse, first = voices.parse, draft.first
    row = parse.sentence(parse.sentence_of(first.trigger_token))
    named = [first.trigger_token, *(p.head for p in first.participants)]
    for words in _phrases(naming=True):
        for start in row:
            end = _match(parse, start, row.stop, words)
            if end is not None and any(0 <= i - end < NEAR for i in named):
                yield Distance(how=Aloof.DOUBTED, span=_run(voices, start, end))


def _remarked(draft: Draft, voices: Voices) -> Iterator[Distance]:
    """A remark that nobody could check it, in the sentence itself or about it in the next one."""
    parse = voices.parse
    if not draft.voice.chain:
        return
    number = parse.sentence_of(draft.first.trigger_token)
    for at in (number, number + 1):
        if at >= len(parse.sentence_starts):
            return
        row = parse.sentence(at)
        about = at == number or any(is_account(parse.tokens[i]) for i in row)
        for words in _phrases(naming=False) if about else ():
            for start in row:
                end = _match(parse, start, row.stop, words)
                if end is not None:
                    yield Distance(how=Aloof.DOUBTED, span=_run(voices, start, end))


def _scare_quotes(draft: Draft, voices: Voices) -> Iterator[Distance]:
    """Quotation marks where the publisher itself speaks: the "liberation" of it, nine "bandits"."""
    if draft.voice.act is not None or draft.first.kind in WORDS:
        return
    parse = voices.parse
    for i in (draft.first.trigger_token, *_hit(draft, parse)):
        quote = voices.quote_at(_run(voices, i, i + 1))
        if quote is not None and _is_name(parse, quote):
            yield Distance(how=Aloof.QUOTED, span=quote)


def _is_name(parse: Parse, quote: Span) -> bool:
    """Whether a quotation is no more than a few words that name something."""
    inside = range(parse.token_at(quote.start), parse.token_at(quote.end - 1) + 1)
    return len(inside) <= SHORT and all(parse.tokens[i].pos in NAMING for i in inside)


def _match(parse: Parse, start: int, stop: int, words: tuple[str, ...]) -> int | None:
    """Where a phrase that begins at `start` ends; its "it" stands for up to five words."""
    at = start
    for n, word in enumerate(words):
        if word == WILD and n:
            after = words[n + 1]
            reach = range(at + 1, min(at + 1 + LONGEST, stop))
            at = next((k for k in reach if parse.tokens[k].text.lower() == after), stop)
        elif at < stop and parse.tokens[at].text.lower() == word:
            at += 1
        else:
            return None
    return at


def _run(voices: Voices, start: int, end: int) -> Span:
    tokens = voices.parse.tokens
    return voices.phrases.document.span(tokens[start].start, tokens[end - 1].end)


def _words(voices: Voices, token: Token) -> str:
    """A modifier as it is written: the parser parts "so-called" into three."""
    below = voices.parse.subtree(token.i)
    text = voices.phrases.document.text
    start, end = voices.parse.tokens[below[0]].start, voices.parse.tokens[below[-1]].end
    return text[start:end].lower()


@cache
def _aloof() -> dict[str, Aloof]:
    return {
        row["cue"]: FORCES[row["force"]]
        for row in rows("speech/hedges.tsv")
        if row["force"] in FORCES and row["pos"] in {"adv", "adj"}
    }


@cache
def _phrases(*, naming: bool) -> tuple[tuple[str, ...], ...]:
    """The phrases of the table that name a thing for somebody, or that say it was not checked."""
    return tuple(
        tuple(row["cue"].split())
        for row in rows("speech/hedges.tsv")
        if (row["pos"], row["force"], row["sets"]) == ("phrase", "doubt", "none")
        and row["cue"].startswith("what ") is naming
    )


FORCES = {"doubt": Aloof.DOUBTED, "false": Aloof.FALSE}
