"""Who says what: one case for each construction that carries a voice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests import factories
from tocsin.attest.speakers import attributions_in
from tocsin.parse.engine import parse
from tocsin.records import Attribution, Stance

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Told:
    """An attribution in plain words: the source, its referent's head, the cue and the content."""

    source: str
    head: str | None
    cue: str
    content: str
    form: str
    stance: Stance


def told(text: str) -> list[Told]:
    parsed = parse(text)

    def words(attribution: Attribution) -> Told:
        head = attribution.source_head
        return Told(
            source=" ".join(s.text for s in attribution.source),
            head=None if head is None else parsed.tokens[head].text,
            cue=" ".join(s.text for s in attribution.cue),
            content=" ... ".join(s.text for s in attribution.content),
            form=attribution.form,
            stance=attribution.stance,
        )

    return [words(a) for a in attributions_in(factories.document(text), parsed)]


def only(text: str) -> Told:
    found = told(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The ministry said that two posts had been hit.",
            "The ministry",
            "that two posts had been hit",
        ),
        ("Two posts were hit, the ministry said.", "the ministry", "Two posts were hit"),
        (
            "The village, the army says, is in its hands.",
            "the army",
            "The village ... is in its hands",
        ),
        (
            "At noon, AFP reported, an explosion shook the port.",
            "AFP",
            "At noon ... an explosion shook the port",
        ),
        (
            '"We will leave," said the public broadcaster.',
            "the public broadcaster",
            "We will leave",
        ),
        (
            "According to the ministry, rebel forces opened fire at two posts.",
            "the ministry",
            "rebel forces opened fire at two posts",
        ),
        ("Mali army kills 20, HRW says", "HRW", "Mali army kills 20"),
        (
            "In a note to the Observer, her policy adviser, Jake Hill, said: the truce holds.",
            "her policy adviser, Jake Hill",
            "the truce holds",
        ),
        (
            "The general was forced to retreat and said that the road was cut.",
            "The general",
            "that the road was cut",
        ),
        (
            "It was time, the spokesman said, for them to leave.",
            "the spokesman",
            "It was time ... for them to leave",
        ),
        ("HRW: 300 killed in Malian town", "HRW", "300 killed in Malian town"),
        (
            "Six drowned at the ford, says the Red Cross, and villagers blamed the army.",
            "the Red Cross",
            "Six drowned at the ford",
        ),
        (
            "It was a raid which officials said killed nine people.",
            "officials",
            "which ... killed nine people",
        ),
        (
            "Nine died, fewer than the 40 deaths of which the rebels had spoken.",
            "the rebels",
            "the 40 deaths",
        ),
        (
            "It left 14 people dead, the army admitted on Sunday.",
            "the army",
            "It left 14 people dead",
        ),
        (
            'The ministry said in a note carried by agencies that Chad forces "fired shells".',
            "The ministry",
            'that Chad forces "fired shells',
        ),
        ("Reporters saw the bodies of nine men.", "Reporters", "the bodies of nine men"),
        (
            "Ruiz accused the army of shelling the camp in order to hide a massacre.",
            "Ruiz",
            "shelling the camp in order to hide a massacre",
        ),
        (
            "Four farmers were wounded by the shell in Sotk, a village, an official told AFP.",
            "an official",
            "Four farmers were wounded by the shell in Sotk, a village",
        ),
    ],
)
def test_a_clause_belongs_to_its_voice(text: str, source: str, content: str) -> None:
    first = told(text)[0]
    assert (first.source, first.content) == (source, content)


@pytest.mark.parametrize(
    ("text", "content", "form"),
    [
        ("Baku accused Yerevan of firing at its posts.", "firing at its posts", "gerund"),
        ("The monitor accused the army of a strike on the market.", "a strike", "phrase"),
        ("The mayor urged residents to leave the city.", "to leave the city", "infinitive"),
        ("Baku reported heavy shelling.", "heavy shelling", "object"),
        ("The envoy called the raid a crime.", "the raid a crime", "object"),
        ("The army's claim that the hill was lost drew scorn.", "that the hill was lost", "noun"),
    ],
)
def test_the_form_tells_how_the_content_hangs_on_its_cue(
    text: str, content: str, form: str
) -> None:
    found = told(text)[0]
    assert found.content.startswith(content)
    assert found.form == form


def test_everyday_objects_are_no_content() -> None:
    assert told("The patrol found a mine and saw two trucks.") == []


def test_a_quotation_of_several_sentences_is_one_voice_before_and_after_its_cue() -> None:
    text = '"They shelled us all night. We had no water," said Anna, a teacher. "We left at dawn."'
    found = only(text)
    assert found.head == "Anna"
    assert found.content.startswith("They shelled us all night. We had no water")
    assert found.content.endswith("We left at dawn")


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        "\u201cWe saw smoke over the port,\u201d the captain said.\n\n"
        "\u201cThe guns fell silent at noon.\u201d\n\nIt rained in the hills."
    )
    last = told(text)[-1]
    assert last.form == "continued"
    assert (last.source, last.content) == ("the captain", "The guns fell silent at noon")


