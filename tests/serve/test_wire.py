from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tocsin.records import Aloof, Denial, Distance, Link, Reading, Role, Stance
from tocsin.serve.wire import wire_of, wire_of_incident

SPAN = {"start", "end", "text"}
ENDS = {"start", "end"}
PARTY = {"name", "country", "role", "start", "end"}
KEYS = {
    "": {"schema", "document", "claims", "flags", "dropped"},
    "document": {"id", "origin", "outlet", "title", "published", "language", "text"},
    "claims": {
        "id", "kind", "mode", "reality", "stance", "denial", "background", "hedged", "trigger",
        "mentions", "actors", "recipients", "places", "when", "source", "cue", "quote", "answers",
        "weapons", "tolls", "rule", "distance",
    },
    "claims.distance": SPAN | {"how"},
    "claims.trigger": SPAN,
    "claims.mentions": SPAN,
    "claims.actors": PARTY,
    "claims.recipients": PARTY,
    "claims.places": {
        "name", "country", "lat", "lon", "geonameid", "precision", "role", "start", "end",
    },
    "claims.when": {"first", "last", "precision", "text"},
    "claims.source": PARTY | {"chain"},
    "claims.source.chain": PARTY,
    "claims.cue": SPAN,
    "claims.quote": ENDS,
    "claims.tolls": {"harm", "whom", "country", "low", "high", "cumulative", "start", "end"},
    "flags": {"kind", "start", "end", "why"},
    "dropped": {"step", "reason"},
}  # fmt: skip


def full_reading() -> Reading:
    """A reading in which every key of the format has a value."""
    doc = make.document(title="Shelling")
    shelled, killed = make.span(doc, "shelled"), make.span(doc, "killed")
    ministry, says = make.span(doc, "the Armenian Defense Ministry"), make.span(doc, "said")
    told = make.claim(
        make.mention(shelled, weapons=(make.span(doc, "army"),) * 2),
        make.mention(killed, tolls=(make.toll(span=make.span(doc, "Two soldiers")),)),
        chain=(make.speaker(ministry),),
        cue=says,
        quote=make.span(doc, "Two soldiers were killed"),
        stance=Stance.DENIES,
        denial=Denial.TOLL,
        distance=Distance(how=Aloof.FALSE, span=says),
        answers="c2",
    )
    outlet = make.actor("Example Times", None, role=Role.MED)
    claim = make.resolved(
        told,
        actors=(make.actor(),),
        recipients=(make.actor("Armenia", "ARM"),),
        speakers=(outlet, make.actor("Armenian Defense Ministry", "ARM")),
        places=(make.place(),),
        days=make.when(),
    )
    return make.reading(doc, claim, flags=(make.flag(make.span(doc, "Baku")),))


def shapes(at: str, value: object) -> list[tuple[str, set[str]]]:
    """Every object of a JSON value with the path to it."""
    if isinstance(value, list):
        return [shape for one in value for shape in shapes(at, one)]
    if not isinstance(value, dict):
        return []
    below = [
        shape
        for key, one in value.items()
        for shape in shapes(f"{at}.{key}" if at else str(key), one)
    ]
    return [(at, set(value)), *below]


def test_every_object_has_exactly_the_keys_of_version_1() -> None:
    wire = wire_of(full_reading(), [make.dropped()])
    assert wire["schema"] == "tocsin/1"
    found = shapes("", wire)
    assert {at for at, _ in found} == set(KEYS)
    assert [(at, keys ^ KEYS[at]) for at, keys in found if keys != KEYS[at]] == []


def test_values_are_the_records_values() -> None:
    (claim,) = as_json(full_reading())["claims"]
    assert (claim["kind"], claim["stance"], claim["denial"]) == ("ASSAULT", "denies", "toll")
    assert claim["when"] == {
        "first": "2022-09-13",
        "last": "2022-09-13",
        "precision": 1,
        "text": "Tuesday",
    }
    assert claim["weapons"] == ["army"]
    assert claim["mentions"][0] == claim["trigger"]
    assert claim["tolls"][0]["country"] == "ARM"
    assert (claim["places"][0]["role"], claim["places"][0]["geonameid"]) == ("target", 174895)


