"""Denials and confirmations tied to the claim that they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sentences import claims_of, voice
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.records import Claim

pytestmark = pytest.mark.model

SAID = "Armenia said Azerbaijan shelled Jermuk. "
HIT = "A clinic in Kunduz was hit by a strike, a doctor said. "
HELD = "Mali is at war. Gunmen attacked a base near Gao. "
CHARGED = "Azerbaijan accused Armenia of shelling Lachin. "


def answer(text: str) -> tuple[Claim, Claim]:
    """The one claim of a text that answers, and the claim that it answers."""
    claims = claims_of(text)
    (found,) = [c for c in claims if c.answers is not None]
    (told,) = [c for c in claims if c.id == found.answers]
    return found, told


def sides(claim: Claim, part: str) -> list[str]:
    found = [p.referent.text for m in claim.mentions for p in m.participants if p.part == part]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    "text",
    [
        CHARGED + "Armenia denied the allegations.",
        CHARGED + "The Armenian ministry denied the accusations, calling them a lie.",
        CHARGED + "Armenia denied it.",
        CHARGED + "Armenia denied shelling Lachin.",
        CHARGED + "Armenia called the accusation baseless.",
        CHARGED + "The claim is fake news, Armenia said.",
        CHARGED + "Armenia said it had nothing to do with the shelling.",
        CHARGED + "Armenia denied what Azerbaijan claimed.",
        "Azerbaijan accused Armenia of shelling Lachin, which Yerevan denies.",
        "Azerbaijan accused Armenia of shelling Lachin, an allegation Yerevan denies.",
        "Azerbaijan accused Armenia of shelling Lachin, an allegation that Yerevan has denied.",
        "Armenia rejected Azerbaijan's claim that it had shelled Lachin.",
        (
            "Azerbaijan said Armenia shelled Lachin. Armenia rejected Baku's claim that it had "
            "shelled Lachin."
        ),
        "Azerbaijan said Armenia shelled Lachin. Armenia said it had not shelled Lachin.",
    ],
)
def test_a_denial_answers_the_claim_that_blames_the_denier(text: str) -> None:
    denial, told = answer(text)
    assert denial.stance is Stance.DENIES
    assert denial.first.reality is Reality.NEGATED
    assert voice(told) == ["Azerbaijan"]
    assert told.first.reality is Reality.ACTUAL


def test_a_denial_repeats_the_kind_and_the_parties_of_what_it_denies() -> None:
    denial, told = answer(CHARGED + "Armenia denied the allegations.")
    assert (denial.first.kind, denial.first.mode) == (Kind.ASSAULT, "shelling")
    assert sides(denial, "actor") == sides(told, "actor") == ["Armenia"]
    assert sides(denial, "recipient") == sides(told, "recipient") == ["Lachin"]
    assert denial.tolls == ()


def test_of_two_accusations_the_denier_answers_the_one_against_itself() -> None:
    text = (
        "Azerbaijan shelled Jermuk, Armenia said. Azerbaijan said that Armenia had shelled "
        "Lachin. Baku denied it."
    )
    denial, told = answer(text)
    assert voice(denial) == ["Baku"]
    assert sides(told, "actor") == ["Azerbaijan"]


def test_one_side_denies_one_claim_once() -> None:
    text = CHARGED + "Armenia denied the allegations. Yerevan rejected the accusation again."
    denial, _ = answer(text)
    assert [m.trigger.text for m in denial.mentions] == ["denied", "rejected"]


def test_both_sides_may_deny_each_their_own() -> None:
    text = SAID + "Azerbaijan denied it. Azerbaijan said Armenia shelled Lachin. Armenia denied it."
    denials = [c for c in claims_of(text) if c.stance is Stance.DENIES]
    assert [voice(c) for c in denials] == [["Azerbaijan"], ["Armenia"]]
    assert len({c.answers for c in denials}) == 2


def test_a_denial_of_nothing_told_is_no_claim() -> None:
    assert claims_of("Azerbaijan denied the allegations.") == ()


def test_a_denial_can_stand_before_what_it_denies() -> None:
    text = (
        "Armenia denies Azerbaijani claims\n\nArmenia denied on Monday that it had shelled Lachin."
        "\n\nAzerbaijan had accused Armenia of shelling Lachin."
    )
    denial, told = answer(text)
    assert denial.first.trigger.start < told.first.trigger.start


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (SAID + "Residents confirmed the shelling.", Stance.CONFIRMS),
        (SAID + "Residents confirmed the attack.", Stance.CONFIRMS),
        (SAID + "Azerbaijan confirmed the shelling.", Stance.PARTLY_CONFIRMS),
        (SAID + "Azerbaijan admitted the shelling.", Stance.PARTLY_CONFIRMS),
        (SAID + "Azerbaijan admitted that it had shelled the town.", Stance.PARTLY_CONFIRMS),
        (
            SAID + "Azerbaijan acknowledged that its troops had shelled the town.",
            Stance.PARTLY_CONFIRMS,
        ),
    ],
)
def test_a_second_voice_confirms_and_the_accused_admits_in_part(text: str, stance: Stance) -> None:
    found, told = answer(text)
    assert found.stance is stance
    assert voice(told) == ["Armenia"]
    assert told.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    "text",
    [
        SAID + "Armenia confirmed the shelling.",
        "Armenia confirmed the shelling of Jermuk.",
    ],
)
def test_nobody_confirms_himself(text: str) -> None:
    assert all(c.answers is None and c.stance is Stance.ASSERTS for c in claims_of(text))


def test_a_denied_report_is_a_claim_of_its_own() -> None:
    denial, told = answer("Armenia rejected reports that its troops had shelled Lachin.")
    assert voice(told) == ["reports"]
    assert (told.stance, told.first.reality) == (Stance.ASSERTS, Reality.ACTUAL)
    assert voice(denial) == ["Armenia"]


def test_a_denial_names_whose_account_it_answers() -> None:
    text = (
        "Georgia said that Armenia had shelled Lachin. Azerbaijan said that Armenia shelled "
        "Kalbajar. Armenia rejected the Georgian claims."
    )
    _, told = answer(text)
    assert voice(told) == ["Georgia"]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels rejected the proposal.",
        "The rebels rejected the proposal. The army shelled Goma, the governor said.",
        "The mayor called the plan false economy.",
    ],
)
def test_to_turn_down_a_proposal_is_no_denial_of_an_event(text: str) -> None:
    denied = [claim for claim in claims_of(text) if claim.stance is Stance.DENIES]
    assert all(claim.first.kind is not Kind.ASSAULT for claim in denied)


def test_a_harmless_strike_is_told_and_nothing_is_denied() -> None:
    (claim,) = claims_of("No prison guard was killed, the separatists said.")
    assert (claim.stance, claim.first.reality) == (Stance.ASSERTS, Reality.NEGATED)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (
            SAID + "Azerbaijan said it had carried out an attack on the town.",
            Stance.PARTLY_CONFIRMS,
        ),
        (SAID + "Azerbaijan said it shelled the town in self-defence.", Stance.PARTLY_CONFIRMS),
        (
            HELD + "The group claimed responsibility for the attack.",
            Stance.CONFIRMS,
        ),
        (
            HELD + "The front said that the attack was its own.",
            Stance.CONFIRMS,
        ),
        (
            HIT + "The air strike was precise, an army spokesman said.",
            Stance.PARTLY_CONFIRMS,
        ),
        (
            "A strike hit the valley. An American general confirmed a strike on the Taliban.",
            Stance.PARTLY_CONFIRMS,
        ),
    ],
)
def test_who_owns_the_deed_admits_it_or_takes_it_on(text: str, stance: Stance) -> None:
    found, _ = answer(text)
    assert found.stance is stance


def test_who_claims_responsibility_is_the_doer() -> None:
    text = "The group claimed responsibility for the attack on the base."
    (claim,) = claims_of(text)
    assert sides(claim, "actor") == ["The group"]


def test_a_side_that_boasts_of_its_blow_admits_nothing() -> None:
    text = SAID + "Azerbaijan said its army destroyed three tanks near Goris."
    assert all(claim.stance is Stance.ASSERTS for claim in claims_of(text))


def test_a_report_denied_three_times_is_denied_once() -> None:
    text = (
        "The Human Rights Council said that Malian troops had executed 300 civilians in Moura. "
        "Mali rejected the allegations. The council said that Malian troops also burned houses. "
        "Mali denied the accusations on Tuesday."
    )
    assert len([c for c in claims_of(text) if c.stance is Stance.DENIES]) == 1


def test_words_that_undercut_an_account_deny_it() -> None:
    text = (
        "Indian officials said their air force had shot down a jet. US officials said that a count "
        "found none missing, undercutting India's position that its air force shot down a jet."
    )
    told, denial = claims_of(text)
    assert (denial.stance, denial.answers) == (Stance.DENIES, told.id)
    assert voice(denial) == ["US officials"]


def test_who_denies_its_own_deed_is_the_voice_of_the_denial() -> None:
    told, denial = claims_of("Rwanda rejects every charge that it supports the M23 rebels.")
    assert (denial.stance, denial.answers) == (Stance.DENIES, told.id)
    assert voice(denial) == ["Rwanda"]


def test_a_denied_report_of_another_way_of_violence_is_the_report_itself() -> None:
    text = (
        "An air strike hit the clinic, the Chadian ministry said. The charity denied reports that "
        "fighters had used the house in their battle with Chadian soldiers."
    )
    (denial,) = [c for c in claims_of(text) if c.stance is Stance.DENIES]
    told = next(c for c in claims_of(text) if c.id == denial.answers)
    assert voice(told) == ["reports"]


def test_to_say_that_others_carried_it_out_takes_nothing_on() -> None:
    text = (
        "Reports told of a raid on Tora. "
        "The Chadian ministry said that Libya carried out the raid on Tora."
    )
    assert Stance.CONFIRMS not in [c.stance for c in claims_of(text)]


@pytest.mark.parametrize(
    "witness",
    ["A nurse", "One of the residents", "Reporters", "Ana Ruiz, a surgeon,"],
)
def test_a_witness_who_names_no_doer_confirms_what_was_told(witness: str) -> None:
    found, told = answer(SAID + f"{witness} said the town had been hit.")
    assert found.stance is Stance.CONFIRMS
    assert voice(told) == ["Armenia"]


def test_the_word_of_a_broadcaster_is_no_eyewitness() -> None:
    text = SAID + "State television said the town had been hit."
    assert all(claim.stance is Stance.ASSERTS for claim in claims_of(text))


def test_who_admits_what_nobody_else_told_confirms_it() -> None:
    (claim,) = claims_of("The coalition admitted that it had bombed a school in Saada.")
    assert (claim.stance, claim.answers) == (Stance.CONFIRMS, None)


def test_who_confirms_a_loss_does_not_confirm_the_war() -> None:
    text = (
        "Reports told of fighting between Chad and Sudan. "
        "The charity confirmed that nine of its drivers were killed."
    )
    assert all(claim.answers is None for claim in claims_of(text))


def test_what_is_admitted_twice_in_a_breath_is_admitted_once() -> None:
    found, _ = answer(SAID + "Azerbaijan acknowledged the attack, but said the attack was limited.")
    assert found.stance is Stance.PARTLY_CONFIRMS


@pytest.mark.parametrize(
    "text",
    [
        SAID + "Azerbaijan did not confirm the shelling.",
        SAID + "Azerbaijan declined to confirm the attack.",
    ],
)
def test_who_does_not_confirm_says_nothing(text: str) -> None:
    assert {name for claim in claims_of(text) for name in voice(claim)} == {"Armenia"}


def test_a_headline_that_tells_a_denial_first_has_two_voices() -> None:
    text = "Armenia denies shelling Lachin, Azerbaijan says 12 died in shelling\n\n" + CHARGED
    denial, _ = answer(text)
    assert voice(denial) == ["Armenia"]


def test_the_side_that_was_hit_denies_losses_that_the_other_tells_of() -> None:
    text = (
        "India's foreign secretary said its jets struck a camp near Balakot and eliminated many "
        "militants. Pakistan's army said there were no casualties on the ground.\n"
    )
    denial = next(c for c in claims_of(text) if c.stance is Stance.DENIES)
    assert denial.answers is not None


def test_a_plain_no_answers_what_is_said_to_have_hit_and_not_what_it_is_blamed_for() -> None:
    text = (
        "The authorities of Artsakh said they struck the airport at Ganja after Stepanakert had "
        "been shelled by Azerbaijani forces. No military sites in Ganja were hit, Azerbaijan said."
    )
    claims = claims_of(text)
    denial = next(claim for claim in claims if claim.stance is Stance.DENIES)
    (answered,) = (claim for claim in claims if claim.id == denial.answers)
    assert answered.first.trigger.text == "struck"


def test_nobody_denies_what_his_own_side_lays_at_another_door_or_what_is_told_later() -> None:
    text = (
        "Armenia accused Azerbaijan of breaking the truce. Azerbaijan denied it."
        " Azerbaijan's ministry said Armenian troops shelled Barda."
    )
    denied = [claim for claim in claims_of(text) if claim.stance is Stance.DENIES]
    assert all(claim.first.kind is not Kind.ASSAULT for claim in denied)


def test_a_denial_answers_the_claim_that_names_what_it_denies_to_have_hit() -> None:
    text = (
        "Medics said an army strike on a hospital killed ten people. "
        "Traders said an army strike on a market killed six people. "
        "The army denied hitting a hospital."
    )
    claims = claims_of(text)
    denial = next(claim for claim in claims if claim.stance is Stance.DENIES)
    answered = next(claim for claim in claims if claim.id == denial.answers)
    assert "hospital" in [p.span.text.split()[-1] for p in answered.first.participants]


def test_whoever_does_not_comment_on_reports_denies_nothing() -> None:
    text = "The junta has not commented on reports that its jets bombed a clinic."
    [claim] = claims_of(text)
    assert (claim.stance, claim.chain, claim.first.reality) == (
        Stance.ASSERTS,
        (),
        Reality.ACTUAL,
    )


def test_whoever_puts_a_toll_at_a_figure_tells_it() -> None:
    text = "Officials put the number of soldiers killed in the clashes at 71."
    [claim] = claims_of(text)
    assert [voice.span.text for voice in claim.chain] == ["Officials"]


def test_the_voice_behind_a_semicolon_is_another() -> None:
    text = "Kyiv said rebel rockets hit a clinic; Moscow has not commented on the claim."
    [claim] = claims_of(text)
    assert [voice.span.text for voice in claim.chain] == ["Kyiv"]


def test_a_voice_at_the_end_tells_all_before_it() -> None:
    text = (
        "A drone strike in Kabul killed ten civilians, including seven children, "
        "the Pentagon admitted on Friday, calling it a mistake."
    )
    [claim] = claims_of(text)
    assert [voice.span.text for voice in claim.chain] == ["the Pentagon"]
