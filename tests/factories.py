"""Build any record in one line: all has a default, words are found in the document's text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tocsin.records import (
    Actor,
    Attribution,
    Claim,
    Copy,
    Correction,
    Document,
    Dropped,
    Family,
    Flag,
    Incident,
    Judgement,
    Kind,
    Link,
    Locative,
    Mention,
    Parse,
    Participant,
    Place,
    RawItem,
    Reading,
    Reality,
    Reason,
    ResolvedClaim,
    Role,
    Span,
    Speaker,
    Stance,
    Timex,
    Token,
    Toll,
    TollRange,
    Verdict,
    When,
    digest_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


TEXT = (
    "Azerbaijan's army shelled Goris on Tuesday, the Armenian Defense Ministry said. "
    "Two soldiers were killed. Baku denied the shelling."
)
DAY = date(2022, 9, 13)
NOON = datetime(2022, 9, 13, 12, tzinfo=UTC)


def raw_item(text: str | bytes = TEXT, origin: str = "a.txt", **fields: Any) -> RawItem:
    """Bytes as they came from `origin`."""
    payload = text if isinstance(text, bytes) else text.encode()
    chosen: dict[str, Any] = {"media_type": "text/plain", "fetched_at": NOON} | fields
    return RawItem(origin=origin, payload=payload, **chosen)


def document(text: str = TEXT, **fields: Any) -> Document:
    """A report with `text`; its id hashes origin and text."""
    origin = fields.get("origin", "a.txt")
    digest = digest_of(text)
    chosen: dict[str, Any] = {
        "id": hashlib.sha256(f"{origin}\n{digest}".encode()).hexdigest()[:16],
        "origin": origin,
        "outlet": "Example Times",
        "title": None,
        "language": "en",
        "published": DAY,
        "digest": digest,
    } | fields
    return Document(text=text, **chosen)


def span(doc: Document | None = None, words: str | None = None, nth: int = 0) -> Span:
    """The characters of the `nth` occurrence of `words` in the document (all of it by default)."""
    doc = doc or document()
    start = -1
    for _ in range(nth + 1):
        start = doc.text.index(words if words is not None else doc.text, start + 1)
    return doc.span(start, start + len(doc.text if words is None else words))


def at(start: int, text: str, document_id: str = "d") -> Span:
    """A span with offsets of one's own."""
    return Span(document_id=document_id, start=start, end=start + len(text), text=text)


def token(i: int, text: str, **fields: Any) -> Token:
    """One token of a hand-made parse; its offsets must be given when they matter."""
    start = fields.pop("start", 0)
    chosen: dict[str, Any] = {
        "start": start,
        "end": start + len(text),
        "lemma": text.lower(),
        "pos": "NOUN",
        "tag": "NN",
        "dep": "dep",
        "head": i,
    } | fields
    return Token(i=i, text=text, **chosen)


def parse(text: str, rows: Sequence[tuple[Any, ...]], **fields: Any) -> Parse:
    """A parse of `text` from rows (word, lemma, pos, tag, dep, head); words are found in order."""
    tokens, offset = [], 0
    for i, (word, lemma, pos, tag, dep, head) in enumerate(rows):
        offset = text.index(word, offset)
        tokens.append(
            Token(
                i=i,
                start=offset,
                end=offset + len(word),
                text=word,
                lemma=lemma,
                pos=pos,
                tag=tag,
                dep=dep,
                head=head,
            )
        )
        offset += len(word)
    chosen: dict[str, Any] = {"sentence_starts": (0,) if tokens else ()} | fields
    return Parse(tokens=tuple(tokens), **chosen)


def actor(name: str = "Azerbaijan", country: str | None = "AZE", **fields: Any) -> Actor:
    """A party or voice."""
    chosen: dict[str, Any] = {"id": None, "role": Role.MIL} | fields
    return Actor(name=name, country=country, **chosen)


def place(name: str = "Goris", **fields: Any) -> Place:
    """A place on earth."""
    chosen: dict[str, Any] = {
        "country": "ARM",
        "lat": 39.511,
        "lon": 46.341,
        "geonameid": 174895,
        "precision": 1,
    } | fields
    return Place(name=name, **chosen)


