"""The speech tables compile to cues that know their complements."""

from __future__ import annotations

import pytest

from tocsin.attest.cues import noun_cues, phrase_cues, source_nouns, verb_cue, verb_cues
from tocsin.parse.engine import parse
from tocsin.records import Stance


def test_everyday_verbs_take_no_bare_object() -> None:
    for lemma in ("find", "see", "know"):
        assert not any("obj" in cue.patterns for cue in verb_cues()[lemma])


def test_stances_come_from_the_table() -> None:
    assert verb_cues()["deny"][0].stance is Stance.DENIES
    assert noun_cues()["admission"].stance is Stance.CONFIRMS


def test_the_longest_phrase_comes_first() -> None:
    for cues in phrase_cues().values():
        lengths = [len(cue.words) for cue in cues]
        assert lengths == sorted(lengths, reverse=True)
    assert ("according", "to") in [cue.words for cue in phrase_cues()["according"]]


def test_people_and_bodies_that_speak_are_known() -> None:
    assert {"spokesman", "official", "army"} <= source_nouns()


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("The envoy called for a truce.", "called", "call for"),
        ("The envoy called the raid a crime.", "called", "call"),
        ("The group claimed responsibility for the blast.", "claimed", "claim responsibility"),
    ],
)
def test_the_cue_with_its_companions_wins(sentence: str, word: str, lemma: str) -> None:
    found = parse(sentence)
    token = next(t for t in found.tokens if t.text == word)
    cue = verb_cue(found, token)
    assert cue is not None
    assert cue.lemma == lemma
