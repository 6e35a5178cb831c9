"""Predictors map formats: inputs are read as they are, answers keep their offsets and order."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

import tocsin
from benchmarks.predict import tasks
from benchmarks.predict.claims import write_claims
from benchmarks.predict.incidents import write_clusters
from benchmarks.predict.names import CASE_BY_ACLED, case_subtype, plover_event, plv_root
from benchmarks.predict.rows import articles_of, rows_of
from benchmarks.predict.run import Failure, predict
from tests import factories as make
from tocsin.extract.relation import Relation
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reading, Reality, Span, Timex, When

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def write_lines(path: Path, *objects: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), "utf-8")
    return path


def test_gzipped_rows_are_found_under_their_plain_name(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a"}\n'))
    assert rows_of(tmp_path / "x.jsonl") == [{"id": "a"}]


def test_a_line_separator_inside_a_text_does_not_split_the_row(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"text": "one\u2028two"}\n', "utf-8")
    assert rows_of(tmp_path / "x.jsonl") == [{"text": "one\u2028two"}]


def test_of_an_article_only_input_fields_and_untouched_text_are_read(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_bytes(b"One.\r\nTwo.")
    write_lines(tmp_path / "index.jsonl", {"id": "a", "file": "text/a.txt", "family": "gold"})
    (article,) = articles_of(tmp_path)
    assert article["text"] == "One.\r\nTwo."
    assert set(article) == {"id", "file", "title", "publisher", "published", "url", "text"}


def test_marked_parts_become_offsets_into_the_unmarked_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def relation_of(text: str, source: tuple[int, int], target: tuple[int, int]) -> Relation:
        asked.append((text[slice(*source)], text[slice(*target)]))
        return Relation(kind=Kind.CONCEDE, mode="concession", rule="")

    monkeypatch.setattr(tocsin, "relation_of", relation_of, raising=False)
    text = "The port was left to the rebels by the army."
    marked = "The port was left to <t>the rebels</t> by <s>the army</s>."
    assert tasks.plv({"id": 1, "text": text, "marked": marked}) == {"id": 1, "root": "YIELD"}
    assert asked == [("the army", "the rebels")]


def test_time_expressions_keep_offsets_type_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def times_in(text: str, *, published: date | None) -> tuple[Timex, ...]:
        span = Span(document_id="d", start=0, end=5, text=text[:5])
        when = When(first=published, last=published, precision=1, text=span.text)
        return (Timex(span=span, type="DATE", value=str(published), when=when),)

    monkeypatch.setattr(tocsin, "times_in", times_in, raising=False)
    assert tasks.time({"id": "d", "text": "Today it rained.", "dct": "2020-02-01"}) == {
        "id": "d",
        "timexes": [{"start": 0, "end": 5, "type": "DATE", "value": "2020-02-01"}],
    }


def test_a_document_that_raises_costs_only_its_own_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def relation_of(text: str, *_: object) -> Relation:
        if "bad" in text:
            raise ValueError(text)
        return Relation(kind=Kind.AID, mode="aid", rule="")

    monkeypatch.setattr(tocsin, "relation_of", relation_of, raising=False)
    gold = write_lines(
        tmp_path / "plv.jsonl",
        {"id": "1", "text": "bad", "marked": "<s>b</s>a<t>d</t>"},
        {"id": "2", "text": "fed", "marked": "<s>f</s>e<t>d</t>"},
    )
    failures = predict("plv", gold, tmp_path / "out.jsonl", workers=1)
    assert failures == (Failure("1", "ValueError: bad"),)
    assert rows_of(tmp_path / "out.jsonl") == [{"id": "2", "root": "AID"}]


@pytest.mark.parametrize(
    ("kind", "mode", "root"),
    [
        (Kind.RETREAT, "release", "YIELD"),
        (Kind.CONCEDE, "no-such-mode", "YIELD"),
        (Kind.AGREE, "treaty", "SUPPORT"),
        (Kind.AID, "aid", "AID"),
    ],
)
def test_plv_keeps_the_older_root(kind: Kind, mode: str, root: str) -> None:
    assert plv_root(kind, mode) == root


def test_events_of_2018_are_told_apart_by_cameo() -> None:
    assert plover_event(Kind.ASSAULT, "artillery", Reality.ACTUAL) == "FIGHT"
    assert plover_event(Kind.ASSAULT, "abduction", Reality.ACTUAL) == "ASSAULT"
    assert plover_event(Kind.ACCUSE, "no-such-mode", Reality.ACTUAL) == "DISAPPROVE"


def test_intended_acts_of_2018_are_agreements_or_threats() -> None:
    assert plover_event(Kind.AID, "humanitarian", Reality.HYPOTHETICAL) == "AGREE"
    assert plover_event(Kind.COERCE, "curfew", Reality.HYPOTHETICAL) == "THREATEN"


def test_every_sub_event_type_of_the_modes_has_a_name_in_case() -> None:
    used = {row["acled_sub_event"] for row in rows("modes.tsv")} - {"-"}
    assert used <= CASE_BY_ACLED.keys()
    assert case_subtype("Shelling/artillery/missile attack") == "ART_MISS_ATTACK"
    assert case_subtype(None) == "OTHER"


def test_incidents_name_their_claims_by_article(tmp_path: Path) -> None:
    told = [make.reading(d, make.shelling(d)) for d in (make.document("Goris was shelled."),)]
    row = {"id": "d01-goris", "body": {}, "reading": told[0]}
    write_claims(tmp_path, [row])
    (incident,) = json.loads((tmp_path / "incidents.json").read_text("utf-8"))
    assert incident["claims"] == [["d01", told[0].claims[0].id]]


def test_respun_articles_are_ranked_in_the_pool_with_what_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading_of(text: str, **_: object) -> Reading:
        return make.reading(make.document(text, origin=text))

    monkeypatch.setattr(tocsin, "reading_of", reading_of, raising=False)
    told = "Rebels shelled the mill at Karavel on {}, and fourteen millers fled over Oster Bridge."
    pool = write_lines(
        tmp_path / "pool.jsonl",
        {"id": "a", "title": None, "text": told.format("Monday")},
        {"id": "b", "title": None, "text": "Nothing of the kind was told of the harvest festival."},
    )
    gold = write_lines(tmp_path / "x.jsonl", {"pair_id": "p", "respun": told.format("Friday")})
    assert predict("respun", gold, tmp_path / "out", workers=1, pool=pool) == ()
    (found,) = rows_of(tmp_path / "out")
    assert found["pair_id"] == "p"
    assert (found["ranking"], found["same"]) == (["a", "b"], ["a"])
    assert found["scores"] == sorted(found["scores"], reverse=True)
    assert found["changed"] == ["date of death"]


def test_documents_of_one_story_are_one_cluster(tmp_path: Path) -> None:
    texts = ("Marlon Tesk of Quill Street, 34, was shelled.", "Marlon Tesk, 34, of Quill Street.")
    rows = [
        {"id": text, "reading": make.reading(make.document(text, origin=text))}
        for text in (*texts, "Ada Morvay of Lamp Road, 52, fled.")
    ]
    write_clusters(tmp_path / "out", rows)
    clusters = {row["id"]: row["cluster"] for row in rows_of(tmp_path / "out")}
    assert clusters[texts[0]] == clusters[texts[1]]
    assert len(set(clusters.values())) == 2
