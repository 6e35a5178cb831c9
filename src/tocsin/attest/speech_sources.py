"""Whose words they are: the source of a cue verb, followed through the grammar of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues
from tocsin.grammar.subjects import is_passive, objects, subjects

if TYPE_CHECKING:
    from tocsin.attest.cues import Cue
    from tocsin.attest.speech import SpeechText
    from tocsin.records import Token

Source = tuple[int | None, list[int], list[int]]
NOBODY: Source = (None, [], [])
MARKS = {"''", "``"}
VERBAL = {"VERB", "AUX"}
NEAR = 10
MODIFIERS = {"det", "compound", "amod", "poss", "nmod", "case", "nummod"}
RELATIVES = {"WP", "WDT"}


def source_of(text: SpeechText, token: Token, content: list[int], cue: Cue) -> Source:
    """Head token, phrase and further cue words of the voice behind verb `token`.

    The head of a relative pronoun is its antecedent; the phrase stays the pronoun itself.
    """
    parse = text.parse
    own = _own_subject(text, token)
    if own is not None and text.quoted.get(own.i) == text.quoted.get(token.i):
        return _own(text, token, own)
    if parse.child(token.i, "nsubjpass", "auxpass") or _is_bare_passive(text, token):
        return _agent(text, token)
    inverted = _after(text, token, content)
    if inverted is not None:
        return inverted, list(range(token.i + 1, inverted + 1)), []
    inverted = None if "iobj-ccomp" in cue.patterns else _inverted(text, token, content)
    if inverted is not None:
        return inverted, phrase_of(text, inverted, token.i), []
    found = _inherited(text, token)
    beside = _beside(text, token) if found[0] is None or own is not None else None
    return beside or (found if found[0] is not None else _before(text, token, content))


def _own_subject(text: SpeechText, token: Token) -> Token | None:
    """Its subject, a noun before a pronoun: "a raid which the Red Cross said hit a bus" has two."""
    subjects = text.parse.children_by(token.i, "nsubj")
    return next((s for s in subjects if s.tag not in RELATIVES), next(iter(subjects), None))


def phrase_of(text: SpeechText, head: int, outside: int) -> list[int]:
    """The noun phrase at `head` with its appositions and clauses, but not the cue and its own."""
    found = text.below(head, [outside])
    if outside > head:
        found = [i for i in found if i < outside]
    words = text.words(found)
    while words and words[0] < head and text.labels.get(words[0]) == "DATE":
        words = words[1:]
    return [i for i in found if words and words[0] <= i <= words[-1]]


def _own(text: SpeechText, token: Token, own: Token) -> Source:
    if own.text.lower() == "it" and text.parse.child(token.i, "acomp"):
        return NOBODY
    if own.tag in RELATIVES:
        antecedent = text.tokens[token.head]
        if token.dep == "relcl":
            return antecedent.i, [own.i], []
        return None, [own.i], []
    return own.i, phrase_of(text, own.i, token.i), []


def _is_bare_passive(text: SpeechText, token: Token) -> bool:
    return token.tag == "VBN" and token.dep in {"acl", "advcl"} and is_passive(text.parse, token.i)


def _agent(text: SpeechText, token: Token) -> Source:
    for agent in text.parse.children_by(token.i, "agent"):
        thing = text.parse.child(agent.i, "pobj")
        if thing is not None:
            return thing.i, phrase_of(text, thing.i, token.i), []
    return NOBODY


def _inverted(text: SpeechText, token: Token, content: list[int]) -> int | None:
    """The subject that the parser took for an object: '"X," said the broadcaster'."""
    thing = text.parse.child(token.i, "dobj")
    if thing is None or thing.i < token.i or thing.i in content:
        return None
    before = range(max(text.sentence(token.i).start, token.i - 3), token.i)
    closes = any(text.tokens[i].pos == "PUNCT" for i in before)
    return thing.i if closes and (not content or min(content) < token.i) else None


def _inherited(text: SpeechText, token: Token) -> Source:
    parse, head = text.parse, text.tokens[token.head]
    if token.dep == "pcomp" and head.text.lower() == "as":
        quoted = text.tokens[head.head]
        voices = objects(parse, quoted.i)[:1]
        if quoted.pos == "VERB" and voices:
            return voices[0], phrase_of(text, voices[0], quoted.i), _between(quoted, token)
    if token.dep == "acl" and token.tag == "VBG" and head.lemma in noun_cues():
        verb = text.tokens[head.head]
        voices = subjects(parse, verb.i)[:1] if head.dep == "dobj" else []
        if voices:
            return voices[0], phrase_of(text, voices[0], verb.i), [head.i]
    host = _finite_host(text, token)
    while host.dep == "conj" and parse.child(host.i, "nsubj", "nsubjpass") is None:
        host = text.tokens[host.head]
    subject = parse.child(host.i, "nsubj") or _passive_subject(text, host)
    if host is not token and subject is not None:
        return _own(text, host, subject)
    voices = subjects(parse, host.i)[:1]
    if voices and voices[0] != token.i and _may_speak(text, voices[0]):
        return voices[0], _clear(text, voices[0], token.i), []
    return _of_ancestor(text, token) or (
        (voices[0], _clear(text, voices[0], token.i), [])
        if voices and voices[0] != token.i
        else NOBODY
    )


def _passive_subject(text: SpeechText, host: Token) -> Token | None:
    """Whom a passive befell, if it can speak: "was forced to retreat and said that ..."."""
    subject = text.parse.child(host.i, "nsubjpass")
    if subject is None:
        return None
    return subject if subject.pos in {"PRON", "PROPN"} or text.is_voice(subject.i) else None


def _may_speak(text: SpeechText, i: int) -> bool:
    token = text.tokens[i]
    return token.pos in {"PRON", "PROPN"} or text.is_voice(i) or token.tag == "NNS"


def _of_ancestor(text: SpeechText, token: Token) -> Source | None:
    """The subject of a clause around a participle: "X argued that Y would work, saying Z"."""
    if token.tag != "VBG":
        return None
    for above in text.parse.ancestors(token.i):
        subject = text.parse.child(above.i, "nsubj")
        if subject is not None and subject.i != token.i and _may_speak(text, subject.i):
            return _own(text, above, subject)
    return None


def _beside(text: SpeechText, token: Token) -> Source | None:
    """The name between a closing mark and the verb, where the parse saw no subject."""
    first = token.i
    limit = max(text.sentence(token.i).start, token.i - NEAR)
    while first > limit and text.quoted.get(first - 1) == text.quoted.get(token.i):
        if text.tokens[first - 1].tag in MARKS or text.tokens[first - 1].pos in VERBAL:
            break
        first -= 1
    inside = text.words(range(first, token.i))
    nouns = [i for i in inside if text.tokens[i].pos in {"PROPN", "PRON"}]
    if not nouns or first == limit or text.tokens[first - 1].tag not in MARKS:
        return None
    last = nouns[0]
    while last + 1 in inside and text.tokens[last + 1].pos == "PROPN":
        last += 1
    return last, inside, []


def _before(text: SpeechText, token: Token, content: list[int]) -> Source:
    """The voice right before its verb that the parse hung on what is told: "X, an aide, said"."""
    if token.tag not in {"VBD", "VBZ", "VBP"} or token.i < 1:
        return NOBODY
    if token.i - 1 not in content and text.tokens[token.i - 1].text != ",":
        return NOBODY
    last = token.i - 1
    if text.tokens[last].text == ",":
        row = text.tokens[text.sentence(last).start : last]
        head = next((t.head for t in reversed(row) if _ends(text, t, last)), None)
    else:
        head = last
    if head is None or not text.is_voice(head):
        return NOBODY
    first = head
    while first > 0 and text.tokens[first - 1].dep in MODIFIERS:
        first -= 1
    if first == 0 or text.tokens[first - 1].text != ",":
        return NOBODY
    return head, list(range(first, token.i)), []


def _ends(text: SpeechText, token: Token, last: int) -> bool:
    """Whether an apposition ends right before token `last`."""
    return token.dep == "appos" and text.parse.subtree(token.i)[-1] == last - 1


def _after(text: SpeechText, token: Token, content: list[int]) -> int | None:
    """The name right after a verb whose content is before it, which the parse gave to another.

    "Nine died, says the mission, and parties blamed the army" makes it a subject of "blamed".
    """
    at, stop = token.i + 1, text.sentence(token.i).stop
    before = bool(content) and content[-1] < token.i
    if not before or at >= stop or text.tokens[token.i - 1].pos != "PUNCT":
        return None
    while text.tokens[at].dep in MODIFIERS and text.tokens[at].head > at:
        at = text.tokens[at].head
    taken = text.tokens[at].dep == "nsubj" and text.tokens[at].head != token.i
    return at if taken and text.tokens[at].pos in {"NOUN", "PROPN"} else None


def _finite_host(text: SpeechText, token: Token) -> Token:
    """The finite verb that another goes with although the parser joins it to an infinitive."""
    head = text.tokens[token.head]
    if token.dep != "conj" or token.tag not in {"VBD", "VBZ"} or head.tag != "VB":
        return token
    return next((t for t in text.parse.ancestors(head.i) if t.tag in {"VBD", "VBZ"}), token)


def _between(quoted: Token, token: Token) -> list[int]:
    return [quoted.i] if abs(quoted.i - token.i) > 3 else list(range(quoted.i, token.i))  # noqa: PLR2004


def _clear(text: SpeechText, head: int, cue: int) -> list[int]:
    """The phrase at `head` up to the clause that holds the cue."""
    above = {cue, *(t.i for t in text.parse.ancestors(cue))}
    found = text.below(head, above - {head})
    return [i for i in found if i < cue] if cue > head else found
