"""Tell the place names of a text from the names of persons and bodies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tocsin.grammar.placing import placed_by
from tocsin.resolve.places_mentions import (
    AREA_KINDS,
    container_behind,
    look_up,
    look_up_border,
)
from tocsin.resolve.places_words import (
    adjectives,
    beside,
    bodies,
    containers,
    directions,
    feature_words,
    titles,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Parse
    from tocsin.resolve.gazetteer import Candidate, Gazetteer

LARGE = 50_000
SHORTEST = 3
FEW = 2
LONGEST_ACRONYM = 5
LONGEST_PART = 4
LONGEST_REST = 5
JOINTS = frozenset({"and", "&", "of", "-", "–", "occupied", "administered"})
REACHING = frozenset(
    {"country", "region", "subregion", "border", "admin1", "sea", "site", "mountain"}
)
PROPER = frozenset({"NNP", "NNPS"})
BRACKETS = frozenset("()[]")
SERIES = frozenset({",", "and", "or"})
ARTICLES = frozenset({"the", "a", "an"})
SKIPPED = frozenset({"NUMBER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A run of name tokens, `first` to `last` (exclusive), with the label of the parse."""

    first: int
    last: int
    label: str


class Found(NamedTuple):
    """A place name within a text; `embedded` when it is part of the name of something else."""

    start: int
    end: int
    embedded: bool