def when(first: date | None = DAY, last: date | None = None, **fields: Any) -> When:
    """Civil days; one day when only `first` is given."""
    chosen: dict[str, Any] = {"precision": 1, "text": "Tuesday"} | fields
    return When(first=first, last=last or first, **chosen)


def timex(at_span: Span | None = None, **fields: Any) -> Timex:
    """A time expression."""
    chosen: dict[str, Any] = {"type": "DATE", "value": "2022-09-13", "when": when()} | fields
    return Timex(span=at_span or span(words="Tuesday"), **chosen)


def toll(low: int | None = 2, high: int | None = 2, **fields: Any) -> Toll:
    """Losses of one group."""
    chosen: dict[str, Any] = {
        "harm": "killed",
        "whom": "soldiers",
        "cumulative": False,
        "span": at(0, "two soldiers"),
    } | fields
    return Toll(low=low, high=high, **chosen)


def participant(at_span: Span, part: str = "actor", **fields: Any) -> Participant:
    """A phrase that takes part."""
    chosen: dict[str, Any] = {"referent": at_span, "head": 0} | fields
    return Participant(part=part, span=at_span, **chosen)


def locative(at_span: Span, relation: str = "target", preposition: str = "at") -> Locative:
    """A place phrase."""
    return Locative(span=at_span, relation=relation, preposition=preposition)


def speaker(at_span: Span, **fields: Any) -> Speaker:
    """A voice as the text words it."""
    chosen: dict[str, Any] = {"referent": at_span, "head": 0} | fields
    return Speaker(span=at_span, **chosen)


def mention(trigger: Span | None = None, **fields: Any) -> Mention:
    """One predicate in one sentence."""
    chosen: dict[str, Any] = {
        "kind": Kind.ASSAULT,
        "mode": "artillery",
        "trigger_token": 0,
        "participants": (),
        "weapons": (),
        "tolls": (),
        "place": (),
        "time": (),
        "reality": Reality.ACTUAL,
        "background": False,
        "rule": "test",
    } | fields
    return Mention(trigger=trigger or span(words="shelled"), **chosen)


def claim(*mentions: Mention, **fields: Any) -> Claim:
    """One happening as one voice tells it; its id hashes document, kind and trigger."""
    mentions = mentions or (mention(),)
    first = mentions[0]
    seed = f"{first.trigger.document_id} {first.kind} {first.trigger.start}"
    chosen: dict[str, Any] = {
        "id": hashlib.sha256(seed.encode()).hexdigest()[:16],
        "chain": (),
        "cue": None,
        "stance": Stance.ASSERTS,
        "denial": None,
        "hedged": False,
        "quote": None,
        "answers": None,
        "rule": "test",
    } | fields
    return Claim(mentions=mentions, **chosen)


def link(target: Any, part: str, at_span: Span | None = None, **fields: Any) -> Link[Any]:
    """A phrase tied to what it names."""
    chosen: dict[str, Any] = {"score": 1.0, "reasons": ()} | fields
    return Link(mention=at_span or at(0, target.name), part=part, target=target, **chosen)


def resolved(
    told: Claim | None = None,
    *,
    actors: Iterable[Actor] = (),
    recipients: Iterable[Actor] = (),
    speakers: Iterable[Actor] = (),
    places: Iterable[Place] = (),
    days: When | None = None,
) -> ResolvedClaim:
    """A claim with its parties, voices, places and days given as plain records."""
    return ResolvedClaim(
        claim=told or claim(),
        actors=tuple(link(one, "actor") for one in actors),
        recipients=tuple(link(one, "recipient") for one in recipients),
        speakers=tuple(link(one, "speaker") for one in speakers),
        places=tuple(link(one, "target") for one in places),
        when=days,
    )


def replaced(record: Any, **fields: Any) -> Any:
    """A record with other values in some of its fields."""
    return replace(record, **fields)


def shelling(doc: Document | None = None, words: str = "shelled", **fields: Any) -> ResolvedClaim:
    """Azerbaijan's army shells Goris on 13 September 2022, in the publisher's own voice."""
    doc = doc or document()
    told = claim(mention(span(doc, words), **fields.pop("of", {})), **fields.pop("told", {}))
    chosen: dict[str, Any] = {
        "actors": (actor(),),
        "recipients": (actor("Armenia", "ARM"),),
        "places": (place(),),
        "days": when(),
    } | fields
    return resolved(told, **chosen)


