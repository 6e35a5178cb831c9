"""Whose claim it is: the voices around an event, from the outermost to the origin."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, voice
from tocsin.records import Kind

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected", "cue"),
    [
        ("Azerbaijan shelled Jermuk.", [], None),
        ("Armenia said that Azerbaijan had shelled Jermuk.", ["Armenia"], "said"),
        (
            "Azerbaijan shelled Jermuk, according to the Armenian Defense Ministry.",
            ["the Armenian Defense Ministry"],
            "according to",
        ),
        (
            "The BBC reported that Armenia said that Azerbaijan had shelled Jermuk.",
            ["The BBC", "Armenia"],
            "said",
        ),
        (
            '"Azerbaijan shelled Jermuk," the Armenian ministry said.',
            ["the Armenian ministry"],
            "said",
        ),
        ('The ministry said: "Azerbaijan shelled Jermuk.', ["The ministry"], "said"),
    ],
    ids=["publisher", "clause", "according", "nested", "quote", "open-quote"],
)
def test_a_claim_has_the_voices_around_it(text: str, expected: list[str], cue: str | None) -> None:
    (claim,) = claims_of(text)
    assert voice(claim) == expected
    assert (claim.cue.text if claim.cue else None) == cue


def test_a_pronoun_speaks_for_the_voice_that_it_stands_for() -> None:
    text = "Armenia said that Azerbaijan had shelled Jermuk. It said Azerbaijan bombed Goris."
    claim = claims_of(text)[-1]
    assert voice(claim) == ["It"]
    assert claim.chain[-1].referent.text == "Armenia"


def test_an_accusation_is_the_publishers_and_its_content_the_accusers() -> None:
    accusation, attack = claims_of("Armenia accused Azerbaijan of the attack.")
    assert (accusation.first.kind, voice(accusation)) == (Kind.ACCUSE, [])
    assert (attack.first.kind, voice(attack)) == (Kind.ASSAULT, ["Armenia"])


def test_an_accusation_stays_the_publishers_inside_what_another_says() -> None:
    claims = claims_of("The minister said that Armenia accused Azerbaijan of the attack.")
    (accusation,) = [c for c in claims if c.first.kind is Kind.ACCUSE]
    assert voice(accusation) == []


def test_a_threat_is_told_by_the_one_who_makes_it() -> None:
    (claim,) = claims_of("Armenia threatened to attack the refinery.")
    assert (claim.first.kind, voice(claim)) == (Kind.THREATEN, ["Armenia"])


def test_a_demand_is_the_publishers_report_of_it() -> None:
    (claim,) = claims_of("Armenia demanded that Azerbaijan withdraw its troops.")
    assert (claim.first.kind, voice(claim)) == (Kind.REQUEST, [])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"Azerbaijan shelled Jermuk," the ministry said.', "Azerbaijan shelled Jermuk,"),
        ("\u201cAzerbaijan shelled Jermuk,\u201d the ministry said.", "Azerbaijan shelled Jermuk,"),
        ("The ministry said Azerbaijan shelled Jermuk.", None),
    ],
)
def test_a_claim_points_at_its_quotation(text: str, quoted: str | None) -> None:
    (claim,) = claims_of(text)
    assert (claim.quote.text if claim.quote else None) == quoted


@pytest.mark.parametrize(
    ("text", "referent"),
    [
        (
            (
                "Lambert Mende, the government spokesman, called for calm. Mende said the army had "
                "killed nine rebels."
            ),
            "Lambert Mende",
        ),
        (
            (
                "The Defence Ministry of Russia said Ukraine shelled a prison near Donetsk. "
                "According to the ministry, 40 prisoners were killed."
            ),
            "The Defence Ministry of Russia",
        ),
    ],
    ids=["short-name", "description"],
)
def test_a_voice_keeps_its_fullest_name(text: str, referent: str) -> None:
    claim = claims_of(text)[-1]
    assert claim.chain[-1].referent.text == referent


@pytest.mark.parametrize(
    "text",
    [
        "It was, the spokesman said, certain that rebels had attacked Goma.",
        "The rebels attacked Goma, army spokesman Jean Bemba, a colonel, said.",
        (
            "The charity said that nine people died in Goma, two of them nurses, and that rebels "
            "attacked a clinic."
        ),
    ],
    ids=["inserted", "apposition", "second-that"],
)
def test_a_voice_holds_all_that_it_tells(text: str) -> None:
    claim = next(c for c in claims_of(text) if c.first.trigger.text == "attacked")
    assert len(claim.chain) == 1


def test_a_rival_clause_is_told_by_its_own_voice_alone() -> None:
    text = (
        "Israeli strikes killed 20 people in Rafah, medics said, while Israel's military said it "
        "had attacked Hamas in Rafah."
    )
    assert [voice(claim) for claim in claims_of(text)] == [["medics"], ["Israel's military"]]


def test_a_statement_that_a_text_copies_goes_on_in_its_own_voice() -> None:
    text = (
        "Armenian units attacked Azerbaijani posts near Kalbajar, the Azerbaijani ministry said. "
        "Our units took steps at once. Armenian troops shelled Lachin with mortars."
    )
    (claim,) = [c for c in claims_of(text) if c.first.trigger.text == "shelled"]
    assert voice(claim) == ["the Azerbaijani ministry"]
    assert claim.rule.endswith("voice:statement goes on")


def test_a_later_mention_leaves_the_publishers_claim_to_the_publisher() -> None:
    text = (
        "Nine people died. Israeli jets bombed Rafah on Monday. The town was quiet at night. Hamas "
        "said that the attack hit a school."
    )
    claim = next(c for c in claims_of(text) if c.first.trigger.text == "bombed")
    assert voice(claim) == []


def test_a_request_in_the_first_person_is_its_speakers_and_told_by_the_publisher() -> None:
    (claim,) = claims_of('"I ask all partners to condemn the raid," Dmytro Kuleba wrote.')
    assert (claim.first.kind, voice(claim)) == (Kind.REQUEST, [])
    assert [p.referent.text for p in claim.first.participants if p.part == "actor"] == [
        "Dmytro Kuleba"
    ]


def test_the_name_of_a_country_is_no_word_for_oneself() -> None:
    text = (
        "The army of Chad said that rebels had shelled Tora.\n\n"
        "US presses Chad to look into the raid on Mao"
    )
    assert [voice(c) for c in claims_of(text)][1:] == [[]] * (len(claims_of(text)) - 1)


def test_a_list_behind_an_inserted_verb_is_told_by_it_too() -> None:
    text = (
        "Captives are held there, the ministry said, "
        "among them men of the brigade who surrendered in May."
    )
    assert ["the ministry"] in [voice(c) for c in claims_of(text)]


def test_a_description_stands_for_the_last_body_of_its_sort() -> None:
    text = (
        "Human Rights Watch said that troops had shot ten men in Tora. The army denied it. "
        "The rights group said that guards had also shot a boy in Mao."
    )
    assert claims_of(text)[-1].chain[-1].referent.text == "Human Rights Watch"


@pytest.mark.parametrize(
    "text",
    [
        "Ten men were killed in Tora and nine boys were wounded in Mao, according to Chad.",
        "According to Chad, rebels shot ten men in Tora and soldiers burned huts in Mao.",
    ],
    ids=["at the end", "at the start"],
)
def test_a_phrase_at_the_edge_tells_of_both_clauses(text: str) -> None:
    assert {tuple(voice(claim)) for claim in claims_of(text)} == {("Chad",)}


def test_a_verb_between_commas_tells_the_sentence_that_it_interrupts() -> None:
    text = "Bombs, the mission also alleged, went on falling on Tora after it had raised the alarm."
    assert ["the mission"] in [voice(claim) for claim in claims_of(text)]


@pytest.mark.parametrize(
    "text",
    ["Reports speak of heavy shelling in Tora.", "A video shows a house destroyed by a shell."],
    ids=["reports", "video"],
)
def test_what_nobody_is_named_for_is_told_by_the_publisher(text: str) -> None:
    (claim,) = claims_of(text)
    assert (voice(claim), claim.hedged) == ([], True)
