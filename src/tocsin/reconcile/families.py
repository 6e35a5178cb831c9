"""Near copies: reports that descend from one text, however much of it was reworded.

Containment weighted by inverse document frequency, less half of what the best stranger has: a
copy stands out from all other reports on its subject, a mere neighbour does not. Measured against
sentence embeddings and TF-IDF cosines on respun conflict news, where it ranks best.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING

from tocsin.reconcile.archive import Shelf, terms_of, weight, words_in
from tocsin.reconcile.groups import components
from tocsin.records import Copy, Family, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.reconcile.archive import Archive
    from tocsin.records import Document

MARGIN = 0.5
LEAST_KNOWN = 0.6
"""The share of a text that counts at least, so that a few shared words are never all of it."""
COPY = 0.4
KIN = 0.4
LOOKED_AT = 48
CANDIDATES = 25
FEWEST_TERMS = 12
QUOTE_WORDS = 5
QUOTE_SHARE = 0.8

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
        for copy in rank(document, shelf):
            if copy.score < COPY:
                break
            pair = (copy.left, copy.right)
            if pair not in found or found[pair].score < copy.score:
                found[pair] = copy
    return tuple(found[pair] for pair in sorted(found))


def rank(document: Document, archive: Archive, *, whole: bool = False) -> tuple[Copy, ...]:
    """The documents of `archive` that `document` may be a copy of, the likeliest first.

    Looks at the holders of the document's rarest terms, or with `whole` at those of all its terms.
    A score is the share of what the archive knows of this document that the other one holds, less
    half of that of the best third document that is no copy of the other one; at most 1.
    """
    shared = _containments(document, archive, whole=whole)
    order = sorted(shared, key=lambda id_: (-shared[id_], id_))
    strangers = _Strangers(order, shared, archive)
    copies = []
    for id_ in order:
        score = shared[id_] - MARGIN * strangers.best_beside(id_)
        reasons = _reasons(document, archive.document(id_), shared[id_]) if score >= COPY else ()
        left, right = sorted((document.id, id_))
        copies.append(Copy(left=left, right=right, score=round(score, 4), reasons=reasons))
    other = {document.id: 0}
    return tuple(sorted(copies, key=lambda c: (-c.score, other.get(c.left, 1), c.left, c.right)))


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


class _Strangers:
    """The best-scoring documents that are no copies of a given one."""

    def __init__(self, order: list[str], shared: dict[str, float], archive: Archive) -> None:
        self._order, self._shared, self._archive = order, shared, archive
        self._kin: dict[tuple[str, str], bool] = {}

    def best_beside(self, id_: str) -> float:
        """What the best document beside `id_` and its near copies has in common with the query."""
        for other in self._order[:CANDIDATES]:
            if other != id_ and not self._are_kin(id_, other):
                return self._shared[other]
        return 0.0

    def _are_kin(self, a: str, b: str) -> bool:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._kin:
            one, two = (terms_of(self._archive.document(id_)) for id_ in pair)
            smaller = min(len(one), len(two)) or 1
            self._kin[pair] = len(one & two) / smaller >= KIN
        return self._kin[pair]


def _containments(document: Document, archive: Archive, *, whole: bool) -> dict[str, float]:
    """For each document met: the share of this one's known weight that it holds."""
    size = archive.size()
    known: list[tuple[int, str]] = []
    whole_weight = 0.0
    for term in terms_of(document):
        holders = archive.holders(term)
        others = len(holders) - (document.id in holders)
        whole_weight += weight(others, size)
        if others:
            known.append((others, term))
    if len(known) < FEWEST_TERMS:
        return {}
    weights = {term: weight(others, size) for others, term in known}
    known.sort()
    looked_at = known if whole else known[:LOOKED_AT]
    met: Counter[str] = Counter()
    for _, term in looked_at:
        for id_ in archive.holders(term):
            met[id_] += weights[term]  # type: ignore[assignment]
    met.pop(document.id, None)
    total = max(sum(weights.values()), LEAST_KNOWN * whole_weight)
    if whole:
        return {id_: value / total for id_, value in met.items()}
    return {
        id_: sum(weights[t] for t in terms_of(archive.document(id_)) if t in weights) / total
        for id_, _ in met.most_common(CANDIDATES)
    }


def _reasons(one: Document, two: Document, shared: float) -> tuple[Reason, ...]:
    found = [Reason(feature="shared words", score=round(shared, 4), left=one.id, right=two.id)]
    if one.digest == two.digest:
        found.append(Reason(feature="same text", score=1.0, left=one.origin, right=two.origin))
    if one.title and two.title:
        found.append(_overlap("title", words_in(one.title), words_in(two.title)))
    found += [
        _overlap("names", _NAME.findall(one.text), _NAME.findall(two.text)),
        _overlap("numbers", _NUMBER.findall(one.text), _NUMBER.findall(two.text)),
        *shared_quotes(one, two),
    ]
    return tuple(found)


def shared_quotes(one: Document, two: Document) -> tuple[Reason, ...]:
    """Direct quotes that two documents share, word for word or nearly so, as reasons."""
    theirs = [(quote, set(words_in(quote))) for quote in _QUOTE.findall(two.text)]
    found = []
    for quote in _QUOTE.findall(one.text):
        mine = set(words_in(quote))
        if len(mine) < QUOTE_WORDS:
            continue
        for other, words in theirs:
            score = len(mine & words) / max(len(mine), len(words))
            if score >= QUOTE_SHARE:
                found.append(
                    Reason(feature="shared quote", score=round(score, 4), left=quote, right=other)
                )
                break
    return tuple(found)


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
