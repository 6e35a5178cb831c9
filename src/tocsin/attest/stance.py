"""How a voice stands to what it speaks of, and what exactly a denial denies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.cues import verb_cues
from tocsin.lexicon.tables import rows
from tocsin.records import Denial, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tocsin.records import Attribution, Parse, Token

GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialCue:
    """Words that deny, in order; `answers` tells whether alone, of an account, or only maybe."""

    words: tuple[str, ...]
    denies: str
    answers: str


@cache
def denial_cues() -> tuple[DenialCue, ...]:
    """The lines of `denials.tsv`, those with more words first."""
    lines = [
        DenialCue(words=words_of(row["cue"]), denies=row["denies"], answers=row["answers"])
        for row in rows("speech/denials.tsv")
    ]
    return tuple(sorted(lines, key=lambda line: -len(line.words)))


def words_of(cue: str) -> tuple[str, ...]:
    """The words of a cue as the parser parts them: "self-defence" is three."""
    return tuple(cue.replace("-", " - ").split())


@cache
def denying_words() -> frozenset[str]:
    """The verbs that answer what somebody told: deny, reject, dismiss, refute ..."""
    return frozenset(
        cue.words[0]
        for cue in denial_cues()
        if cue.answers == "told"
        and any(c.stance is Stance.DENIES for c in verb_cues().get(cue.words[0], ()))
    )


@cache
def denied_things() -> frozenset[str]:
    """What one denies without naming the deed: responsibility, involvement, a role, doing so."""
    return frozenset(
        word
        for cue in denial_cues()
        if cue.answers == "told" and cue.words[0] in denying_words()
        for word in cue.words[1:]
    )


@cache
def accounts() -> frozenset[str]:
    """Nouns for what somebody told, by lemma: claim, report, allegation, statement, version."""
    told = {"report", "doubt", "false"}
    return frozenset(
        row["lemma"]
        for row in rows("speech/nouns.tsv")
        if row["factivity"] in told and row["stance"] == Stance.ASSERTS
    )


@cache
def witnesses() -> frozenset[str]:
    """Nouns of people who speak of what they saw: residents, medics, correspondents."""
    seen = {"CVL", "MED", "NGO"}
    return frozenset(
        row["lemma"]
        for row in rows("speech/sources.tsv")
        if row["role"] in seen and row["speaks_for"] != "medium"
    )


@cache
def admitting_verbs() -> frozenset[str]:
    """Verbs by which one owns up to a deed of one's own: admit, acknowledge, concede, confess."""
    return frozenset(
        row["cue"]
        for row in rows("speech/confirmations.tsv")
        if (row["extent"], row["own"]) == ("full", "yes") and " " not in row["cue"]
    )


@cache
def refusing_verbs() -> frozenset[str]:
    """Verbs that say that something was not done which an infinitive names: decline, refuse."""
    return frozenset(
        row["lemma"]
        for row in rows("speech/modality.tsv")
        if (row["pos"], row["reality"], row["reach"]) == ("v", "negated", "xcomp")
    )


def denial_of(parse: Parse, attribution: Attribution) -> Denial:
    """What a denial is of, by its own words; an unspecific one denies the event."""
    return denial_by(
        parse,
        [
            i
            for span in sorted((*attribution.cue, *attribution.content), key=lambda s: s.start)
            for i in range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1)
        ],
    )


def denial_in(parse: Parse, at: int) -> Denial:
    """What the clause around token `at` denies; an unspecific one denies the event."""
    return denial_by(parse, clause_around(parse, at))


def denial_by(parse: Parse, tokens: Sequence[int]) -> Denial:
    """What these words deny, by the longest line of the table that they hold in order."""
    found = held([parse.tokens[i] for i in tokens], _specific())
    return _specific()[found] if found is not None else Denial.EVENT


@cache
def _specific() -> dict[tuple[str, ...], Denial]:
    found: dict[tuple[str, ...], Denial] = {}
    for cue in denial_cues():
        if cue.denies != "any":
            found.setdefault(cue.words, Denial(cue.denies))
    return found


def denies_by_itself(parse: Parse, tokens: Iterable[int]) -> bool:
    """Whether a clause denies whoever tells it: "had nothing to do with it", "is a lie"."""
    return held([parse.tokens[i] for i in tokens], _denying_alone()) is not None


@cache
def _denying_alone() -> tuple[tuple[str, ...], ...]:
    told = [cue.words for cue in denial_cues() if cue.answers == "told"]
    return tuple(words for words in told if words[0] not in denying_words())


def restricts(parse: Parse, at: int) -> bool:
    """Whether the clause around token `at` says that only the right ones were hit."""
    words = [parse.tokens[i] for i in clause_around(parse, at)]
    return held(words, _restricting()) is not None


@cache
def _restricting() -> tuple[tuple[str, ...], ...]:
    only = [cue for cue in denial_cues() if cue.answers == "only"]
    return tuple(cue.words for cue in only if cue.denies == Denial.TARGET)


