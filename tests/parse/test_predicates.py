"""Speakers, subjects and verbs that the parser hung on a noun."""

from __future__ import annotations

from tests import factories as make
from tocsin.parse.repairs import mended


def test_the_speaker_behind_a_place_is_no_name_of_the_place() -> None:
    tree = make.parse(
        "Shells fell near Sumy, the ministry said",
        [
            ("Shells", "shell", "NOUN", "NNS", "nsubj", 1),
            ("fell", "fall", "VERB", "VBD", "ccomp", 7),
            ("near", "near", "ADP", "IN", "prep", 1),
            ("Sumy", "Sumy", "PROPN", "NNP", "pobj", 2),
            (",", ",", "PUNCT", ",", "punct", 3),
            ("the", "the", "DET", "DT", "det", 6),
            ("ministry", "ministry", "NOUN", "NN", "appos", 3),
            ("said", "say", "VERB", "VBD", "ROOT", 7),
        ],
    )
    found = mended(tree).tokens[6]
    assert (found.head, found.dep) == (7, "nsubj")


def test_an_infinitive_has_no_subject_of_its_own() -> None:
    tree = make.parse(
        "Its claim to have shot him was false",
        [
            ("Its", "its", "PRON", "PRP$", "poss", 1),
            ("claim", "claim", "NOUN", "NN", "nsubj", 4),
            ("to", "to", "PART", "TO", "aux", 4),
            ("have", "have", "AUX", "VB", "aux", 4),
            ("shot", "shoot", "VERB", "VBN", "ccomp", 6),
            ("him", "he", "PRON", "PRP", "dobj", 4),
            ("was", "be", "AUX", "VBD", "ROOT", 6),
            ("false", "false", "ADJ", "JJ", "acomp", 6),
        ],
    )
    found = mended(tree).tokens
    assert (found[1].head, found[1].dep) == (6, "nsubj")
    assert (found[4].head, found[4].dep) == (1, "acl")
    assert (found[6].head, found[6].dep) == (6, "ROOT")


def test_a_verb_with_an_object_behind_a_lone_noun_is_its_predicate() -> None:
    tree = make.parse(
        "The coalition bombed Saada",
        [
            ("The", "the", "DET", "DT", "det", 1),
            ("coalition", "coalition", "NOUN", "NN", "ROOT", 1),
            ("bombed", "bomb", "VERB", "VBN", "acl", 1),
            ("Saada", "Saada", "PROPN", "NNP", "dobj", 2),
        ],
    )
    found = mended(tree).tokens
    assert (found[2].head, found[2].dep, found[2].tag) == (2, "ROOT", "VBD")
    assert (found[1].head, found[1].dep) == (2, "nsubj")


def test_a_verb_before_its_object_is_no_adjective_in_a_told_clause() -> None:
    tree = make.parse(
        "It said that troops fired rockets",
        [
            ("It", "it", "PRON", "PRP", "nsubj", 1),
            ("said", "say", "VERB", "VBD", "ROOT", 1),
            ("that", "that", "SCONJ", "IN", "mark", 5),
            ("troops", "troop", "NOUN", "NNS", "nsubj", 5),
            ("fired", "fire", "VERB", "VBN", "amod", 5),
            ("rockets", "rocket", "NOUN", "NNS", "oprd", 1),
        ],
    )
    found = mended(tree).tokens
    assert (found[4].head, found[4].dep) == (1, "ccomp")
    assert [(found[i].head, found[i].dep) for i in (2, 3, 5)] == [
        (4, "mark"),
        (4, "nsubj"),
        (4, "dobj"),
    ]


