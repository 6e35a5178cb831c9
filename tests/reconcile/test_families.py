"""Near copies are found however they were reworded, and neighbours are not copies."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.reconcile import Shelf, archive, families_of, near_copies, rank
from tocsin.reconcile.families import COPY

if TYPE_CHECKING:
    from tocsin.records import Document

WIRE = (
    "Fighters of the Northern Front seized the dam at Karavel on Monday after two days of "
    "shelling, the provincial council said. At least 14 soldiers and 3 engineers were killed, and "
    "the road "
    "to Oster Bridge was cut. Colonel Imre Talas told reporters that his brigade had withdrawn to "
    'the left bank. "We shall return before the snow falls on these hills," he said. Residents '
    "of Lower Karavel spent the night in cellars without power or water."
)
RESPUN = (
    "Militants of the Northern Front captured the dam at Karavel on Monday following two days of "
    "bombardment, the provincial council stated. No fewer than 14 troops and 3 engineers died, and "
    "the highway to Oster Bridge was severed. Colonel Imre Talas informed journalists that his "
    'unit had pulled back to the left bank. "We shall return before the snow falls on these '
    'hills," he added. Inhabitants of Lower Karavel passed the night in basements lacking '
    "electricity or water."
)
TRANSLATED = (
    "The fighters of Northern Front have on Monday the dam of Karavel taken after a shelling of "
    "two days, so the provincial council. 14 soldiers at least and 3 engineers died and the "
    "street to "
    "Oster Bridge is cut. The colonel Imre Talas said to the reporters, his brigade has itself to "
    "the left shore withdrawn. “We shall return before the snow on these hills falls”, said he. "
    "The inhabitants of Lower Karavel were in the cellars the night, without current and water."
)
NEIGHBOUR = (
    "The Northern Front holds the Karavel dam, and the army says it will take it back. General Ada "
    "Morvay, who leads the defence of the capital, blamed the provincial council for the loss. "
    "Aid groups counted 900 families on the roads. The power company warned that the turbines, "
    "built in 1961, could be damaged if the sluices stay closed for more than a week."
)
SUBJECTS = (
    "harbour wheat council orchard bridge teacher winter rail market clinic senate glacier opera",
    "tariff cyclone museum vaccine parade lottery ferry budget drought stadium novel mine ballot",
)


def document(text: str, id_: str, **fields: object) -> Document:
    return make.document(text, id=id_, origin=f"{id_}.txt", **fields)


def noise(count: int) -> list[Document]:
    pick = random.Random(7)  # noqa: S311 - not for secrets
    return [
        document(
            " ".join(pick.choices(" ".join(SUBJECTS).split(), k=80)) + f" {number}.",
            f"n{number:02}",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("copy", [WIRE, RESPUN, TRANSLATED])
@pytest.mark.parametrize("others", [0, 40])
def test_a_copy_is_found_in_a_small_and_a_large_ledger(copy: str, others: int) -> None:
    documents = [document(WIRE, "a"), document(copy, "b"), *noise(others)]
    pairs = {(one.left, one.right) for one in near_copies(documents)}
    assert ("a", "b") in pairs


def test_a_report_on_the_same_subject_is_no_copy() -> None:
    documents = [document(WIRE, "a"), document(NEIGHBOUR, "b"), *noise(40)]
    assert not {"a", "b"} & {id_ for one in near_copies(documents) for id_ in (one.left, one.right)}


def test_copies_do_not_depend_on_the_order_of_reading() -> None:
    documents = [
        document(text, id_)
        for id_, text in zip("abcd", (WIRE, RESPUN, TRANSLATED, NEIGHBOUR), strict=True)
    ] + noise(10)
    shuffled = documents[:]
    random.Random(3).shuffle(shuffled)  # noqa: S311 - not for secrets
    assert near_copies(documents) == near_copies(shuffled)


def test_the_original_ranks_first_and_further_copies_do_not_hold_it_down() -> None:
    shelf = Shelf([document(WIRE, "a"), document(TRANSLATED, "c"), *noise(20)])
    ranked = rank(document(RESPUN, "b"), shelf)
    assert (ranked[0].left, ranked[0].right) == ("a", "b")
    assert ranked[0].score >= COPY


def test_a_whole_ranking_scores_every_document_that_shares_a_word() -> None:
    shelf = Shelf([document(WIRE, "a"), document(NEIGHBOUR, "d"), *noise(5)])
    assert len(rank(document(RESPUN, "b"), shelf, whole=True)) == 7


def test_reasons_name_what_the_copies_share_and_where_they_differ() -> None:
    changed = RESPUN.replace("14 troops", "41 troops")
    (copy,) = near_copies([document(WIRE, "a"), document(changed, "b")])
    reasons = {reason.feature: reason for reason in copy.reasons}
    assert (reasons["numbers"].left, reasons["numbers"].right) == ("14", "41")
    assert "snow falls" in reasons["shared quote"].left


def test_only_new_documents_are_looked_up_in_an_archive() -> None:
    old = [document(WIRE, "a"), document(WIRE, "a2"), *noise(10)]
    found = near_copies([document(RESPUN, "b")], Shelf(old))
    assert {(one.left, one.right) for one in found} == {("a", "b"), ("a2", "b")}


def test_what_many_reports_say_word_for_word_makes_no_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [document(f"{WIRE} {one.text}", one.id) for one in noise(4)]
    assert len(near_copies(told)) == 6
    monkeypatch.setattr(archive, "PHRASE", 3)
    assert near_copies(told) == ()


def test_a_text_printed_word_for_word_is_a_copy_however_often_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "PHRASE", 3)
    (family,) = families_of(near_copies([document(WIRE, f"w{n}") for n in range(6)]))
    assert len(family.documents) == 6


def test_texts_too_short_to_tell_are_no_copies() -> None:
    assert near_copies([document("Fire on the border.", "a"), document("Fire on it.", "b")]) == ()


def test_copies_of_copies_are_one_family_with_one_id() -> None:
    edges = (make.copy("b", "c"), make.copy("a", "b"), make.copy("x", "y"))
    one, two = families_of(edges)
    assert (one.documents, two.documents) == (("a", "b", "c"), ("x", "y"))
    assert families_of(reversed(edges)) == (one, two)
    assert len({one.id, two.id}) == 2
