"""Which voice tells a mention: the attributions around it, from the outermost to the origin."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues
from tocsin.attest.headings import headings_end
from tocsin.attest.names import full_name
from tocsin.attest.quotes import quotes_in
from tocsin.attest.sides import sides_of
from tocsin.attest.speech import author_of
from tocsin.attest.stance import refusing_verbs
from tocsin.attest.statements import reproduced
from tocsin.grammar.persons import is_first_person
from tocsin.grammar.subjects import subjects, topics
from tocsin.records import Attribution, Kind, Span, Speaker, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.grammar.phrases import Phrases
    from tocsin.records import Mention, Parse, Participant, Token

OWNERS = {"compound", "nmod", "poss", "prep", "amod"}
SPOTS = {"PLACE", "OTHER"}
SPOKEN = {Kind.REQUEST, Kind.REJECT, Kind.SUPPORT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who tells a mention: `chain` outermost first, empty for the publisher; the origin's `cue`.

    `act` is the innermost act of speech that the mention stands in. `teller` is who speaks in it,
    also where the speech itself is what the publisher reports and `chain` ends before it.
    """

    chain: tuple[Speaker, ...]
    cue: Span | None
    stance: Stance
    unnamed: bool
    rule: str
    act: Attribution | None = None
    teller: Speaker | None = None
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Set `key`, what two mentions of one voice share: the origin's words, without case."""
        key = self.chain[-1].referent.text.casefold() if self.chain else ""
        object.__setattr__(self, "key", key)


class Voices:
    """The attributions of one text, asked for what stands at a place."""

    def __init__(self, phrases: Phrases, attributions: tuple[Attribution, ...]) -> None:
        """Keep the attributions with the widest content first."""
        self.phrases = phrases
        self.parse: Parse = phrases.parse
        self.quotes = quotes_in(phrases.document.text)
        self.headings = headings_end(phrases.document.text)
        self.spots = {
            i for n in self.parse.names if n.label in SPOTS for i in range(n.first, n.last)
        }
        self._withheld = [a for a in attributions if _is_withheld(a, self.parse)]
        told = (a for a in attributions if a not in self._withheld)
        told = (a for a in told if not _is_uncommented(a, self.parse))
        self.attributions = sorted(told, key=_width, reverse=True)
        self._told_in = _by_sentence(self.attributions, self.parse)
        self._met: dict[tuple[int, int], list[Attribution]] = {}
        self.statements = reproduced(phrases.document.text, self.parse, attributions)

    def telling(self, mention: Mention) -> Voice:
        """The voice that tells a mention.

        Words are acts: an accusation or demand is the publisher's report of its speaker's words,
        and a threat is told by nobody but the one who makes it.
        """
        voice = self.at(mention.trigger, mention.kind)
        actors = [p for p in mention.participants if p.part == "actor"]
        if mention.kind is Kind.ACCUSE:
            return replace(voice, chain=(), stance=Stance.ASSERTS)
        asserted = bool(voice.chain) and voice.stance is not Stance.DENIES
        if mention.kind in SPOKEN and asserted and self._speaks_for_itself(voice, actors):
            return replace(voice, chain=voice.chain[:-1])
        if mention.kind is Kind.THREATEN and actors and not voice.chain:
            own = Speaker(span=actors[0].span, referent=actors[0].referent, head=actors[0].head)
            return replace(voice, chain=(own,))
        return voice

    def _speaks_for_itself(self, voice: Voice, actors: list[Participant]) -> bool:
        """Whether the voice is one of the actors, by its words or as the "I" that it says."""
        own = any(is_first_person(self.parse.tokens[a.head]) for a in actors)
        return own or _is_one_of(voice.chain[-1], actors)

    def at(self, trigger: Span, kind: Kind) -> Voice:
        """The voice that tells what `trigger` stands for.

        The object of a verb of speech is told by its subject only if it is violence ("reported
        heavy shelling"); "declared martial law" does what it says.
        """
        around = self._around(trigger, kind)
        if around:
            return self._of(around)
        number = self.parse.sentence_of(self.parse.token_at(trigger.start))
        goes_on = self.statements.get(number)
        if goes_on is None or kind is Kind.ACCUSE:
            return self._of([])
        return replace(self._of([goes_on]), stance=Stance.ASSERTS, rule="voice:statement goes on")

    def denied(self, mention: Mention) -> tuple[Voice, Voice] | None:
        """Who denies a mention and who is denied, where the sentence holds both.

        "Baku rejected the rebels' claim that they hit the port": Baku denies, the rebels tell.
        """
        around = self._around(mention.trigger, mention.kind)
        cut = next((n for n, a in enumerate(around) if a.stance is Stance.DENIES), None)
        if cut is None or cut + 1 == len(around) or around[-1].stance is not Stance.ASSERTS:
            return None
        told = self._of(around[cut + 1 :])
        denial = self._of(around[: cut + 1])
        return (denial, told) if told.chain and denial.chain else None

    def is_withheld(self, mention: Mention) -> bool:
        """Whether a voice only says that it does not confirm a mention."""
        return any(_covers(a, mention.trigger) for a in self._withheld)

    def is_denied(self, mention: Mention) -> bool:
        """Whether any voice around a mention denies it."""
        return any(a.stance is Stance.DENIES for a in self._around(mention.trigger, mention.kind))

    def _around(self, trigger: Span, kind: Kind) -> list[Attribution]:
        place = trigger.start, trigger.end
        if place not in self._met:
            near = self._told_in.get(self.parse.sentence_of(self.parse.token_at(trigger.start)), ())
            self._met[place] = [a for a in near if _covers(a, trigger)]
        return [a for a in self._met[place] if not _performs(a, kind)]

    def _of(self, around: list[Attribution]) -> Voice:
        named = [a for a in around if self._is_somebody(a)]
        speakers = tuple(self._speaker(a) for a in named)
        last = named[-1] if named else None
        inner = around[-1] if around else None
        return Voice(
            chain=distinct(speakers),
            cue=last.cue[0] if last and last.cue else None,
            stance=inner.stance if inner else Stance.ASSERTS,
            unnamed=bool(around) and not named,
            rule=construction_of(inner) if inner else "voice:publisher",
            act=inner,
            teller=speakers[-1] if speakers else None,
        )

    def quote_at(self, trigger: Span) -> Span | None:
        """The quotation around `trigger`, if any."""
        for quote in self.quotes:
            if quote.covers(trigger.start):
                return self.phrases.document.span(quote.start, quote.end)
        return None

    def speaker_of(self, attribution: Attribution) -> Speaker | None:
        """The speaker of an attribution, or None if nobody is named."""
        return self._speaker(attribution) if attribution.source_head is not None else None

    def _speaker(self, attribution: Attribution) -> Speaker:
        head = self._author(attribution.source_head or 0)
        referent = full_name(self.parse, self.phrases.referent(head))
        span = attribution.source[0] if attribution.source else self.phrases.span(head)
        return Speaker(span=span, referent=self.phrases.span(referent), head=referent)

    def _is_somebody(self, attribution: Attribution) -> bool:
        """Whether an attribution has a voice; "reports say", "a video shows" have nobody's."""
        head = attribution.source_head
        if head is None:
            return False
        token = self.parse.tokens[self._author(head)]
        if token.pos != "NOUN" or token.lemma not in noun_cues():
            return True
        return any(c.dep in OWNERS for c in self.parse.children(token.i))

    def _author(self, head: int) -> int:
        """Whose a statement is: "a statement from the minister's office" -> the office."""
        token = self.parse.tokens[head]
        if token.pos != "NOUN" or token.lemma not in noun_cues():
            return head
        author = author_of(self.parse, head)
        if author != head:
            return author
        governor = _issuing_verb(self.parse, head)
        return next(iter(subjects(self.parse, governor)), head) if governor is not None else head


