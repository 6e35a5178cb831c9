"""Repair of lemmas that the model gets wrong: "staged" is a form of "stage", not of "stag"."""

from __future__ import annotations

from functools import cache

from tocsin.lexicon.tables import rows


def lemma_of(form: str, lemma: str, pos: str) -> str:
    """The right lemma, in lower case, of a word.

    Args:
        form: the word as it stands in the text.
        lemma: the model's lemma.
        pos: the Universal part of speech; only verbs are in `lexicon/lemmas.tsv`.
    """
    if pos not in {"VERB", "AUX"}:
        return lemma.lower()
    return _mended().get(form.lower(), lemma.lower())


@cache
def _mended() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in rows("lemmas.tsv")}
