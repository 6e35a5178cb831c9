"""Where and when claims happen: their own clause, their sentence, what the text is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse
from tocsin.records import Kind, Reality
from tocsin.resolve.clauses import Clauses
from tocsin.resolve.dates import times_in
from tocsin.resolve.moments import Moments
from tocsin.resolve.sites import Sites
from tocsin.texts import claims_in

if TYPE_CHECKING:
    from typing import Any

    from tocsin.records import Claim, Document, Parse

WEDNESDAY = date(2022, 9, 14)
PLACES = {
    "Goris": ("ARM", 1, 39.51, 46.34),
    "Sotk": ("ARM", 1, 40.20, 45.87),
    "Syunik": ("ARM", 4, 39.2, 46.4),
    "Ararat": ("ARM", 4, 39.9, 44.7),
    "Yerevan": ("ARM", 1, 40.18, 44.51),
    "Armenia": ("ARM", 6, 40.1, 45.0),
    "Tbilisi": ("GEO", 1, 41.7, 44.8),
}


def claim_at(document: Document, tree: Parse, word: str, nth: int, **fields: Any) -> Claim:
    """A claim whose trigger is the nth standing of a word."""
    trigger = make.span(document, word, nth)
    token = tree.token_at(trigger.start)
    own: dict[str, Any] = {"kind": Kind.ASSAULT, "mode": "artillery"}
    own |= {"reality": Reality.ACTUAL, "background": False}
    own |= {key: fields.pop(key) for key in list(fields) if key in own}
    blank: dict[str, Any] = {
        "participants": (),
        "place": (),
        "time": (),
        "weapons": (),
        "tolls": (),
    }
    rule = "speech:deny" if fields.get("answers") else "r"
    told = make.mention(trigger, trigger_token=token, rule=rule, **blank, **own)
    blank = {"chain": (), "cue": None, "answers": None}
    return make.claim(told, **(blank | {"id": f"{word}{nth}"} | fields))


def told(text: str, *triggers: Any, published: date | None = WEDNESDAY) -> tuple[Sites, Moments]:
    """The sites and moments of a text; a trigger is a word or a word with fields of its claim."""
    document = make.document(text, published=published)
    tree = parse(text)
    claims = []
    for trigger in triggers:
        word, fields = trigger if isinstance(trigger, tuple) else (trigger, {})
        claims.append(claim_at(document, tree, word, 0, **fields))
    clauses = Clauses(tree, tuple(claims))
    links = []
    for name, (country, precision, lat, lon) in PLACES.items():
        for nth in range(text.count(name)):
            target = make.place(name, country=country, lat=lat, lon=lon, precision=precision)
            links.append(make.link(target, "at", make.span(document, name, nth)))
    links.sort(key=lambda link: link.mention.start)
    return (
        Sites(clauses, tuple(links), text),
        Moments(clauses, times_in(tree, document), document),
    )


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("Shells struck Goris and Sotk on Tuesday.", "struck", ["Goris", "Sotk"]),
        ("The shelling was a crime, a general told reporters in Tbilisi.", "shelling", []),
        ("Troops shelled Goris, a minister said in Yerevan.", "shelled", ["Goris"]),
        (
            "YEREVAN, September 14 (Agency) - Troops shelled a bridge near Goris.",
            "shelled",
            ["Goris"],
        ),
    ],
)
def test_an_event_is_where_its_clause_says(text: str, trigger: str, names: list[str]) -> None:
    sites, _ = told(text, trigger)
    assert [link.target.name for link in sites.of(sites.clauses.claims[0])] == names


def test_a_region_is_narrowed_to_the_place_that_the_text_is_about() -> None:
    text = "Shells struck a school in Syunik. The shelling hit Goris. Goris was shelled all night."
    sites, _ = told(text, "struck", "hit", "shelled")
    assert [link.target.name for link in sites.of(sites.clauses.claims[0])] == ["Goris"]


def test_two_regions_are_not_narrowed_to_one_place() -> None:
    text = "Shells struck Syunik and Ararat. Goris was shelled. Troops in Goris were killed."
    sites, _ = told(text, "struck", "shelled", "killed")
    assert [link.target.name for link in sites.of(sites.clauses.claims[0])] == ["Syunik", "Ararat"]


def test_where_fire_came_from_leaves_open_where_it_fell() -> None:
    text = "Rockets struck Goris. They were fired from Syunik."
    sites, _ = told(text, "struck", "fired")
    found = sites.of(sites.clauses.claims[1])
    assert [(link.target.name, link.part) for link in found] == [
        ("Syunik", "origin"),
        ("Goris", "at"),
    ]


def test_an_event_without_a_place_is_where_the_text_is_set_and_words_are_nowhere() -> None:
    text = "Shells struck Goris. Two soldiers were killed. The minister accused the army."
    accusation = ("accused", {"kind": Kind.ACCUSE})
    sites, _ = told(text, "struck", "killed", accusation)
    found = [sites.of(claim) for claim in sites.clauses.claims]
    assert [[link.target.name for link in links] for links in found] == [["Goris"], ["Goris"], []]


def test_a_denial_is_where_the_denied_event_was() -> None:
    text = "Troops shelled Goris. The ministry in Yerevan denied it."
    sites, _ = told(text, "shelled", ("denied", {"kind": Kind.ASSAULT, "answers": "shelled0"}))
    assert [link.target.name for link in sites.of(sites.clauses.claims[1])] == ["Goris"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Troops shelled Goris on Monday.", 12, 12),
        ("Troops shelled Goris on Monday, the ministry said on Tuesday.", 12, 12),
        ("The ministry said on Tuesday that troops had shelled Goris.", 12, 13),
        ("Troops shelled Goris on Monday and Tuesday.", 12, 13),
        ("Troops shelled Goris last night.", 13, 14),
        ("Troops shelled Goris.", 14, 14),
    ],
)
def test_a_deed_is_of_the_day_told_of_it_and_not_of_the_telling(
    text: str, first: int, last: int
) -> None:
    _, moments = told(text, "shelled")
    when = moments.of(moments.clauses.claims[0])
    assert when is not None
    assert (when.first, when.last) == (date(2022, 9, first), date(2022, 9, last))


def test_a_deed_without_a_day_is_of_the_day_that_the_text_is_about() -> None:
    text = "Troops shelled Goris on Sunday. Two people were killed, the mayor said on Tuesday."
    _, moments = told(text, "shelled", "killed")
    when = moments.of(moments.clauses.claims[1])
    assert when is not None
    assert when.first == date(2022, 9, 11)


def test_words_are_of_the_day_of_speaking() -> None:
    text = "On Tuesday the minister accused the army of having shelled Goris on Sunday."
    _, moments = told(text, ("accused", {"kind": Kind.ACCUSE}), "shelled")
    found = [moments.of(claim) for claim in moments.clauses.claims]
    assert [when.first.day for when in found if when and when.first] == [13, 11]


def test_words_about_yesterdays_deed_are_of_either_day() -> None:
    text = "Troops shelled Goris on Tuesday. The union condemned the attack."
    _, moments = told(text, "shelled", ("condemned", {"kind": Kind.ACCUSE}))
    when = moments.of(moments.clauses.claims[1])
    assert when is not None
    assert (when.first, when.last) == (date(2022, 9, 13), WEDNESDAY)
    assert [reason.feature for reason in when.reasons] == ["since the deed"]


def test_a_length_of_time_runs_up_to_publication() -> None:
    _, moments = told("The army has fought the rebels for two months.", "fought")
    when = moments.of(moments.clauses.claims[0])
    assert when is not None
    assert (when.first, when.last) == (date(2022, 7, 1), WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "trigger", "fields"),
    [
        ("Troops shelled Goris.", "shelled", {"background": True}),
        ("Envoys met on Tuesday on the war in Goris.", "war", {"background": True}),
        ("Troops may shell Goris.", "shell", {"reality": Reality.HYPOTHETICAL}),
        ("Troops were planning a strike.", "strike", {"reality": Reality.HYPOTHETICAL}),
    ],
)
def test_history_and_plans_without_a_day_have_none(
    text: str, trigger: str, fields: dict[str, Any]
) -> None:
    _, moments = told(text, (trigger, fields))
    assert moments.of(moments.clauses.claims[0]) is None


def test_whether_it_was_a_deed_is_asked_of_a_day() -> None:
    doubted = {"reality": Reality.HYPOTHETICAL}
    _, moments = told("It is not clear whether it was a raid.", ("raid", doubted))
    when = moments.of(moments.clauses.claims[0])
    assert when is not None
    assert when.first == WEDNESDAY


def test_a_weekday_without_a_day_of_publication_stays_unknown() -> None:
    _, moments = told("Troops shelled Goris on Monday.", "shelled", published=None)
    when = moments.of(moments.clauses.claims[0])
    assert when is not None
    assert (when.first, when.last, when.text) == (None, None, "Monday")


@pytest.mark.parametrize(
    ("text", "trigger", "first", "last"),
    [
        ("Shells struck Goris on Monday, 12 days after the raid.", "raid", "08-31", "08-31"),
        ("Gunmen shelled Goris on Monday, two days before the raid.", "raid", "09-14", "09-14"),
        (
            "Shells struck Goris on Monday two weeks after men raided Sotk.",
            "raided",
            "08-26",
            "09-01",
        ),
        ("Shells struck Goris on Monday, two months after the raid.", "raid", "07-01", "07-31"),
        (
            "Troops retook Goris on Monday, two days after clashes there left ten dead.",
            "clashes",
            "09-10",
            "09-10",
        ),
        ("The men were taken in three months of fighting.", "fighting", "06-01", "09-14"),
    ],
)
def test_a_deed_is_dated_by_how_far_it_lies_from_another(
    text: str, trigger: str, first: str, last: str
) -> None:
    _, moments = told(text, trigger)
    when = moments.of(moments.clauses.claims[0])
    assert when is not None
    assert (str(when.first), str(when.last)) == (f"2022-{first}", f"2022-{last}")


def test_what_has_gone_on_for_long_is_of_no_day() -> None:
    text = "Shells struck Goris on Monday. The army has been shelling villages."
    _, moments = told(text, "struck", "shelling")
    assert moments.of(moments.clauses.claims[1]) is None


def test_no_deed_is_set_where_only_talks_are_held() -> None:
    text = "Thousands have been killed. The talks opened in Tbilisi. Troops left Goris."
    talks = ("talks", {"kind": Kind.CONSULT})
    sites, _ = told(text, "killed", talks)
    assert [link.target.name for link in sites.of(sites.clauses.claims[0])] != ["Tbilisi"]


def parts(text: str, *triggers: Any) -> set[tuple[str, str]]:
    """The places of the first claim, each with its part."""
    sites, _ = told(text, *triggers)
    return {(link.target.name, link.part) for link in sites.of(sites.clauses.claims[0])}


@pytest.mark.parametrize(
    "text",
    [
        "They fired a rocket at Armenia from the area of Goris.",
        "They fired a rocket at Armenia from the outskirts of Goris on Monday.",
        "They fired a rocket at Armenia from positions near Goris.",
        "They fired a rocket at Armenia from inside Goris.",
        "They fired a rocket at Armenia from out of Goris.",
        "They fired a rocket at Armenia from across the border in Goris.",
    ],
)
def test_where_fire_came_from_is_not_what_it_hit(text: str) -> None:
    found = parts(text, "fired")
    assert ("Goris", "origin") in found
    assert ("Goris", "at") not in found


def test_what_holds_the_place_that_fire_came_from_is_not_what_it_hit() -> None:
    text = "They fired a rocket at a village from the area of Goris in southern Armenia."
    assert parts(text, "fired") == {("Goris", "origin")}


def test_where_a_blow_came_from_is_not_lent_to_its_denial_or_its_toll() -> None:
    text = (
        "Shells hit Sotk on Monday. Police said rebels had fired them from the area of Goris.\n\n"
        "The rebels denied the strike. They said one soldier was killed."
    )
    sites, _ = told(text, "hit", "fired", "strike", "killed")
    struck = {
        link.target.name
        for claim in sites.clauses.claims
        for link in sites.of(claim)
        if link.part != "origin"
    }
    assert struck == {"Sotk"}


def test_nothing_of_one_blow_fell_in_the_country_that_it_came_from() -> None:
    text = (
        "Rockets were fired at a camp from Goris. Armenia is calm, as are Sotk and Sotk's fields. "
        "Troops are about in Tbilisi. The men fired again."
    )
    sites, _ = told(text, "fired", ("again", {}))
    again = sites.clauses.claims[1]
    assert "Sotk" in {link.target.name for link in sites.of(again)}
    assert {link.target.name for link in sites.of(again, frozenset({"GEO"}))} == {"Tbilisi"}


def test_a_blow_in_return_may_hit_where_the_first_came_from() -> None:
    text = "Rockets were fired at a camp from Goris. Bombers answered with a raid."
    sites, _ = told(text, ("fired", {"mode": "rocket"}), ("raid", {"mode": "airstrike"}))
    raid = sites.clauses.claims[1]
    assert {link.target.name for link in sites.of(raid)} == {"Goris"}


def test_where_people_fled_from_is_not_where_fire_came_from() -> None:
    text = "Residents fled from the area of Goris after soldiers shelled the market."
    assert parts(text, "shelled") == {("Goris", "at")}


def test_positions_that_are_hit_in_a_place_are_hit_there() -> None:
    assert parts("They shelled positions in Goris.", "shelled") == {("Goris", "at")}


@pytest.mark.parametrize("row", rows("wide_modes.tsv"), ids=lambda row: row["mode"])
def test_no_war_is_told_of_a_village(row: dict[str, str]) -> None:
    text = f"Shells hit Goris in Armenia on Monday. {row['example']}"
    found = [c for c in claims_in(text) if c.claim.first.mode == row["mode"]]
    assert {link.target.precision >= 4 for claim in found for link in claim.places} == {True}


def test_what_has_gone_on_for_months_is_told_of_no_village() -> None:
    text = "Shells hit Goris in Armenia on Monday. Men taken in five months of fighting are held."
    (claim,) = (c for c in claims_in(text) if c.claim.first.trigger.text == "fighting")
    assert [link.target.name for link in claim.places] == ["Armenia"]


def test_a_war_is_where_its_own_clause_says() -> None:
    text = "Shells hit Goris in Armenia on Monday. The war in Tigray has killed thousands."
    (claim,) = (c for c in claims_in(text) if c.claim.first.mode == "war")
    assert [link.target.name for link in claim.places] == ["Tigrai"]


@pytest.mark.parametrize("row", rows("home_modes.tsv"), ids=lambda row: row["mode"])
def test_a_call_up_is_in_the_country_of_those_who_call(row: dict[str, str]) -> None:
    (claim,) = (c for c in claims_in(row["example"]) if c.claim.first.mode == row["mode"])
    assert [link.target.name for link in claim.places] == [row["example"].split()[0]]


def test_a_deed_before_that_of_the_news_is_so_much_older() -> None:
    text = "Men raided Goris on Monday. Troops had taken Sotk two days before the attack."
    _, moments = told(text, "taken", "raided", "attack")
    when = moments.of(moments.clauses.claims[0])
    assert when is not None
    assert (when.first, when.last) == (date(2022, 9, 10), date(2022, 9, 10))


@pytest.mark.parametrize("row", rows("lasting_modes.tsv"), ids=lambda row: row["mode"])
def test_what_goes_on_for_long_is_of_no_day_that_is_told_of_others(row: dict[str, str]) -> None:
    text = f"Shells hit Goris on Monday. {row['example']}"
    (claim,) = (
        c for c in claims_in(text, published=WEDNESDAY) if c.claim.first.mode == row["mode"]
    )
    assert claim.when is None


def test_what_goes_on_for_long_is_of_the_day_that_its_own_clause_tells() -> None:
    (claim,) = claims_in("Guards tortured prisoners on Monday.", published=WEDNESDAY)
    assert claim.when is not None
    assert claim.when.first == date(2022, 9, 12)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ten died in an attack blamed on rebels in Idlib, the ministry in Ankara said.", "Idlib"),
        ("An Israeli strike on Khan Younis killed ten people.", "Khan Younis"),
        ("An air attack had targeted the vicinity of Damascus airport.", "Damascus"),
        ("Shelling hit Khan Younis on Monday.", "Khan Younis"),
    ],
)
def test_the_place_of_a_blow_stands_near_its_word(text: str, place: str) -> None:
    assault = next(c for c in claims_in(text) if c.claim.first.kind is Kind.ASSAULT)
    assert [link.mention.text for link in assault.places] == [place]