def test_a_quotation_that_is_never_closed_keeps_its_voice_and_the_rest_of_the_text() -> None:
    text = (
        "\u201cWe struck the depot at dawn. Now we have stopped, the governor said on Sunday.\n\n"
        "The army said the road was open."
    )
    first, second = told(text)
    assert first.source == "the governor"
    assert first.content.startswith("We struck the depot")
    assert (second.source, second.content) == ("The army", "the road was open")


def test_words_in_the_first_person_add_no_voice_to_a_quotation() -> None:
    found = only('"I think they will come back," the teacher said.')
    assert found.head == "teacher"


def test_a_denial_in_the_first_person_is_the_quoted_speakers() -> None:
    found = told('"We deny that we fired on the convoy," the colonel said.')
    denial = next(t for t in found if t.stance is Stance.DENIES)
    assert denial.head == "colonel"


def test_a_cited_voice_is_nested_in_the_one_that_cites() -> None:
    found = told("Reuters reported, citing a ministry official, that ten soldiers were killed.")
    by_source = {t.source: t for t in found}
    inner, outer = by_source["a ministry official"], by_source["Reuters"]
    assert inner.content == "that ten soldiers were killed"
    assert len(outer.content) > len(inner.content)


def test_who_is_quoted_as_saying_stands_inside_the_medium() -> None:
    found = told("The base was hit by a missile, Sky News quoted officials as saying.")
    assert [t.head for t in found] == ["News", "officials"]
    assert all(t.content.startswith("The base was hit by a missile") for t in found)


def test_who_was_quoted_is_the_source_of_a_passive() -> None:
    found = only("The general was quoted as saying that the bridge had fallen.")
    assert (found.source, found.content) == ("The general", "that the bridge had fallen")


@pytest.mark.parametrize(
    "text",
    [
        "Two jets are reported to have been lost.",
        "It is believed that ten people died.",
        "The truce seems to hold.",
    ],
)
def test_unnamed_voices_have_no_source(text: str) -> None:
    found = only(text)
    assert (found.source, found.head) == ("", None)


def test_a_statement_is_its_authors() -> None:
    assert only("The ministry's report said the troops had left.").head == "ministry"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (
            "Ivan Petrov said the road was cut. Reporters met Ivanov. He said aid was late.",
            "Petrov",
        ),
        ("The ministry said two men died. It added that the road was closed.", "ministry"),
        ("Residents said shells fell at dawn. They said nobody was hurt.", "Residents"),
        ("The army denied what Moscow claimed, and it accused rebels of lying.", "army"),
    ],
)
def test_a_pronoun_is_the_last_voice_of_its_sort(text: str, head: str) -> None:
    assert told(text)[-1].head == head


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    found = told("The governor, who said the bridge was safe, left at noon.")
    assert (found[0].source, found[0].head) == ("who", "governor")


def test_a_place_before_a_colon_is_the_topic_where_a_voice_follows() -> None:
    found = told("Mali: 300 killed in raid, aid group says")
    assert [t.head for t in found] == ["group"]


def test_denied_claims_are_denied() -> None:
    found = only("The army rejected claims that it had burned the village.")
    assert (found.head, found.stance) == ("army", Stance.DENIES)


def test_offsets_are_those_of_the_text() -> None:
    text = "Caf\u00e9 owners said: \u201cShells fell.\u201d The mayor\u2019s office denied it."
    doc = factories.document(text)
    for found in attributions_in(doc, parse(text)):
        for part in (*found.source, *found.cue, *found.content):
            assert text[part.start : part.end] == part.text


def test_an_empty_text_has_no_voices() -> None:
    assert attributions_in(factories.document(""), parse("")) == ()


def test_a_verb_that_stands_for_all_that_was_said_takes_no_quotation() -> None:
    text = 'The army denied what the rebels claimed, and it spoke of "a cheap lie" and of traitors.'
    assert all(t.source != "the rebels" for t in told(text))


def test_to_name_a_strike_is_not_to_call_for_it() -> None:
    (found,) = told("Chad called the strike on the school a crime.")
    assert (found.source, found.cue) == ("Chad", "called")


def test_a_quotation_before_a_colon_is_of_the_voice_behind_it() -> None:
    assert ("Kyiv", "A massacre") in [
        (t.source, t.content) for t in told('"A massacre": Kyiv condemns strike on market')
    ]


def test_a_quotation_that_ends_the_text_is_announced_by_nobody() -> None:
    assert told('It was called "a massacre"') == []
