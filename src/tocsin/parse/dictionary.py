"""Which words a loaded pipeline's lemmatizer knows: what is in no dictionary is mostly a name."""

from __future__ import annotations

from typing import Any, Final

SORTS: Final = ("noun", "verb", "adj", "adv")
INDEX, IRREGULAR, ENDINGS = "lemma_index", "lemma_exc", "lemma_rules"


class Dictionary:
    """The word lists and rules of inflection of one pipeline."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 -- spaCy's types stay in parse.engine
        """Take the tables of `nlp`'s lemmatizer, if it has them."""
        self._function_words = frozenset(nlp.Defaults.stop_words)
        self._words: frozenset[str] = frozenset()
        self._endings: frozenset[tuple[str, str]] = frozenset()
        self._met: dict[str, bool] = {}
        lookups = getattr(dict(nlp.pipeline).get("lemmatizer"), "lookups", None)
        if lookups is None or not {INDEX, IRREGULAR, ENDINGS} <= set(lookups.tables):
            return
        index, irregular, endings = map(lookups.get_table, (INDEX, IRREGULAR, ENDINGS))
        self._words = frozenset(
            word for sort in SORTS for table in (index, irregular) for word in table.get(sort, ())
        )
        self._endings = frozenset(
            (old, new) for sort in SORTS for old, new in endings.get(sort, ())
        )

    def __contains__(self, word: str) -> bool:
        """Whether `word`, in lower case, or a word it is a form of is listed.

        A pipeline without a dictionary lists every word.
        """
        if not self._words:
            return True
        known = self._met.get(word)
        if known is None:
            known = self._met[word] = self._is_listed(word)
        return known

    def _is_listed(self, word: str) -> bool:
        if word in self._function_words or word in self._words:
            return True
        return any(
            word.endswith(old) and word.removesuffix(old) + new in self._words
            for old, new in self._endings
        )
