"""Near copies: reports that descend from one text, however much of it was reworded.

The share of a report's three-word runs and rare words that another one holds, less what the best
stranger holds: a copy stands out from all other reports on its subject, a mere neighbour does not.
Measured against sentence embeddings, TF-IDF cosines and weighted pairs of words on respun conflict
news, where it ranks as well and needs no counts over the ledger.
"""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING

from tocsin.reconcile.archive import Shelf, candidates, common_terms, terms_of, words_in
from tocsin.reconcile.groups import components
from tocsin.reconcile.memo import Memo
from tocsin.records import Copy, Family, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.reconcile.archive import Archive
    from tocsin.records import Document

COPY = 0.12
KIN = 0.4
FEWEST_TERMS = 12
QUOTE_WORDS = 5
QUOTE_SHARE = 0.8
LONG_QUOTES = 25
"""Words of direct speech that two reports share word for word when they have it from one source."""

_kin: Memo[int, bool] = Memo(1 << 16)
"""Whether two texts, by one hash of both, are near copies."""
_quotes: Memo[int, tuple[tuple[str, frozenset[str]], ...]] = Memo(16_384)
"""The quotes of texts, each with its words, by the hashes of the texts."""

_marks: Memo[int, tuple[frozenset[str], frozenset[str]]] = Memo(1024)
"""The names and the numbers of texts, by their hashes; as many texts as a large family has."""

_QUOTE = re.compile(r'["“„«]([^"“”„«»]{20,600})["”»]')
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][^\W\d_]{2,}")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")


def near_copies(documents: Iterable[Document], archive: Archive | None = None) -> tuple[Copy, ...]:
    """Pairs of copies among `documents`, and between them and the earlier ones in `archive`.

    The order of `documents` does not matter. Pairs are sorted, each named once, `left` < `right`.
    """
    new = tuple(documents)
    shelf = archive or Shelf(new)
    found: dict[tuple[str, str], Copy] = {}
    for document in new:
        others = {id_: shelf.document(id_) for id_ in candidates(document, shelf)}
        for id_, score in copied(document, others).items():
            pair = (min(document.id, id_), max(document.id, id_))
            if pair not in found or found[pair].score < score:
                found[pair] = copy_of(document, others[id_], score)
    return tuple(found[pair] for pair in sorted(found))


def copied(document: Document, others: Mapping[str, Document]) -> dict[str, float]:
    """The candidates that `document` is a copy of, scored: the share of its own terms decides."""
    ranked = dict(_ranked(document, others, least=COPY))
    found = {id_: score for id_, score in ranked.items() if score >= COPY}
    for id_, other in others.items():
        if id_ not in ranked and _quoted_words(shared_quotes(document, other)) >= LONG_QUOTES:
            found[id_] = COPY
    return found


def rank(document: Document, archive: Archive, *, whole: bool = False) -> tuple[Copy, ...]:
    """The documents of `archive` that `document` may be a copy of, the likeliest first.

    Looks at those that share sampled runs of words, or with `whole` at all of them.
    """
    ids = sorted(set(archive.ids()) - {document.id}) if whole else candidates(document, archive)
    others = {id_: archive.document(id_) for id_ in ids}
    return tuple(copy_of(document, others[id_], score) for id_, score in _ranked(document, others))


def _ranked(
    document: Document, others: Mapping[str, Document], least: float = 0.0
) -> list[tuple[str, float]]:
    """The others that hold at least `least` of the terms, the likeliest first, each scored.

    A score is the share of this document's terms that the other one holds, less that of the best
    third document which is no near copy of the other one; at most 1.
    """
    mine = terms_of(document)
    if len(mine) < FEWEST_TERMS:
        return []
    held = {id_: common_terms(mine, terms_of(one)) / len(mine) for id_, one in others.items()}
    order = sorted(held, key=lambda id_: (-held[id_], id_))
    found = []
    for id_ in order:
        if held[id_] < least:
            break
        strangers = (z for z in order if z != id_ and not _are_kin(others[z], others[id_]))
        best = next((held[stranger] for stranger in strangers), 0.0)
        found.append((id_, round(held[id_] - best, 4)))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def share(one: Document, two: Document) -> float:
    """The share of one document's terms that another holds."""
    mine = terms_of(one)
    return common_terms(mine, terms_of(two)) / len(mine) if len(mine) >= FEWEST_TERMS else 0.0