def test_a_voice_at_the_end_is_no_name_of_the_last_noun() -> None:
    tree = make.parse(
        "It killed nine , the army admitted",
        [
            ("It", "it", "PRON", "PRP", "nsubj", 1),
            ("killed", "kill", "VERB", "VBD", "ROOT", 1),
            ("nine", "nine", "NUM", "CD", "dobj", 1),
            (",", ",", "PUNCT", ",", "punct", 2),
            ("the", "the", "DET", "DT", "det", 5),
            ("army", "army", "NOUN", "NN", "appos", 2),
            ("admitted", "admit", "VERB", "VBN", "acl", 5),
        ],
    )
    found = mended(tree).tokens
    assert (found[6].head, found[6].dep) == (6, "ROOT")
    assert (found[5].head, found[5].dep) == (6, "nsubj")
    assert (found[1].head, found[1].dep) == (6, "ccomp")


def test_a_word_before_a_name_is_no_second_subject() -> None:
    tree = make.parse(
        "Sudan's paramilitary Forces took it",
        [
            ("Sudan", "Sudan", "PROPN", "NNP", "poss", 2),
            ("'s", "'s", "PART", "POS", "case", 0),
            ("paramilitary", "paramilitary", "ADJ", "JJ", "nsubj", 4),
            ("Forces", "Forces", "PROPN", "NNPS", "nsubj", 4),
            ("took", "take", "VERB", "VBD", "ROOT", 4),
            ("it", "it", "PRON", "PRP", "dobj", 4),
        ],
    )
    found = mended(tree).tokens
    assert [(t.dep, t.head) for t in found[:4]] == [
        ("poss", 3),
        ("case", 0),
        ("amod", 3),
        ("nsubj", 4),
    ]


def test_a_voice_at_the_end_tells_both_clauses() -> None:
    tree = make.parse(
        "Two died and six fled , medics said",
        [
            ("Two", "two", "NUM", "CD", "nsubj", 1),
            ("died", "die", "VERB", "VBD", "ROOT", 1),
            ("and", "and", "CCONJ", "CC", "cc", 1),
            ("six", "six", "NUM", "CD", "nsubj", 4),
            ("fled", "flee", "VERB", "VBD", "ccomp", 7),
            (",", ",", "PUNCT", ",", "punct", 7),
            ("medics", "medic", "NOUN", "NNS", "nsubj", 7),
            ("said", "say", "VERB", "VBD", "conj", 1),
        ],
    )
    found = mended(tree).tokens
    assert [(found[i].dep, found[i].head) for i in (1, 4, 7)] == [
        ("ccomp", 7),
        ("conj", 1),
        ("ROOT", 7),
    ]


def test_voices_behind_a_list_are_not_among_those_who_suffered() -> None:
    tree = make.parse(
        "It killed men , medics and nurses said",
        [
            ("It", "it", "PRON", "PRP", "nsubj", 1),
            ("killed", "kill", "VERB", "VBD", "ccomp", 7),
            ("men", "man", "NOUN", "NNS", "dobj", 1),
            (",", ",", "PUNCT", ",", "punct", 2),
            ("medics", "medic", "NOUN", "NNS", "conj", 2),
            ("and", "and", "CCONJ", "CC", "cc", 4),
            ("nurses", "nurse", "NOUN", "NNS", "conj", 4),
            ("said", "say", "VERB", "VBD", "ROOT", 7),
        ],
    )
    found = mended(tree).tokens
    assert [(found[i].dep, found[i].head) for i in (4, 6)] == [("nsubj", 7), ("conj", 4)]


def test_a_voice_before_a_semicolon_is_not_told_by_the_next() -> None:
    tree = make.parse(
        "Kyiv said it fell ; Moscow commented",
        [
            ("Kyiv", "Kyiv", "PROPN", "NNP", "nsubj", 1),
            ("said", "say", "VERB", "VBD", "ccomp", 6),
            ("it", "it", "PRON", "PRP", "nsubj", 3),
            ("fell", "fall", "VERB", "VBD", "ccomp", 1),
            (";", ";", "PUNCT", ":", "punct", 6),
            ("Moscow", "Moscow", "PROPN", "NNP", "nsubj", 6),
            ("commented", "comment", "VERB", "VBD", "ROOT", 6),
        ],
    )
    found = mended(tree).tokens
    assert [(found[i].dep, found[i].head) for i in (1, 6)] == [("ROOT", 1), ("conj", 1)]