def anchored(told: ResolvedClaim) -> ResolvedClaim:
    """The claim with every link and toll tied to its trigger, so that all spans fit the text."""
    trigger = told.claim.first.trigger
    mentions = tuple(
        replace(one, tolls=tuple(replace(toll_, span=trigger) for toll_ in one.tolls))
        for one in told.claim.mentions
    )
    links: dict[str, Any] = {
        name: tuple(replace(one, mention=trigger) for one in getattr(told, name))
        for name in ("actors", "recipients", "speakers", "places")
    }
    return replace(told, claim=replace(told.claim, mentions=mentions), **links)


def reading(doc: Document | None = None, *claims: ResolvedClaim, flags: Any = ()) -> Reading:
    """A document with its claims."""
    doc = doc or document()
    return Reading(document=doc, claims=claims, flags=tuple(flags))


def flag(at_span: Span | None = None, kind: str = "garbled-quote", why: str = "repeats") -> Flag:
    """Something wrong in the text."""
    return Flag(kind=kind, span=at_span or span(words="Baku"), why=why)


def dropped(origin: str = "a.txt", step: str = "read", reason: str = "empty") -> Dropped:
    """An input that went no further."""
    return Dropped(origin=origin, step=step, reason=reason)


def attribution(source: Span, cue: Span, content: Span, **fields: Any) -> Attribution:
    """One act of speech."""
    chosen: dict[str, Any] = {"source_head": None, "stance": Stance.ASSERTS, "rule": "t"} | fields
    return Attribution(source=(source,), cue=(cue,), content=(content,), **chosen)


def reason(feature: str = "day overlap", score: float = 1.0, **fields: Any) -> Reason:
    """One compared feature."""
    chosen: dict[str, Any] = {"left": "", "right": ""} | fields
    return Reason(feature=feature, score=score, **chosen)


def copy(left: str = "a", right: str = "b", score: float = 0.9) -> Copy:
    """Two documents that are copies."""
    return Copy(left=left, right=right, score=score, reasons=(reason("shared words"),))


def judgement(left: str, right: str, verdict: Verdict = Verdict.SAME, **f: Any) -> Judgement:
    """One comparison of two claims, by a person unless `by` says otherwise."""
    chosen: dict[str, Any] = {
        "score": 1.0,
        "reasons": (),
        "by": "ana",
        "at": NOON,
        "withdrawn_at": None,
    } | f
    return Judgement(left=left, right=right, verdict=verdict, **chosen)


def correction(anchor: str = "digest:0-7", **fields: Any) -> Correction:
    """A person's edit of one field."""
    chosen: dict[str, Any] = {
        "field": "kind",
        "old": "ASSAULT",
        "new": "COERCE",
        "why": "an arrest",
        "by": "ana",
        "at": NOON,
        "withdrawn_at": None,
    } | fields
    return Correction(anchor=anchor, **chosen)


def toll_range(source: str = "Armenian Defense Ministry", **fields: Any) -> TollRange:
    """What one voice says one harm amounts to."""
    chosen: dict[str, Any] = {
        "harm": "killed",
        "whom": "soldiers",
        "low": 2,
        "best": 2,
        "high": 2,
    } | fields
    return TollRange(source=source, **chosen)


def incident(*claims: str, **fields: Any) -> Incident:
    """One blow that `claims` are about."""
    chosen: dict[str, Any] = {
        "id": "i-" + (claims[0] if claims else "0"),
        "kind": Kind.ASSAULT,
        "mode": "artillery",
        "when": when(),
        "places": (place(),),
        "actors": (actor(),),
        "recipients": (actor("Armenia", "ARM"),),
        "tolls": (),
        "asserted_by": ("Example Times",),
        "confirmed_by": (),
        "partly_confirmed_by": (),
        "denied_by": (),
        "independent_reports": 1,
        "part_of": None,
        "background": False,
    } | fields
    return Incident(claims=claims, **chosen)


def family(*documents: str) -> Family:
    """Documents that are copies of the first."""
    edges = tuple(copy(documents[0], one) for one in documents[1:])
    return Family(id="f-" + documents[0], documents=documents, edges=edges)
