"""Every word of the speech tables does in its own example what its line says."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from tests import factories
from tocsin.attest.speakers import attributions_in
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model

MARKS = re.compile(r"[\[\]{}*]")
SOURCE = re.compile(r"\[([^\]]*)\]")
CONTENT = re.compile(r"\{([^}]*)\}")


def lines() -> list[tuple[str, str, str, str]]:
    """Lemma, plain example, source and content of each line that carries content."""
    nouns = (row for row in rows("speech/nouns.tsv") if row["use"] == "content")
    found = []
    for row in chain(rows("speech/verbs.tsv"), nouns):
        source = SOURCE.search(row["example"])
        content = CONTENT.search(row["example"])
        assert content is not None, row
        found.append(
            (
                row["lemma"],
                MARKS.sub("", row["example"]),
                MARKS.sub("", source.group(1)) if source else "",
                MARKS.sub("", content.group(1)).strip('.,"'),
            )
        )
    return found


def test_the_marked_source_and_content_are_found() -> None:
    wanted = lines()
    text = "\n\n".join(example for _, example, _, _ in wanted)
    attributions = attributions_in(factories.document(text), parse(text))
    missed, begin = [], 0
    for lemma, example, source, content in wanted:
        end = begin + len(example)
        here = [a for a in attributions if begin <= a.content[0].start < end]
        told = [(" ".join(s.text for s in a.source), a.content) for a in here]
        if not any(
            source in who and any(content in s.text or s.text in content for s in spans)
            for who, spans in told
        ):
            missed.append((lemma, example, told))
        begin = end + 2
    assert missed == []
