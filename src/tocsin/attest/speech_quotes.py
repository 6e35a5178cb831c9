"""Quotations given to their voices: over sentences and paragraphs, before and after the cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.speech import Draft
from tocsin.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.speech import SpeechText

TELLING = {"clause", "quote"}
SHORT = 3
STOPS = {".", "!", "?", ":", ";", "\u2026", "..."}


def settle_quotes(text: SpeechText, drafts: Iterable[Draft]) -> list[Draft]:
    """`drafts` with all that they quote, and further ones for paragraphs that only quote on.

    A quotation goes to the voice whose content it overlaps, else to one in its first or last
    sentence, else to the last voice before it in its paragraph; a paragraph that is nothing but
    quotation goes on with the voice of the paragraph before. What nobody is found for is left.
    """
    known = sorted(drafts, key=lambda d: d.anchor)
    hosts = [d for d in known if d.form in TELLING and d.cue and not text.is_closed(d.anchor)]
    extra: list[Draft] = []
    last: tuple[int, Draft] | None = None
    for inside in text.inside:
        words = text.words(inside)
        if not words:
            continue
        host = _host(text, hosts, inside)
        if host is not None:
            told = [i for i in inside if not host.content or i <= host.content[-1]]
            _take(host, told if host.anchor in inside else inside)
            last = (text.paragraph(words[-1]), host)
        elif (teller := _announced(text, known, inside)) is not None:
            extra.append(_continued(teller, inside))
        elif (
            _stands_alone(text, inside)
            and last is not None
            and text.paragraph(words[0]) - last[0] == 1
        ):
            extra.append(_continued(last[1], inside))
            last = (text.paragraph(words[-1]), last[1])
    return [*(d for d in known if text.words(d.content)), *extra]


def _host(text: SpeechText, hosts: list[Draft], inside: list[int]) -> Draft | None:
    place = text.paragraph(inside[0])
    near = [d for d in hosts if text.paragraph(d.anchor) == place]
    own = set(inside)
    overlapping = [d for d in near if own & set(d.content)]
    if overlapping:
        return max(overlapping, key=lambda d: (len(own & set(d.content)), -d.anchor))
    beside = [d for d in near if _is_beside(text, d, inside)]
    if beside:
        return min(beside, key=lambda d: min(abs(d.anchor - inside[0]), abs(d.anchor - inside[-1])))
    if not _is_whole(text, inside):
        return None
    before = [d for d in near if d.anchor < inside[0] and _may_go_on(text, d)]
    return max(before, key=lambda d: d.anchor, default=None)


def _is_beside(text: SpeechText, draft: Draft, inside: list[int]) -> bool:
    """Whether a cue without its own words is in the sentence where a quotation starts or ends."""
    if draft.content and not _quotes(text, draft):
        return False
    sentence = text.sentence(draft.anchor)
    if inside[0] in sentence or inside[-1] in sentence:
        return _is_whole(text, inside) or not draft.content
    gap = sentence.start - inside[-1]
    return not draft.content and (0 < gap <= SHORT or 0 < inside[0] - sentence.stop < SHORT)


def _quotes(text: SpeechText, draft: Draft) -> bool:
    return any(i in text.quoted for i in draft.content)


def _may_go_on(text: SpeechText, draft: Draft) -> bool:
    return _quotes(text, draft) or bool(draft.content and draft.content[-1] < draft.anchor)


def _is_whole(text: SpeechText, inside: list[int]) -> bool:
    """Whether a quotation is at least a sentence and not a few words borrowed within one."""
    first, last = inside[0], inside[-1]
    if text.tokens[last].text in STOPS or text.parse.sentence_of(first) != text.parse.sentence_of(
        last
    ):
        return True
    before = first - 2
    opens = (
        before < 0 or text.tokens[before].text in STOPS or text.sentence(first).start >= first - 1
    )
    return opens and len(inside) > SHORT


def _take(draft: Draft, inside: list[int]) -> None:
    """Give a quotation to a voice whole, unless it only borrows words within its content."""
    if set(inside) <= set(draft.content):
        return
    cue = {*draft.cue, *draft.source}
    draft.content = sorted({*draft.content, *(i for i in inside if i not in cue)})
    if draft.form == "quote":
        draft.form = "clause"


def _announced(text: SpeechText, drafts: list[Draft], inside: list[int]) -> Draft | None:
    """The voice after a quotation with a colon: '"A massacre": Kyiv condemns strike'."""
    after = text.tokens[inside[-1] + 1 :][:2]
    colon = next((t.i for t in after if t.tag != "''"), None)
    if colon is None or text.tokens[colon].text != ":":
        return None
    place = text.paragraph(inside[0])
    return next(
        (
            d
            for d in drafts
            if d.anchor > colon and text.paragraph(d.anchor) == place and d.head is not None
        ),
        None,
    )


def _stands_alone(text: SpeechText, inside: list[int]) -> bool:
    """Whether a quotation fills its paragraph."""
    first, last = inside[0], inside[-1]
    place = text.paragraph(first)
    before = [i for i in range(max(first - 3, 0), first) if text.paragraph(i) == place]
    after = [
        i for i in range(last + 1, min(last + 4, len(text.tokens))) if text.paragraph(i) == place
    ]
    return not text.words(before) and not text.words(after)


def _continued(voice: Draft, inside: list[int]) -> Draft:
    return Draft(
        anchor=voice.anchor,
        head=voice.head,
        source=voice.source,
        cue=voice.cue,
        content=list(inside),
        form="continued",
        stance=Stance.ASSERTS,
        rule="speech:quotation goes on",
    )