def calls_untrue(parse: Parse, tokens: Iterable[int]) -> bool:
    """Whether a clause says of an account that it is not true: "the claims are fake news"."""
    words = [parse.tokens[i] for i in tokens]
    if not any(is_account(word) for word in words):
        return False
    said = [word for word in words if word.dep not in {"amod", "compound"} or _is_said(parse, word)]
    return held(said, _untrue()) is not None


@cache
def _untrue() -> tuple[tuple[str, ...], ...]:
    return tuple(cue.words for cue in denial_cues() if cue.answers == "account")


def _is_said(parse: Parse, modifier: Token) -> bool:
    """Whether a modifier stands in what is said of something: "is fake news", "a blatant lie"."""
    noun = parse.tokens[modifier.head]
    as_such = noun.dep == "pobj" and parse.tokens[noun.head].text.lower() == "as"
    return as_such or noun.dep in {"attr", "oprd"}


def is_account(token: Token) -> bool:
    """Whether a word stands for what somebody told: an account noun, "it", "this", "that"."""
    return (token.pos == "NOUN" and token.lemma in accounts()) or (
        token.pos in {"PRON", "DET"} and token.dep in {"nsubj", "dobj", "nsubjpass"}
    )


def held(words: Sequence[Token], cues: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The first of these cues whose words `words` hold in order and close together."""
    forms = {form for word in words for form in _forms(word)}
    return next((cue for cue in cues if forms.issuperset(cue) and _holds(words, cue)), None)


def _holds(words: Sequence[Token], cue: tuple[str, ...]) -> bool:
    first = cue[0]
    return any(_is(word, first) and _follows(words, at, cue) for at, word in enumerate(words))


def _follows(words: Sequence[Token], start: int, cue: tuple[str, ...]) -> bool:
    at = start
    for n, wanted in enumerate(cue):
        reach = words[at : at + (GAP if n else 1)]
        step = next((k for k, word in enumerate(reach) if _is(word, wanted)), None)
        if step is None:
            return False
        at += step + 1
    return True


def _is(token: Token, wanted: str) -> bool:
    return wanted in _forms(token)


def _forms(token: Token) -> set[str]:
    """What a token can be in a cue; the "but" of "nobody but fighters" is an "only"."""
    form = token.text.lower()
    return (
        {token.lemma, form, "only"} if form == "but" and token.pos == "ADP" else {token.lemma, form}
    )


def clause_around(parse: Parse, at: int) -> list[int]:
    """The words of the smallest clause with a verb around token `at`, without deeper clauses."""
    top = at
    while parse.tokens[top].pos not in {"VERB", "AUX"} and parse.tokens[top].head != top:
        top = parse.tokens[top].head
    return main_words(parse, top)


def main_words(parse: Parse, top: int) -> list[int]:
    """Token `top` and what is below it, without relative, adverbial and further told clauses.

    An infinitive after a noun is kept: "had nothing to do with it".
    """
    cut = {"relcl", "advcl", "ccomp", "parataxis"}
    found, stack = [], [top]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(c.i for c in parse.children(at) if c.dep not in cut or c.tag == "VB")
    return sorted(found)


def takes_on(parse: Parse, attribution: Attribution | None, at: int) -> bool:
    """Whether a voice says that the deed at token `at` was its own.

    By its verb ("claimed responsibility for the raid") or by what it tells ("the raid was ours").
    """
    if attribution is None or attribution.stance is Stance.DENIES:
        return False
    return claims_responsibility(parse, attribution) or any(
        tells_as(parse, at, extent) for extent in ("taking", "doing")
    )


def claims_responsibility(parse: Parse, attribution: Attribution) -> bool:
    """Whether the verb of a voice takes a deed on: "claimed responsibility", "owned up to"."""
    words = {
        i
        for cue in attribution.cue
        for i in range(parse.token_at(cue.start), parse.token_at(cue.end - 1) + 1)
    }
    nouns = {c.i for i in words for c in parse.children_by(i, "dobj", "prt", "prep")}
    said = [parse.tokens[i] for i in sorted(words | nouns)]
    return held(said, (cue for cue in _confirming("full", own=True) if len(cue) > 1)) is not None


def tells_as(parse: Parse, at: int, extent: str) -> bool:
    """Whether the clause around token `at` holds a line of `confirmations.tsv` of this extent."""
    told = {*clause_around(parse, at), *_of_itself(parse, at)}
    words = [parse.tokens[i] for i in sorted(told)]
    return held(words, _confirming(extent, own=True)) is not None


def _of_itself(parse: Parse, at: int) -> list[int]:
    """The clauses that tell more of an event noun: "a strike which may have hit a house"."""
    return [i for c in parse.children_by(at, "relcl", "acl") for i in parse.subtree(c.i)]


@cache
def _confirming(extent: str, *, own: bool) -> tuple[tuple[str, ...], ...]:
    return tuple(
        words_of(row["cue"])
        for row in rows("speech/confirmations.tsv")
        if row["extent"] == extent and (row["own"] == "yes") is own
    )