def _are_kin(one: Document, two: Document) -> bool:
    """Whether two documents are such near copies that neither is a stranger to the other."""
    a, b = hash(one.text), hash(two.text)
    pair = hash((a, b) if a < b else (b, a))
    kin = _kin.get(pair)
    if kin is None:
        mine, theirs = terms_of(one), terms_of(two)
        smaller = min(len(mine), len(theirs)) or 1
        kin = _kin.keep(pair, common_terms(mine, theirs) / smaller >= KIN)
    return kin


def copy_of(one: Document, two: Document, score: float) -> Copy:
    """Two documents as copies of each other, with what they share and where they differ."""
    left, right = sorted((one, two), key=lambda document: document.id)
    reasons = _reasons(left, right) if score >= COPY else ()
    return Copy(left=left.id, right=right.id, score=score, reasons=reasons)


def families_of(copies: Iterable[Copy]) -> tuple[Family, ...]:
    """Copies joined into families of two documents and more; ids follow from their members."""
    edges = tuple(copies)
    of: dict[str, list[Copy]] = defaultdict(list)
    groups = components({id_ for e in edges for id_ in (e.left, e.right)}, _pairs(edges))
    home = {id_: group[0] for group in groups for id_ in group}
    for edge in edges:
        of[home[edge.left]].append(edge)
    return tuple(
        Family(
            id="f" + blake2b(group[0].encode(), digest_size=7).hexdigest(),
            documents=group,
            edges=tuple(sorted(of[group[0]], key=lambda c: (c.left, c.right))),
        )
        for group in groups
    )


def _reasons(one: Document, two: Document) -> tuple[Reason, ...]:
    a, b = terms_of(one), terms_of(two)
    shared = common_terms(a, b) / (min(len(a), len(b)) or 1)
    found = [Reason(feature="shared runs", score=round(shared, 4), left=one.id, right=two.id)]
    if one.digest == two.digest:
        found.append(Reason(feature="same text", score=1.0, left=one.origin, right=two.origin))
    if one.title and two.title:
        found.append(_overlap("title", words_in(one.title), words_in(two.title)))
    (names, numbers), (other_names, other_numbers) = _marks_in(one), _marks_in(two)
    found += [_overlap("names", names, other_names), _overlap("numbers", numbers, other_numbers)]
    return (*found, *shared_quotes(one, two))


def _marks_in(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """The names and the numbers of a document."""
    key = hash(document.text)
    known = _marks.get(key)
    if known is None:
        names, numbers = (frozenset(p.findall(document.text)) for p in (_NAME, _NUMBER))
        known = _marks.keep(key, (names, numbers))
    return known


def shared_quotes(one: Document, two: Document) -> tuple[Reason, ...]:
    """Direct quotes that two documents share, word for word or nearly so, as reasons."""
    found = []
    for quote, mine in _quotes_in(one):
        for other, words in _quotes_in(two) if len(mine) >= QUOTE_WORDS else ():
            score = len(mine & words) / max(len(mine), len(words))
            if score >= QUOTE_SHARE:
                found.append(
                    Reason(feature="shared quote", score=round(score, 4), left=quote, right=other)
                )
                break
    return tuple(found)


def _quotes_in(document: Document) -> tuple[tuple[str, frozenset[str]], ...]:
    """The quotes of a document, with the words of each."""
    key = hash(document.text)
    known = _quotes.get(key)
    if known is None:
        quotes = ((quote, frozenset(words_in(quote))) for quote in _QUOTE.findall(document.text))
        known = _quotes.keep(key, tuple(quotes))
    return known


def _quoted_words(quotes: Iterable[Reason]) -> int:
    return sum(len(words_in(quote.left)) for quote in quotes if quote.score == 1)


def _overlap(feature: str, left: Iterable[str], right: Iterable[str]) -> Reason:
    """The share of the smaller set that both hold; only in one is what to look at."""
    a, b = set(left), set(right)
    score = len(a & b) / min(len(a), len(b)) if a and b else 0.0
    return Reason(
        feature=feature,
        score=round(score, 4),
        left=", ".join(sorted(a - b)[:12]),
        right=", ".join(sorted(b - a)[:12]),
    )


def _pairs(copies: Iterable[Copy]) -> Iterable[tuple[str, str]]:
    return ((one.left, one.right) for one in copies)
