"""Parties are resolved from hand-made parses, written as word/dependency/head."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.records import Actor, Document, Name, Parse, Role, Token, digest_of
from tocsin.resolve.actors import actor_of, actors_of, lessons_of

ADJECTIVES = {"Armenian", "Azerbaijani", "Russian", "Malian", "Syrian", "Iran", "unidentified"}


def parsed(marked: str, **fields: object) -> Parse:
    """A parse of tokens "word/dep/head", their text joined by single spaces."""
    tokens, start = [], 0
    for i, cell in enumerate(marked.split()):
        word, dep, head = cell.rsplit("/", 2)
        proper = word[0].isupper() and word not in ADJECTIVES
        pos, tag = ("PROPN", "NNP") if proper else ("NOUN", "NN")
        if word in ADJECTIVES:
            pos, tag = "ADJ", "JJ"
        if dep == "punct":
            pos, tag = "PUNCT", ","
        tokens.append(
            Token(
                i=i,
                start=start,
                end=start + len(word),
                text=word,
                lemma=word.lower(),
                pos=pos,
                tag=tag,
                dep=dep,
                head=int(head),
            )
        )
        start += len(word) + 1
    return Parse(tokens=tuple(tokens), sentence_starts=(0,), **fields)  # type: ignore[arg-type]


def document(parse: Parse, published: date | None = date(2022, 9, 13)) -> Document:
    text = " ".join(token.text for token in parse.tokens)
    return Document(
        id="d",
        origin="-",
        outlet=None,
        title=None,
        text=text,
        language="en",
        published=published,
        digest=digest_of(text),
    )


def resolved(parse: Parse, head: int, part: str = "actor", **asked: object) -> list[Actor]:
    doc = document(parse)
    links = actors_of(
        parse,
        head,
        part,
        lessons=lessons_of(parse, doc),
        document=doc,
        **asked,  # type: ignore[arg-type]
    )
    for link in links:
        assert doc.text[link.mention.start : link.mention.end] == link.mention.text
    return [link.target for link in links]


@pytest.mark.parametrize(
    ("marked", "head", "country", "role", "key"),
    [
        (
            "Armenian/amod/2 Defense/compound/2 Ministry/ROOT/2",
            2,
            "ARM",
            "MIL",
            "organ:ARM:defence-ministry",
        ),
        (
            "Ministry/ROOT/0 of/prep/0 Defense/pobj/1 of/prep/0 Armenia/pobj/3",
            0,
            "ARM",
            "MIL",
            "organ:ARM:defence-ministry",
        ),
        (
            "units/ROOT/0 of/prep/0 the/det/4 Azerbaijani/amod/4 army/pobj/1",
            0,
            "AZE",
            "MIL",
            "organ:AZE:armed-forces",
        ),
        ("Houthi/compound/1 commander/ROOT/1", 1, "YEM", "REB", "group:houthi-movement"),
        ("rebel/compound/1 forces/ROOT/1", 1, None, "REB", None),
        ("army/compound/1 spokesman/ROOT/1", 1, None, "MIL", None),
        ("UN/compound/1 official/ROOT/1", 1, None, "IGO", "igo:united-nations"),
        ("villagers/ROOT/0 in/prep/0 Mali/pobj/1", 0, "MLI", "CVL", None),
        ("authorities/ROOT/0 in/prep/0 Artsakh/pobj/1", 0, None, "REB", "territory:artsakh"),
        (
            "Armenian/amod/2 Security/compound/2 Council/ROOT/2",
            2,
            "ARM",
            "GOV",
            "organ:ARM:national-security-council",
        ),
        ("Iran/npadvmod/2 -/punct/2 backed/amod/3 forces/ROOT/3", 3, None, "REB", None),
        ("Reuters/ROOT/0", 0, None, "MED", "media:reuters"),
        ("Kremlin/ROOT/0", 0, "RUS", "GOV", "country:RUS"),
        ("unidentified/amod/1 strangers/ROOT/1", 1, None, "UNK", None),
    ],
)
def test_the_words_of_a_phrase(
    marked: str, head: int, country: str | None, role: str, key: str | None
) -> None:
    (actor,) = resolved(parsed(marked), head)
    assert (actor.country, actor.role, actor.id) == (country, role, key)


def test_every_link_has_its_reasons() -> None:
    parse = parsed("Armenian/amod/2 Defense/compound/2 Ministry/ROOT/2")
    doc = document(parse)
    link = actor_of(parse, 2, "speaker", lessons=lessons_of(parse, doc), document=doc)
    assert [reason.feature for reason in link.reasons] == ["noun", "country"]
    assert link.part == "speaker"


def test_coordinates_are_parties_of_their_own() -> None:
    parse = parsed("Russia/nsubj/3 and/cc/0 Turkey/conj/0 met/ROOT/3")
    assert [actor.country for actor in resolved(parse, 0)] == ["RUS", "TUR"]


def test_two_owners_of_one_noun_are_two_parties() -> None:
    parse = parsed("Armenian/amod/3 and/cc/0 Azerbaijani/conj/0 forces/ROOT/3")
    found = resolved(parse, 3)
    assert [actor.id for actor in found] == ["organ:ARM:armed-forces", "organ:AZE:armed-forces"]


def test_both_sides_are_the_two_most_named() -> None:
    parse = parsed(
        "Armenia/nsubj/1 hit/ROOT/1 Azerbaijan/dobj/1 ;/punct/1 "
        "the/det/6 two/nummod/6 countries/nsubj/7 met/conj/1"
    )
    assert [actor.country for actor in resolved(parse, 6)] == ["ARM", "AZE"]


def test_a_title_teaches_who_a_name_is() -> None:
    parse = parsed(
        "Malian/amod/3 General/compound/3 Ali/compound/3 Examplo/nsubj/4 spoke/ROOT/4 "
        ";/punct/4 Examplo/nsubj/7 left/conj/4",
        names=(Name(first=2, last=4, label="PERSON"), Name(first=6, last=7, label="PERSON")),
    )
    (actor,) = resolved(parse, 6, "speaker")
    assert (actor.country, actor.role, actor.id) == ("MLI", Role.MIL, None)


def test_an_apposition_teaches_who_a_name_is() -> None:
    parse = parsed(
        "Ali/compound/1 Examplo/nsubj/7 ,/punct/1 spokesman/appos/1 of/prep/3 Malian/amod/6 "
        "army/pobj/4 spoke/ROOT/7",
        names=(Name(first=0, last=2, label="PERSON"),),
    )
    (actor,) = resolved(parse, 1, "speaker")
    assert (actor.country, actor.role) == ("MLI", Role.MIL)


def test_an_acronym_in_brackets_stands_for_what_is_before_it() -> None:
    parse = parsed(
        "Malian/amod/1 rebels/nsubj/5 (/punct/1 XQZ/appos/1 )/punct/1 came/ROOT/5 ;/punct/5 "
        "XQZ/nsubj/8 left/conj/5"
    )
    (actor,) = resolved(parse, 7)
    assert (actor.country, actor.role) == ("MLI", Role.REB)


def test_a_description_is_followed_to_what_it_stands_for() -> None:
    parse = parsed(
        "Armenian/amod/2 Defense/compound/2 Ministry/nsubj/3 spoke/ROOT/3 ;/punct/3 "
        "ministry/nsubj/6 denied/conj/3",
        referents=((5, 2),),
    )
    (actor,) = resolved(parse, 5, "speaker")
    assert actor.id == "organ:ARM:defence-ministry"


def test_a_bare_army_is_that_of_the_country_named_last() -> None:
    parse = parsed(
        "Malian/amod/1 army/nsubj/2 fired/ROOT/2 at/prep/2 Syrian/amod/5 men/pobj/3 ;/punct/2 "
        "army/nsubj/8 left/conj/2"
    )
    (actor,) = resolved(parse, 7)
    assert (actor.country, actor.role) == ("MLI", Role.MIL)


def test_the_gazetteer_tells_the_country_of_a_place() -> None:
    parse = parsed("towns/ROOT/0 near/prep/0 Examplograd/pobj/1")
    asked: list[str] = []

    def country_at(name: str) -> str:
        asked.append(name)
        return "UKR"

    (actor,) = resolved(parse, 0, "target", country_at=country_at)
    assert (actor.country, actor.role) == ("UKR", Role.CVL)
    assert asked == ["Examplograd"]


@pytest.mark.parametrize(
    ("part", "role"), [("actor", "GOV"), ("attacker", "MIL"), ("target", "CVL"), ("speaker", "GOV")]
)
def test_a_state_acts_through_its_forces_where_there_is_fighting(part: str, role: str) -> None:
    (actor,) = resolved(parsed("Armenia/ROOT/0"), 0, part)
    assert actor.role == role


def test_a_stranger_who_shares_a_surname_gets_no_id() -> None:
    parse = parsed("Ivanka/compound/1 Putin/ROOT/1", names=(Name(first=0, last=2, label="PERSON"),))
    (actor,) = resolved(parse, 1)
    assert (actor.id, actor.name) == (None, "Ivanka Putin")
