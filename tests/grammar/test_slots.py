"""The logical arguments of verbs, event nouns and adjectives."""

from __future__ import annotations

import pytest

from tocsin.grammar.slots import noun_slots, verb_slots
from tocsin.parse.engine import parse


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The town was shelled by the army.", "shelled", {"obj": ["town"], "by": ["army"]}),
        ("The soldiers who shelled the town fled.", "shelled", {"subj": ["soldiers"]}),
        ("The jets, which medics said hit a bus, left.", "hit", {"subj": ["jets"]}),
        ("The bus, which medics said was hit, burned.", "hit", {"obj": ["bus"], "subj": None}),
        ("He left the town where they had clashed.", "clashed", {"subj": ["they"], "obj": None}),
        ("The army, whose attack failed, fled.", "attack", {"poss": ["army"]}),
        ("The envoy urged the army to withdraw from Kivu.", "withdraw", {"subj": ["army"]}),
        ("The rebels let the convoy pass.", "pass", {"subj": ["convoy"]}),
        ("The junta is ready for talks.", "ready", {"subj": ["junta"], "for": ["talks"]}),
        ("Turkey threatened to break off relations with Syria.", "threatened", {"deep": ["Syria"]}),
        ("Khartoum rejected the Chadian plan.", "rejected", {"deep": ["Chadian"]}),
        ("Accusations of torture against the army grew.", "Accusations", {"against": ["army"]}),
    ],
)
def test_slots(text: str, word: str, expected: dict[str, list[str]]) -> None:
    found = parse(text)
    token = next(token for token in found.tokens if token.text == word)
    fill = verb_slots if token.pos == "VERB" else noun_slots
    slots = fill(found, token.i)
    words = {slot: [found.tokens[i].text for i in heads] for slot, heads in slots.items()}
    assert {slot: words.get(slot) for slot in expected} == expected