def construction_of(attribution: Attribution) -> str:
    """The rule of an attribution with how its content hangs on it: "speech:say [clause]"."""
    return f"{attribution.rule} [{attribution.form}]"


def _is_withheld(attribution: Attribution, parse: Parse) -> bool:
    """Whether a voice does not say what its verb would confirm: "did not confirm the strike"."""
    if attribution.stance not in {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS} or not attribution.cue:
        return False
    verb = parse.tokens[parse.token_at(attribution.cue[-1].end - 1)]
    return _is_refused(parse, verb)


def _is_uncommented(attribution: Attribution, parse: Parse) -> bool:
    """Whether a voice says nothing of what others told: "has not commented on reports that"."""
    if attribution.stance is not Stance.ASSERTS or not attribution.cue:
        return False
    verb = parse.tokens[parse.token_at(attribution.cue[-1].end - 1)]
    topic = any((verb.lemma, t.text.lower()) in topics() for t in parse.children_by(verb.i, "prep"))
    return topic and _is_refused(parse, verb)


def _is_refused(parse: Parse, verb: Token) -> bool:
    """Whether somebody did not do what a verb says, or declined to."""
    above = parse.tokens[verb.head]
    refuses = verb.dep == "xcomp" and above.lemma in refusing_verbs()
    return refuses or parse.child(verb.i, "neg") is not None


def _width(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _by_sentence(attributions: Iterable[Attribution], parse: Parse) -> dict[int, list[Attribution]]:
    """The attributions that tell something in each sentence, in their order."""
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        numbers = {
            number
            for span in attribution.content
            for number in range(
                parse.sentence_of(parse.token_at(span.start)),
                parse.sentence_of(parse.token_at(span.end - 1)) + 1,
            )
        }
        for number in numbers:
            found.setdefault(number, []).append(attribution)
    return found


def _covers(attribution: Attribution, trigger: Span) -> bool:
    for span in attribution.content:
        if span.start <= trigger.start < span.end:
            return not any(cue.overlaps(trigger) for cue in attribution.cue)
    return False


def distinct(speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Each voice once, where it stands nearest to what is told."""
    found: dict[str, Speaker] = {}
    for speaker in speakers:
        found.pop(speaker.referent.text.casefold(), None)
        found[speaker.referent.text.casefold()] = speaker
    return tuple(found.values())


def _performs(attribution: Attribution, kind: Kind) -> bool:
    """Whether the cue does, wants or plans its content instead of telling it."""
    if attribution.stance is not Stance.ASSERTS:
        return False
    return attribution.form == "infinitive" or (
        attribution.form == "object" and kind is not Kind.ASSAULT
    )


def _is_one_of(speaker: Speaker, actors: list[Participant]) -> bool:
    words = sides_of(speaker.referent.text)
    return any(
        a.head == speaker.head or (words and words == sides_of(a.referent.text)) for a in actors
    )


def _issuing_verb(parse: Parse, head: int) -> int | None:
    """The verb that issues a statement: "responded with a statement", "issued a statement"."""
    token = parse.tokens[head]
    above = parse.tokens[token.head]
    if token.dep == "pobj":
        above = parse.tokens[above.head]
    if token.dep in {"pobj", "dobj"} and above.pos == "VERB":
        return above.i
    return None