def test_the_source_is_the_origin_and_the_chain_runs_from_the_outermost_voice() -> None:
    (claim,) = as_json(full_reading())["claims"]
    assert claim["source"]["name"] == "Armenian Defense Ministry"
    names = [voice["name"] for voice in claim["source"]["chain"]]
    assert names == ["Example Times", "Armenian Defense Ministry"]


def test_the_publishers_own_voice_and_unknown_things_are_null() -> None:
    bare = make.reading(make.document(published=None), make.resolved())
    wire = as_json(bare)
    (claim,) = wire["claims"]
    nothing = {key for key, value in claim.items() if value is None}
    assert nothing == {"denial", "when", "source", "cue", "quote", "answers", "distance"}
    assert wire["document"]["published"] is None


def test_a_toll_of_two_countries_names_none() -> None:
    doc = make.document()
    told = make.claim(make.mention(tolls=(make.toll(),)))
    both = make.resolved(told, recipients=(make.actor("A", "ARM"), make.actor("B", "AZE")))
    assert as_json(make.reading(doc, both))["claims"][0]["tolls"][0]["country"] is None


def test_each_toll_is_of_the_country_of_those_whom_it_counts() -> None:
    doc = make.document("Clashes killed 49 Armenian and 50 Azerbaijani soldiers.")
    words = ("49 Armenian", "50 Azerbaijani soldiers")
    spans = [make.span(doc, phrase) for phrase in words]
    lost = [make.toll(n, n, span=at) for n, at in zip((49, 50), spans, strict=True)]
    told = make.claim(make.mention(tolls=tuple(lost)))
    sides = (make.actor("Armenia", "ARM"), make.actor("Azerbaijan", "AZE"))
    links = [make.link(side, "actor", at) for side, at in zip(sides, spans, strict=True)]
    both = make.replaced(make.resolved(told), actors=tuple(links), recipients=())
    (claim,) = as_json(make.reading(doc, both))["claims"]
    assert [toll["country"] for toll in claim["tolls"]] == ["ARM", "AZE"]


@given(st.text(min_size=1), st.data())
def test_every_span_is_the_text_it_points_at(text: str, data: st.DataObject) -> None:
    doc = make.document(text)
    ends = st.integers(0, len(text))
    spans = [doc.span(*sorted((data.draw(ends), data.draw(ends)))) for _ in range(3)]
    told = make.claim(make.mention(spans[0]), make.mention(spans[1]), cue=spans[2])
    wire = as_json(make.reading(doc, make.resolved(told)))
    (claim,) = wire["claims"]
    for span in (claim["trigger"], *claim["mentions"], claim["cue"]):
        assert span["text"] == wire["document"]["text"][span["start"] : span["end"]]


def test_an_incident_carries_its_voices_and_its_tolls_by_voice() -> None:
    wire = wire_of_incident(
        make.incident("c1", tolls=(make.toll_range(),), denied_by=("Azerbaijan",))
    )
    assert wire["denied_by"] == ["Azerbaijan"]
    assert wire["tolls"] == [
        {
            "harm": "killed",
            "whom": "soldiers",
            "low": 2,
            "best": 2,
            "high": 2,
            "source": "Armenian Defense Ministry",
        }
    ]
    assert wire["claims"] == ["c1"]


def as_json(reading: Reading) -> Any:
    """The wire format as another program reads it."""
    return json.loads(json.dumps(wire_of(reading)))


def test_link_offsets_are_those_of_the_phrase() -> None:
    doc = make.document()
    army = make.span(doc, "Azerbaijan's army")
    link = Link(mention=army, part="actor", target=make.actor(), score=1.0, reasons=())
    claim = make.resolved()
    told = type(claim)(
        claim=claim.claim, actors=(link,), recipients=(), speakers=(), places=(), when=None
    )
    (actor,) = as_json(make.reading(doc, told))["claims"][0]["actors"]
    assert doc.text[actor["start"] : actor["end"]] == "Azerbaijan's army"
