"""Repairs of the tree: only where the words leave no doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests import factories as make
from tocsin.parse import repairs
from tocsin.parse.repairs import mended
from tocsin.records import Name

if TYPE_CHECKING:
    import pytest


def test_a_name_between_commas_is_an_apposition() -> None:
    tree = make.parse(
        "Gunmen seized the mayor, Ana Ruiz",
        [
            ("Gunmen", "gunman", "NOUN", "NNS", "nsubj", 1),
            ("seized", "seize", "VERB", "VBD", "ROOT", 1),
            ("the", "the", "DET", "DT", "det", 3),
            ("mayor", "mayor", "NOUN", "NN", "dobj", 1),
            (",", ",", "PUNCT", ",", "punct", 1),
            ("Ana", "ana", "PROPN", "NNP", "compound", 6),
            ("Ruiz", "ruiz", "PROPN", "NNP", "npadvmod", 1),
        ],
        names=(Name(first=5, last=7, label="PERSON"),),
    )
    found = mended(tree).tokens[6]
    assert (found.head, found.dep) == (3, "appos")


def test_a_verb_taken_for_an_adjective_governs_its_sentence() -> None:
    tree = make.parse(
        "Minister Ruiz accused rebel troops of it",
        [
            ("Minister", "minister", "PROPN", "NNP", "compound", 1),
            ("Ruiz", "ruiz", "PROPN", "NNP", "ROOT", 1),
            ("accused", "accuse", "VERB", "VBN", "amod", 4),
            ("rebel", "rebel", "NOUN", "NN", "compound", 4),
            ("troops", "troop", "NOUN", "NNS", "dobj", 1),
            ("of", "of", "ADP", "IN", "prep", 4),
            ("it", "it", "PRON", "PRP", "pobj", 5),
        ],
    )
    found = mended(tree)
    assert [(t.dep, t.head) for t in found.tokens[1:6]] == [
        ("nsubj", 2),
        ("ROOT", 2),
        ("compound", 4),
        ("dobj", 2),
        ("prep", 2),
    ]


def test_a_finite_verb_is_not_joined_to_an_infinitive() -> None:
    tree = make.parse(
        "Troops blocked medics sent to help and shot at them",
        [
            ("Troops", "troop", "NOUN", "NNS", "nsubj", 1),
            ("blocked", "block", "VERB", "VBD", "ROOT", 1),
            ("medics", "medic", "NOUN", "NNS", "dobj", 1),
            ("sent", "send", "VERB", "VBN", "acl", 2),
            ("to", "to", "PART", "TO", "aux", 5),
            ("help", "help", "VERB", "VB", "xcomp", 3),
            ("and", "and", "CCONJ", "CC", "cc", 5),
            ("shot", "shoot", "VERB", "VBD", "conj", 5),
            ("at", "at", "ADP", "IN", "prep", 7),
            ("them", "they", "PRON", "PRP", "pobj", 8),
        ],
    )
    assert mended(tree).tokens[7].head == 1


def test_a_sound_tree_stays_as_it_is() -> None:
    tree = make.parse(
        "Rebels fled",
        [
            ("Rebels", "rebel", "NOUN", "NNS", "nsubj", 1),
            ("fled", "flee", "VERB", "VBD", "ROOT", 1),
        ],
    )
    assert mended(tree) is tree


def test_a_figure_behind_over_is_what_the_verb_takes() -> None:
    tree = make.parse(
        "it killed over 200 of them",
        [
            ("it", "it", "PRON", "PRP", "nsubj", 1),
            ("killed", "kill", "VERB", "VBD", "ROOT", 1),
            ("over", "over", "ADP", "IN", "prep", 1),
            ("200", "200", "NUM", "CD", "pobj", 2),
            ("of", "of", "ADP", "IN", "prep", 3),
            ("them", "they", "PRON", "PRP", "pobj", 4),
        ],
    )
    found = mended(tree).tokens
    assert (found[3].dep, found[3].head) == ("dobj", 1)
    assert (found[2].dep, found[2].head) == ("quantmod", 3)


def test_a_noun_joined_to_the_verb_belongs_to_the_noun_before() -> None:
    tree = make.parse(
        "He was shot by soldiers and foreign fighters",
        [
            ("He", "he", "PRON", "PRP", "nsubjpass", 2),
            ("was", "be", "AUX", "VBD", "auxpass", 2),
            ("shot", "shoot", "VERB", "VBN", "ROOT", 2),
            ("by", "by", "ADP", "IN", "agent", 2),
            ("soldiers", "soldier", "NOUN", "NNS", "pobj", 3),
            ("and", "and", "CCONJ", "CC", "cc", 2),
            ("foreign", "foreign", "ADJ", "JJ", "amod", 7),
            ("fighters", "fighter", "NOUN", "NNS", "conj", 2),
        ],
    )
    found = mended(tree).tokens
    assert (found[7].head, found[7].dep) == (4, "conj")
    assert found[5].head == 4


def test_a_type_of_aircraft_is_no_number() -> None:
    tree = make.parse(
        "India downed no Pakistani F-16",
        [
            ("India", "India", "PROPN", "NNP", "nsubj", 1),
            ("downed", "down", "VERB", "VBD", "ROOT", 1),
            ("no", "no", "DET", "DT", "det", 3),
            ("Pakistani", "Pakistani", "PROPN", "NNP", "dobj", 1),
            ("F-16", "f-16", "NUM", "CD", "nummod", 3),
        ],
    )
    tokens = mended(tree).tokens
    assert (tokens[4].head, tokens[4].dep) == (1, "dobj")
    assert [tokens[i].head for i in (2, 3)] == [4, 4]


def test_an_exception_is_part_of_what_it_is_taken_from() -> None:
    tree = make.parse(
        "They claim nobody but fighters died",
        [
            ("They", "they", "PRON", "PRP", "nsubj", 1),
            ("claim", "claim", "VERB", "VBP", "ROOT", 1),
            ("nobody", "nobody", "PRON", "NN", "dobj", 1),
            ("but", "but", "CCONJ", "CC", "cc", 1),
            ("fighters", "fighter", "NOUN", "NNS", "nsubj", 5),
            ("died", "die", "VERB", "VBD", "conj", 1),
        ],
    )
    tokens = mended(tree).tokens
    assert (tokens[2].head, tokens[2].dep) == (5, "nsubj")
    assert (tokens[4].head, tokens[4].dep) == (3, "pobj")
    assert (tokens[5].head, tokens[5].dep) == (1, "ccomp")


def test_a_clause_that_completes_its_noun_is_no_relative_one() -> None:
    tree = make.parse(
        "They reject the charge that it arms them",
        [
            ("They", "they", "PRON", "PRP", "nsubj", 1),
            ("reject", "reject", "VERB", "VBP", "ROOT", 1),
            ("the", "the", "DET", "DT", "det", 3),
            ("charge", "charge", "NOUN", "NN", "dobj", 1),
            ("that", "that", "SCONJ", "IN", "mark", 6),
            ("it", "it", "PRON", "PRP", "nsubj", 6),
            ("arms", "arm", "VERB", "VBZ", "relcl", 3),
            ("them", "they", "PRON", "PRP", "dobj", 6),
        ],
    )
    assert mended(tree).tokens[6].dep == "acl"


def test_a_repair_that_would_put_a_word_above_itself_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = make.parse(
        "Rebels shelled Goris",
        [
            ("Rebels", "rebel", "NOUN", "NNS", "nsubj", 1),
            ("shelled", "shell", "VERB", "VBD", "ROOT", 1),
            ("Goris", "goris", "PROPN", "NNP", "dobj", 1),
        ],
    )
    monkeypatch.setattr(repairs, "RULES", (lambda _: [replace(tree.tokens[1], head=2)],))
    assert mended(tree) == tree


def test_two_counts_of_one_noun_are_two_groups() -> None:
    tree = make.parse(
        "It killed 12 Turkish and 3 Syrian soldiers",
        [
            ("It", "it", "PRON", "PRP", "nsubj", 1),
            ("killed", "kill", "VERB", "VBD", "ROOT", 1),
            ("12", "12", "NUM", "CD", "nummod", 7),
            ("Turkish", "turkish", "ADJ", "JJ", "amod", 7),
            ("and", "and", "CCONJ", "CC", "cc", 3),
            ("3", "3", "NUM", "CD", "nummod", 7),
            ("Syrian", "syrian", "ADJ", "JJ", "amod", 7),
            ("soldiers", "soldier", "NOUN", "NNS", "dobj", 1),
        ],
    )
    found = mended(tree)
    assert [(t.dep, t.head) for t in found.tokens[2:]] == [
        ("nummod", 3),
        ("dobj", 1),
        ("cc", 3),
        ("nummod", 7),
        ("amod", 7),
        ("conj", 3),
    ]


def test_people_behind_a_verb_are_its_object_and_no_measure() -> None:
    tree = make.parse(
        "Troops eliminated ten rebels",
        [
            ("Troops", "troop", "NOUN", "NNS", "nsubj", 1),
            ("eliminated", "eliminate", "VERB", "VBD", "ROOT", 1),
            ("ten", "ten", "NUM", "CD", "nummod", 3),
            ("rebels", "rebel", "NOUN", "NNS", "npadvmod", 1),
        ],
    )
    assert mended(tree).tokens[3].dep == "dobj"


def test_an_adjective_behind_an_object_is_said_of_it() -> None:
    tree = make.parse(
        "Seoul held Pyongyang responsible",
        [
            ("Seoul", "seoul", "PROPN", "NNP", "nsubj", 1),
            ("held", "hold", "VERB", "VBD", "ROOT", 1),
            ("Pyongyang", "pyongyang", "PROPN", "NNP", "dobj", 1),
            ("responsible", "responsible", "ADJ", "JJ", "advcl", 1),
        ],
    )
    assert mended(tree).tokens[3].dep == "oprd"
