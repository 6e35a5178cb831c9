"""Attributions: source, cue and content of every act of speech, writing or belief in a text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.attest.cues import Cue, noun_cues, phrase_cues, verb_cue
from tocsin.attest.quotes import quotes_in
from tocsin.grammar.slots import is_passive, objects, subjects
from tocsin.records import Attribution, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.attest.quotes import Quote
    from tocsin.records import Document, Parse, Span, Token

TRIMMED = {"``", "''", '"', ",", ".", "'", ":", ";", "-LRB-", "-RRB-", "HYPH"}
CLAUSAL = {"ccomp", "parataxis"}
SUBORDINATE = {"relcl", "acl", "advcl", "prep", "appos", "parataxis"}


def attributions_in(document: Document, parse: Parse) -> tuple[Attribution, ...]:
    """Every attribution of the text, by the place of its cue.

    A quotation that runs on over several sentences belongs to the voice that its first or last
    sentence names; one without any cue near it has no source.
    """
    finder = _Finder(document, parse)
    found = [*finder.by_verb(), *finder.by_phrase(), *finder.by_noun()]
    found += finder.by_quote(found)
    return tuple(sorted(found, key=lambda a: (a.cue or a.content)[0].start))


class _Finder:
    def __init__(self, document: Document, parse: Parse) -> None:
        self.document = document
        self.parse = parse
        self.quotes = quotes_in(document.text)
        self.stands_for = dict(parse.referents)

    def by_verb(self) -> Iterator[Attribution]:
        for token in self.parse.tokens:
            if token.pos not in {"VERB", "AUX"} or token.dep == "amod":
                continue
            cue = verb_cue(self.parse, token)
            if cue is None:
                continue
            content = self._content(token, cue)
            if content:
                found = self._attribution(
                    self._source(token), self._cue(token), content, cue.stance, cue.lemma
                )
                yield replace(found, form=self._form(token, content))

    def by_phrase(self) -> Iterator[Attribution]:
        words = [token.text.lower() for token in self.parse.tokens]
        for phrase in phrase_cues():
            for at in range(len(words) - len(phrase)):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield from self._phrase_at(at, at + len(phrase))

    def by_noun(self) -> Iterator[Attribution]:
        for token in self.parse.tokens:
            if token.pos != "NOUN" or token.lemma not in noun_cues():
                continue
            clause = next(
                (
                    c
                    for c in self.parse.children(token.i)
                    if c.dep in {"acl", "ccomp", "relcl"} and self.parse.child(c.i, "mark")
                ),
                None,
            )
            if clause is not None:
                owner = self.parse.child(token.i, "poss")
                source = self.parse.subtree(owner.i) if owner else []
                head = owner.i if owner else None
                content = self.parse.subtree(clause.i)
                yield self._attribution((head, source), [token.i], content, Stance.ASSERTS, token.lemma)

    def by_quote(self, found: Iterable[Attribution]) -> list[Attribution]:
        """Quoted sentences that no cue covers go to the voice of the quotation's neighbours."""
        known = list(found)
        extra = []
        for quote in self.quotes:
            for number in self._sentences(quote):
                inside = [i for i in self.parse.sentence(number) if quote.covers(self.parse.tokens[i].start)]
                if len(inside) < 4 or any(_covers(a, self.parse.tokens[inside[0]]) for a in known):
                    continue
                voice = self._neighbour(quote, known, number)
                if voice is not None:
                    extra.append(
                        Attribution(
                            source=voice.source,
                            cue=voice.cue,
                            content=self._spans(inside),
                            source_head=voice.source_head,
                            stance=Stance.ASSERTS,
                            rule="quote carried on",
                            form="continued",
                        )
                    )
        return extra

    def _sentences(self, quote: Quote) -> range:
        first = self.parse.sentence_of(self.parse.token_at(quote.start + 1))
        last = self.parse.sentence_of(self.parse.token_at(max(quote.end - 1, quote.start)))
        return range(first, last + 1)

    def _neighbour(self, quote: Quote, known: list[Attribution], number: int) -> Attribution | None:
        sentences = self._sentences(quote)
        near = [
            a
            for a in known
            if a.source
            and a.cue
            and self.parse.sentence_of(self.parse.token_at(a.cue[0].start))
            in {*sentences, sentences.start - 1, sentences.stop}
            and not quote.covers(a.cue[0].start)
        ]
        return min(
            near,
            key=lambda a: abs(self.parse.sentence_of(self.parse.token_at(a.cue[0].start)) - number),
            default=None,
        )

    def _content(self, token: Token, cue: Cue) -> list[int]:
        parse = self.parse
        clause = next((c for c in parse.children(token.i) if c.dep == "ccomp"), None)
        if clause is not None and {"ccomp", "quote"} & cue.patterns:
            return self._whole(token, parse.subtree(clause.i))
        if token.dep in CLAUSAL and "ccomp" in cue.patterns and not self._complemented(token):
            own = set(parse.subtree(token.i))
            head = parse.tokens[token.head]
            return [i for i in parse.subtree(head.i) if i not in own]
        quoted = self._quoted_beside(token) if {"ccomp", "quote"} & cue.patterns else []
        if quoted:
            return quoted
        return self._complement(token, cue)

    def _form(self, token: Token, content: list[int]) -> str:
        """How the content hangs on the verb."""
        forms = {"dobj": "object", "oprd": "object", "nsubjpass": "object", "xcomp": "infinitive"}
        inside = set(content)
        for child in self.parse.children(token.i):
            if child.i in inside and child.dep in forms:
                return forms[child.dep]
            if child.dep == "prep" and self.parse.child(child.i, "pcomp", "pobj") is not None:
                below = self.parse.child(child.i, "pcomp", "pobj")
                if below is not None and below.i in inside:
                    return "gerund" if below.dep == "pcomp" else "phrase"
        return "clause"

    def _complemented(self, token: Token) -> bool:
        return any(c.dep in {"ccomp", "xcomp", "dobj"} for c in self.parse.children(token.i))

    def _whole(self, token: Token, content: list[int]) -> list[int]:
        """A clause with the rest of its quotation: "X," he said, "and Y"."""
        cue_part = {token.i, *self._source(token)[1]}
        quoted = [i for i in self._quoted_beside(token) if i not in cue_part]
        return sorted({*content, *quoted} - cue_part)

    def _quoted_beside(self, token: Token) -> list[int]:
        sentence = self.parse.sentence(self.parse.sentence_of(token.i))
        inside = []
        for quote in self.quotes:
            if quote.covers(token.start):
                return []
            inside += [i for i in sentence if quote.covers(self.parse.tokens[i].start)]
        return inside if len(inside) > 1 else []

    def _complement(self, token: Token, cue: Cue) -> list[int]:
        parse = self.parse
        for child in parse.children(token.i):
            if child.dep in {"xcomp", "dobj", "oprd"} and _pattern(child) in cue.patterns:
                return parse.subtree(child.i)
        for prep in parse.children_by(token.i, "prep"):
            word = prep.text.lower()
            gerund = parse.child(prep.i, "pcomp") is not None
            if word in cue.patterns or (word == "of" and "of-ing" in cue.patterns and gerund):
                return parse.subtree(prep.i)[1:]
        if "obj" in cue.patterns and is_passive(parse, token.i):
            return [i for head in objects(parse, token.i)[:1] for i in parse.subtree(head)]
        return []

    def _source(self, token: Token) -> tuple[int | None, list[int]]:
        heads = subjects(self.parse, token.i)
        if not heads:
            return None, []
        head = heads[0]
        return head, self._phrase(head, token.i)

    def _phrase(self, head: int, outside: int) -> list[int]:
        """The noun phrase of a source, appositions included, clauses and the cue itself not."""
        inside = []
        stack = [head]
        while stack:
            at = stack.pop()
            inside.append(at)
            stack += [
                c.i
                for c in self.parse.children(at)
                if c.i != outside and not (c.dep in {"relcl", "ccomp"} or (c.dep == "acl" and c.i > at))
            ]
        return sorted(inside)

    def _cue(self, token: Token) -> list[int]:
        extra = [
            c.i
            for c in self.parse.children(token.i)
            if c.dep in {"aux", "auxpass", "neg", "prt"} and abs(c.i - token.i) <= 3
        ]
        return sorted([*extra, token.i])

    def _phrase_at(self, first: int, last: int) -> Iterator[Attribution]:
        parse = self.parse
        inside = set(range(first, last))
        source = next(
            (
                c.i
                for i in range(first, last)
                for c in parse.children(i)
                if c.i not in inside and c.dep in {"pobj", "dobj", "poss", "nsubj"}
            ),
            None,
        )
        if source is None:
            return
        top = parse.tokens[first]
        while parse.tokens[top.head].i in inside and top.head != top.i:
            top = parse.tokens[top.head]
        governor = parse.tokens[top.head]
        if governor.i in inside:
            return
        cut = {*parse.subtree(top.i)}
        content = [i for i in parse.subtree(self._clause_top(governor)) if i not in cut]
        phrase = [i for i in self._phrase(source, top.i) if i not in inside]
        yield self._attribution(
            (source, phrase), list(range(first, last)), content, Stance.ASSERTS, "according"
        )

    def _clause_top(self, token: Token) -> int:
        while token.pos not in {"VERB", "AUX"} and token.head != token.i:
            token = self.parse.tokens[token.head]
        return token.i

    def _attribution(
        self,
        source: tuple[int | None, list[int]],
        cue: list[int],
        content: list[int],
        stance: Stance,
        rule: str,
    ) -> Attribution:
        head, phrase = source
        return Attribution(
            source=self._spans(phrase),
            cue=self._spans(cue),
            content=self._spans([i for i in content if i not in set(phrase) | set(cue)]),
            source_head=self.stands_for.get(head, head) if head is not None else None,
            stance=stance,
            rule=f"speech:{rule}",
        )

    def _spans(self, indices: list[int]) -> tuple[Span, ...]:
        """Runs of neighbouring tokens as spans, without marks at their ends."""
        runs: list[list[int]] = []
        for i in sorted(set(indices)):
            if runs and i - runs[-1][-1] == 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = []
        for run in runs:
            kept = self._trimmed(run)
            if kept:
                start, end = self.parse.tokens[kept[0]].start, self.parse.tokens[kept[-1]].end
                spans.append(self.document.span(start, end))
        return tuple(spans)

    def _trimmed(self, run: list[int]) -> list[int]:
        tokens = self.parse.tokens
        while run and tokens[run[0]].pos == "PUNCT":
            run = run[1:]
        while run and tokens[run[-1]].pos == "PUNCT":
            run = run[:-1]
        return run


def _pattern(child: Token) -> str:
    return {"xcomp": "xcomp", "dobj": "obj", "oprd": "obj"}[child.dep]


def _covers(attribution: Attribution, token: Token) -> bool:
    return any(span.start <= token.start < span.end for span in attribution.content)
