"""Times are read from hand-made parses: words cut at spaces and signs, verbs told by their form."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tocsin.lexicon.tables import rows
from tocsin.records import Document, Parse, Timex, Token, digest_of
from tocsin.resolve.datephrases import phrases_in
from tocsin.resolve.dates import times_in, when_of_value

DAY = date(2022, 9, 14)  # a Wednesday
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\.[^\W\d_]+)+\.|(?:Sept|Oct|Mon)\.|[^\W\d_]+|\S")
PAST, MODAL, PLAIN = {"fell", "met", "was", "began", "held"}, {"will", "may"}, {"meet", "fall"}
SMALL = {"in", "on", "of", "to", "at", "since", "until", "the", "a"}


def tag_of(word: str) -> str:
    if word[0].isdigit():
        return "CD"
    for words, tag in ((PAST, "VBD"), (MODAL, "MD"), (PLAIN, "VB"), (SMALL, "IN")):
        if word.lower() in words and word != "May":
            return tag
    return "NNP" if word[0].isupper() else "NN"


def parsed(text: str) -> Parse:
    """Every word hangs on the main verb of its sentence, a modal as its auxiliary."""
    found = list(WORD.finditer(text))
    words = [match.group() for match in found]
    starts = [0, *(i + 1 for i, word in enumerate(words[:-1]) if word in {".", "!"})]
    tokens = []
    for i, match in enumerate(found):
        first = max(start for start in starts if start <= i)
        last = min([start for start in starts if start > i] or [len(words)])
        verbs = [k for k in range(first, last) if tag_of(words[k]).startswith("VB")]
        tag = tag_of(words[i])
        tokens.append(
            Token(
                i=i,
                start=match.start(),
                end=match.end(),
                text=words[i],
                lemma=words[i].lower(),
                pos="VERB" if tag.startswith("VB") else "NOUN",
                tag=tag,
                dep="aux" if tag == "MD" else "dep",
                head=verbs[0] if verbs else first,
            )
        )
    return Parse(tokens=tuple(tokens), sentence_starts=tuple(starts))


def document(text: str, published: date | None = DAY) -> Document:
    return Document(
        id="d",
        origin="d",
        outlet=None,
        title=None,
        text=text,
        language="en",
        published=published,
        digest=digest_of(text),
    )


def times(text: str, published: date | None = DAY) -> tuple[Timex, ...]:
    return times_in(parsed(text), document(text, published))


def values(text: str, published: date | None = DAY) -> list[str]:
    return [timex.value for timex in times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The town fell on 17 June 1991.", "1991-06-17"),
        ("The town fell on June 17, 1991.", "1991-06-17"),
        ("The town fell on Sept. 2.", "2022-09-02"),
        ("The town fell on 2004-05-12.", "2004-05-12"),
        ("The town fell on the 3rd of May 1915.", "1915-05-03"),
        ("The town fell in early November 2020.", "2020-11"),
        ("The town fell in mid-September 1939.", "1939-09"),
        ("The town fell in the summer of 1942.", "1942-SU"),
        ("The town fell in 490 BC.", "BC0490"),
        ("The town fell in nineteen ninety-six.", "1996"),
        ("The town fell in the 1980s.", "198"),
        ("The town fell in the 12th century.", "11"),
        ("The town fell in the second half of 2008.", "2008-H2"),
        ("The town fell on Tuesday.", "2022-09-13"),
        ("The town fell on Wednesday.", "2022-09-14"),
        ("They will meet on Tuesday.", "2022-09-20"),
        ("The town fell last Tuesday.", "2022-09-13"),
        ("The town fell last Wednesday.", "2022-09-07"),
        ("They will meet next Monday.", "2022-09-19"),
        ("The town fell on Tuesday night.", "2022-09-13TNI"),
        ("The town fell yesterday.", "2022-09-13"),
        ("They will meet the day after tomorrow.", "2022-09-16"),
        ("The town fell last night.", "2022-09-13TNI"),
        ("The town fell this morning.", "2022-09-14TMO"),
        ("The town fell at 5:30 p.m. Tuesday.", "2022-09-13T17:30"),
        ("The town fell two days ago.", "2022-09-12"),
        ("The town fell two weeks ago.", "2022-W35"),
        ("The town fell three months ago.", "2022-06"),
        ("The town fell last week.", "2022-W36"),
        ("The town fell last month.", "2022-08"),
        ("The town fell in December.", "2021-12"),
        ("They will meet in December.", "2022-12"),
        ("The town fell in April of last year.", "2021-04"),
        ("The town fell on Christmas Day 1914.", "1914-12-25"),
        ("They met on Good Friday.", "2022-04-15"),
        ("The shah fell on 22 Bahman 1357.", "1979-02-11"),
        ("The mosque fell on 1 Muharram 1400.", "1979-11-21"),
        ("The siege held for two and a half years.", "P2Y6M"),
        ("The siege held for several days.", "PXD"),
        ("A three-hour raid began.", "PT3H"),
        ("The siege held for half an hour.", "PT30M"),
        ("The gate is shut every Friday.", "XXXX-WXX-5"),
        ("Daily raids began.", "P1D"),
        ("The bridge is now shut.", "PRESENT_REF"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "They may fall back and march on the capital.",
        "The fall of the capital was told.",
        "Resolution 1973 was read.",
        "A 44-year-old teacher was met.",
        "A second raid began.",
        "Three quarters of the town fell.",
    ],
)
def test_other_words_are_no_times(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("The town fell on Tuesday.", "2022-09-13", "2022-09-13", 1),
        ("The town fell overnight.", "2022-09-13", "2022-09-14", 2),
        ("It fell on the night of 12 to 13 September.", "2022-09-12", "2022-09-13", 2),
        ("It fell on the night of September 12-13, 2020.", "2020-09-12", "2020-09-13", 2),
        ("It fell in early November 2020.", "2020-11-01", "2020-11-10", 4),
        ("It fell in late November 2020.", "2020-11-21", "2020-11-30", 4),
        ("It fell in November 2020.", "2020-11-01", "2020-11-30", 4),
        ("It fell last week.", "2022-09-05", "2022-09-11", 3),
        ("It fell in 1991.", "1991-01-01", "1991-12-31", 5),
        ("It fell in November.", "2021-11-01", "2021-11-30", 4),
        ("It has held since the coup in December.", "2021-12-01", "2021-12-31", 4),
        ("It will fall in November.", "2022-11-01", "2022-11-30", 4),
        ("It fell only hours ago.", "2022-09-14", "2022-09-14", 1),
        ("It fell three hours ago.", "2022-09-14", "2022-09-14", 1),
        ("In the past month it fell.", "2022-08-14", "2022-09-14", 5),
        ("In the past two weeks it fell.", "2022-08-31", "2022-09-14", 4),
        ("It held since Monday.", "2022-09-12", None, 1),
        ("It held until Monday.", None, "2022-09-12", 1),
    ],
)
def test_days(text: str, first: str | None, last: str | None, precision: int) -> None:
    (timex,) = times(text)
    told = [day.isoformat() if day else None for day in (timex.when.first, timex.when.last)]
    assert (*told, timex.when.precision) == (first, last, precision)


def test_joined_days_share_their_month_and_year() -> None:
    assert values("The battle of 12-14 July 1916 began.") == ["1916-07-12", "1916-07-14"]
    assert values("The battle of July 12-14 began.") == ["2022-07-12", "2022-07-14"]
    assert values("From June to September 1957 it held.") == ["1957-06", "1957-09"]
    assert values("From December to January 1945 it held.") == ["1944-12", "1945-01"]
    assert values("The war of 1990-94 was long.") == ["1990", "1994"]


def test_without_an_anchor_relative_days_keep_their_words() -> None:
    (timex,) = times("The town fell on Tuesday.", published=None)
    assert (timex.value, timex.when.first, timex.when.last) == ("XXXX-WXX-2", None, None)
    assert timex.when.text == "Tuesday"
    assert values("The town fell last week.", published=None) == ["XXXX-WXX"]


def test_an_anchor_given_wins_over_the_day_of_publication() -> None:
    text = "The town fell yesterday."
    (timex,) = times_in(parsed(text), document(text), date(2020, 1, 1))
    assert timex.value == "2019-12-31"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_an_impossible_day_of_publication_anchors_nothing(day: date) -> None:
    assert values("The town fell last night, on Easter and on 12 Sawr 9999.", day)[0].startswith(
        "X"
    )


STORY = (
    "In May 1940 the fort fell. On 10 June the port fell. Two days later the city fell. "
    "In December the mine fell. In January the dam fell. The treaty of 1907 was void. "
    "In March the pass fell. The following year the camp fell. "
    "In 1942 it held. In 1943 it held. In 1944 it held. In 1945 it held."
)


def test_a_narrative_counts_from_the_time_last_told() -> None:
    assert values(STORY) == [
        "1940-05", "1940-06-10", "1940-06-12", "1940-12", "1941-01", "1907", "1941-03", "1942",
        "1942", "1943", "1944", "1945",
    ]  # fmt: skip


def test_an_aside_lasts_one_sentence() -> None:
    story = STORY.replace("The treaty of 1907 was void.", "In 1949 a film was made.")
    assert values(story)[5:7] == ["1949", "1941-03"]


def test_two_days_before_a_date_counts_from_it() -> None:
    assert values("Two days before 22 June 1941 they met.") == ["1941-06-20", "1941-06-22"]


def test_spans_hold_the_words_they_point_at() -> None:
    text = "The town fell on Tuesday night, the port on 3 May."
    for timex in times(text):
        assert text[timex.span.start : timex.span.end] == timex.span.text


@pytest.mark.parametrize("row", rows("dates/grammar/rules.tsv"), ids=lambda row: row["example"])
def test_every_rule_finds_its_example(row: dict[str, str]) -> None:
    text = row["example"]
    assert row["rule"] in [phrase.rule for phrase in phrases_in(parsed(text), text)]


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("1939-09-01", date(1939, 9, 1), date(1939, 9, 1), 1),
        ("1939-09-01TNI", date(1939, 9, 1), date(1939, 9, 1), 1),
        ("2009-W12", date(2009, 3, 16), date(2009, 3, 22), 3),
        ("2009-W12-WE", date(2009, 3, 21), date(2009, 3, 22), 2),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29), 4),
        ("1998-SU", date(1998, 6, 1), date(1998, 8, 31), 5),
        ("1998-WI", date(1998, 12, 1), date(1999, 2, 28), 5),
        ("1998-Q3", date(1998, 7, 1), date(1998, 9, 30), 5),
        ("1998", date(1998, 1, 1), date(1998, 12, 31), 5),
        ("199", date(1990, 1, 1), date(1999, 12, 31), 5),
        ("19", date(1900, 1, 1), date(1999, 12, 31), 5),
        ("PRESENT_REF", None, None, 5),
        ("P2D", None, None, 5),
        ("BC0490", None, None, 5),
        ("XXXX-WXX-2", None, None, 5),
        ("1939-13-45", None, None, 5),
    ],
)
def test_when_of_value(value: str, first: date | None, last: date | None, precision: int) -> None:
    when = when_of_value(value, "words")
    assert (when.first, when.last, when.precision, when.text) == (first, last, precision, "words")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell in the early hours of Wednesday.", "2022-09-14TMO"),
        ("It fell in the small hours of Tuesday morning.", "2022-09-13TMO"),
        ("It fell in the pre-dawn hours of May 3.", "2022-05-03TMO"),
        ("It fell at around 3 a.m. on Friday.", "2022-09-09T03:00"),
        ("It fell in the last week of August.", "2022-08"),
    ],
)
def test_hours_and_weeks_that_are_part_of_another_time_are_told_with_it(
    text: str, value: str
) -> None:
    assert values(text) == [value]


def test_the_hours_up_to_now_are_days_up_to_publication() -> None:
    (timex,) = times("Over the past 24 hours ten fell.")
    assert (timex.value, timex.when.first, timex.when.last) == ("PT24H", date(2022, 9, 13), DAY)