class Finder:
    """One pass over the names of one text."""

    def __init__(self, parse: Parse, text: str, gazetteer: Gazetteer) -> None:
        """Gather the text's names and what they say of each other."""
        self._parse = parse
        self._text = text
        self._gazetteer = gazetteer
        self._chunks = [c for whole in _chunks(parse) for c in self._split(self._trimmed(whole))]
        self._surnames: set[str] = set()
        self._placed: set[int] = set()
        self._labels: dict[str, set[str]] = defaultdict(set)
        self._countries: set[str | None] = set()
        for chunk in self._chunks:
            words = self._words(chunk)
            if chunk.label in {"PLACE", "NORP"}:
                self._countries.update(c.country for c in self._first(chunk))
            self._labels[" ".join(words)].add(chunk.label)
            if chunk.label == "PERSON" and len(words) > 1:
                self._surnames.update((words[0], words[-1]))

    def found(self) -> Iterator[Found]:
        """The place names, in text order."""
        done = 0
        for chunk in self._chunks:
            if chunk.first < done:
                continue
            longer = self._longer(chunk)
            if longer:
                done = longer
                yield self._piece(chunk.first, longer, embedded=False)
                continue
            for found in self._within(chunk):
                if not found.embedded:
                    self._placed.add(found.end)
                yield found

    def _longer(self, chunk: Chunk) -> int | None:
        """Where a known name ends that goes on behind the chunk: "Jammu and Kashmir"."""
        tokens = self._parse.tokens
        last = chunk.last
        if last >= len(tokens) or not self._may_go_on(tokens[last].text):
            return None
        for end in range(min(last + LONGEST_REST, len(tokens)), last, -1):
            if not tokens[end - 1].text[-1].isalpha() or tokens[end - 1].text in JOINTS:
                continue
            found = self._gazetteer.find(self._text_of(chunk.first, end))
            found = found or look_up_border(self._text_of(chunk.first, end), self._gazetteer)
            if any(c.match and (c.feature in REACHING or c.match > 1) for c in found):
                return end
        return None

    @staticmethod
    def _may_go_on(word: str) -> bool:
        """Whether a name can go on with a word: a joint, a name, "corridor", "air base"."""
        return (
            word in JOINTS
            or word[:1].isupper()
            or word in feature_words("after")
            or word in beside("goes-on")
        )

    def _within(self, chunk: Chunk) -> Iterator[Found]:
        words = self._words(chunk)
        name = " ".join(words)
        if not any(word[:1].isupper() for word in words) or (
            chunk.label == "DATE" and "PLACE" not in self._labels[name]
        ):
            return
        if name in adjectives():
            yield self._piece(chunk.first, chunk.last, embedded=False)
            return
        candidates = self._candidates(chunk.first, chunk.last)
        if candidates:
            if self._is_place(chunk, candidates):
                yield self._piece(chunk.first, chunk.last, embedded=False)
        elif len(words) > 1:
            yield from self._parts(chunk)

    def _is_place(self, chunk: Chunk, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a chunk that could be a place is one, by label, neighbours and recurrence."""
        words = self._words(chunk)
        area = self._is_area(words, candidates)
        if len(words) == 1 and self._is_word(words[0]) and not (area and words[0].isupper()):
            return False
        if area or " ".join(words) in bodies():
            return area
        known = any(c.match for c in candidates)
        if self._is_placed(chunk):
            return known or chunk.label == "PLACE"
        if len(words) == 1 and words[0] in self._surnames:
            return False
        if "PLACE" in self._labels[" ".join(words)]:
            return True
        return known and not self._is_acronym(words) and self._is_likely(chunk, candidates)

    def _is_placed(self, chunk: Chunk) -> bool:
        """Whether the words around a chunk make it a place: "in X", "X, Texas", "Goris and X"."""
        return (
            self._stands_in(chunk, "in")
            or self._is_called(chunk)
            or self._follows_place(chunk)
            or container_behind(self._text, self._end(chunk), self._gazetteer) is not None
        )

    def _is_likely(self, chunk: Chunk, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a chunk that nothing speaks against is a place: a large one, or "X police"."""
        if self._before_civic(chunk) or self._is_at_home(candidates):
            return True
        if placed_by(self._parse, chunk.last - 1) and self._may_be_hit(chunk, candidates):
            return True
        large = candidates[0].population >= LARGE and candidates[0].match > 1
        return chunk.label not in {"PERSON", "NORP"} and (
            (large and not self._has_article(chunk)) or self._stands_in(chunk, "to")
        )

    @staticmethod
    def _may_be_hit(chunk: Chunk, candidates: tuple[Candidate, ...]) -> bool:
        """Whether what a verb of places takes is no person: one word, or a known place of more."""
        return chunk.label != "PERSON" or candidates[0].match > 1

    def _is_at_home(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a name means hardly anything but a place in a country that the text names."""
        return (
            len(candidates) <= FEW
            and len({c.country for c in candidates}) == 1
            and candidates[0].match > 0
            and candidates[0].country in self._countries
        )

    @staticmethod
    def _is_word(word: str) -> bool:
        """Whether a single word is a common noun or direction with a capital ("City", "North")."""
        lower = word.lower()
        return (
            len(word) < SHORTEST
            or lower in beside("body")
            or lower in titles()
            or lower in feature_words("after")
            or lower in directions()
        ) and word not in containers()

    @staticmethod
    def _is_acronym(words: list[str]) -> bool:
        return len(words) == 1 and words[0].isupper() and len(words[0]) <= LONGEST_ACRONYM

    def _has_article(self, chunk: Chunk) -> bool:
        before = chunk.first - 1
        return before >= 0 and self._parse.tokens[before].text.lower() in ARTICLES

    def _is_area(self, words: list[str], candidates: tuple[Candidate, ...]) -> bool:
        if " ".join(words) in adjectives():
            return True
        best = candidates[0]
        return best.feature in AREA_KINDS and best.match > 0 and best.population >= LARGE

    def _parts(self, chunk: Chunk) -> Iterator[Found]:
        """Places within the name of a body: "Kherson Hospital", "University of Kharkiv"."""
        tokens = self._parse.tokens
        longest = min(chunk.last - chunk.first - 1, LONGEST_PART)
        site = tokens[chunk.last - 1].text.lower() in beside("site")
        for size in range(longest, 0, -1):
            follower = tokens[chunk.first + size].text.lower()
            candidates = self._known(chunk.first, chunk.first + size)
            if self._is_word(tokens[chunk.first].text):
                break
            if candidates and (
                follower in beside("body")
                or (site and self._is_at_home(candidates))
                or (chunk.label != "PERSON" and self._names_area(chunk, size, candidates))
            ):
                yield self._piece(chunk.first, chunk.first + size, embedded=not site)
                break
        for i in range(chunk.first + 1, chunk.last - 1):
            link = tokens[i].text.lower()
            if link in {"of", "in", "-"} and self._tail_is_place(i + 1, chunk.last):
                told = link == "in" or tokens[i - 1].text.lower() in beside("named-after")
                yield self._piece(i + 1, chunk.last, embedded=not told)
                break

    def _tail_is_place(self, first: int, last: int) -> bool:
        words = [token.text for token in self._parse.tokens[first:last]]
        candidates = self._known(first, last)
        if not candidates or (len(words) == 1 and self._is_word(words[0])):
            return False
        return (
            self._is_area(words, candidates)
            or "PLACE" in self._labels.get(" ".join(words), ())
            or (candidates[0].population >= LARGE and candidates[0].match > 1)
            or self._parse.tokens[first - 2].text.lower() in beside("named-after")
        )

    def _names_area(self, chunk: Chunk, size: int, candidates: tuple[Candidate, ...]) -> bool:
        words = [token.text for token in self._parse.tokens[chunk.first : chunk.first + size]]
        named = " ".join(words) in adjectives() or candidates[0].match > 1
        return (
            (named and self._is_area(words, candidates))
            or "PLACE" in self._labels.get(" ".join(words), ())
            or self._parse.tokens[chunk.first + size].text == "-"
        )

    def _known(self, first: int, last: int) -> tuple[Candidate, ...]:
        while first < last and self._parse.tokens[first].text.lower() in ARTICLES:
            first += 1
        found = self._candidates(first, last)
        return found if any(c.match for c in found) else ()

    def _candidates(self, first: int, last: int) -> tuple[Candidate, ...]:
        return look_up(self._text_of(first, last), self._gazetteer)[1] if first < last else ()

    def _stands_in(self, chunk: Chunk, kind: str) -> bool:
        before = chunk.first - 1
        tokens = self._parse.tokens
        if before >= 0 and tokens[before].text.lower() in ARTICLES:
            before -= 1
        return before >= 0 and tokens[before].text.lower() in beside(kind)

    def _follows_place(self, chunk: Chunk) -> bool:
        """Whether a chunk goes on a list of places: "Goris, Sotk and Jermuk"."""
        tokens = self._parse.tokens
        before = chunk.first
        while before > 0 and tokens[before - 1].text in SERIES:
            before -= 1
        return before < chunk.first and tokens[before - 1].end in self._placed

    def _is_called(self, chunk: Chunk) -> bool:
        """Whether the words before a chunk name its kind: "the village of Sotk"."""
        before = self._parse.tokens[max(chunk.first - 2, 0) : chunk.first]
        return " ".join(token.text.lower() for token in before) in feature_words("before")

    def _before_civic(self, chunk: Chunk) -> bool:
        tokens = self._parse.tokens
        return chunk.last < len(tokens) and tokens[chunk.last].text in beside("civic")

    def _trimmed(self, chunk: Chunk) -> Chunk:
        tokens = self._parse.tokens
        first, last = chunk.first, chunk.last
        while first < last - 1 and tokens[first].text.lower() in ARTICLES:
            first += 1
        last = next((i for i in range(first + 1, last) if tokens[i].text in BRACKETS), last)
        while last - 1 > first and tokens[last - 1].tag in {"POS", ",", ".", ":"}:
            last -= 1
        return Chunk(first=first, last=last, label=chunk.label)

    def _first(self, chunk: Chunk) -> tuple[Candidate, ...]:
        """The likeliest meaning of a chunk by size alone."""
        return tuple(c for c in self._candidates(chunk.first, chunk.last)[:1] if c.match)

    def _split(self, chunk: Chunk) -> list[Chunk]:
        """The members of a list that was taken for one name: "Palma and Macomia"."""
        tokens = self._parse.tokens
        cuts = [i for i in range(chunk.first, chunk.last) if tokens[i].text in SERIES]
        if not cuts or self._candidates(chunk.first, chunk.last):
            return [chunk]
        edges = zip([chunk.first, *(i + 1 for i in cuts)], [*cuts, chunk.last], strict=True)
        parts = [Chunk(first=a, last=b, label=chunk.label) for a, b in edges if a < b]
        known = all(self._known(part.first, part.last) for part in parts)
        return parts if known else [chunk]

    def _words(self, chunk: Chunk) -> list[str]:
        return [token.text for token in self._parse.tokens[chunk.first : chunk.last]]

    def _text_of(self, first: int, last: int) -> str:
        return self._text[self._parse.tokens[first].start : self._parse.tokens[last - 1].end]

    def _end(self, chunk: Chunk) -> int:
        return self._parse.tokens[chunk.last - 1].end

    def _piece(self, first: int, last: int, *, embedded: bool) -> Found:
        tokens = self._parse.tokens
        while first < last - 1 and tokens[first].text.lower() in ARTICLES:
            first += 1
        end = tokens[last - 1].end
        if self._text[end : end + 1] == "." and self._text_of(first, last) + "." in containers():
            end += 1
        return Found(start=tokens[first].start, end=end, embedded=embedded)


def _chunks(parse: Parse) -> list[Chunk]:
    """The names of the parse and the proper nouns that it left over."""
    found = [
        Chunk(first=name.first, last=name.last, label=name.label)
        for name in parse.names
        if name.label not in SKIPPED
    ]
    taken = {i for name in parse.names for i in range(name.first, name.last)}
    run: list[int] = []
    for token in (*parse.tokens, None):
        free = token is not None and token.tag in PROPER and token.i not in taken
        if free and token is not None and (not run or run[-1] == token.i - 1):
            run.append(token.i)
            continue
        if run:
            found.append(Chunk(first=run[0], last=run[-1] + 1, label="OTHER"))
        run = [token.i] if free and token is not None else []
    return sorted(found, key=lambda chunk: chunk.first)
