"""What the place tables say, ready for look-up: kinds, directions, adjectives, short forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.lexicon.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureWord:
    """What a word beside a name says of it; `precision` is None where it says nothing."""

    word: str
    feature: str
    precision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A kind of place: UCDP where_prec and its weight in powers of ten of population."""

    precision: int
    weight: float


@cache
def titles() -> frozenset[str]:
    """Nouns of persons in lower case: "Secretary" before a name is no town."""
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "person")


@cache
def features() -> dict[str, Feature]:
    """The kinds of places by name."""
    return {
        row["feature"]: Feature(precision=int(row["precision"]), weight=float(row["weight"]))
        for row in rows("places/features.tsv")
    }


@cache
def feature_words(side: str) -> dict[str, FeatureWord]:
    """The feature words that stand `before` or `after` a name, by word."""
    return {
        row["word"]: FeatureWord(
            word=row["word"],
            feature=row["feature"],
            precision=None if row["precision"] == "-" else int(row["precision"]),
        )
        for row in rows("places/words.tsv")
        if row["side"] == side
    }


@cache
def plural_words(side: str) -> frozenset[str]:
    """Feature words of more than one place: "regions" after names, "towns of" before them."""
    words = feature_words(side)
    single = {word.removesuffix(" of") for word in words}
    return frozenset(
        word
        for word in words
        if (bare := word.removesuffix(" of")).endswith("s")
        and (bare[:-1] in single or f"{bare[:-3]}y" in single)
    )


@cache
def border_words() -> frozenset[str]:
    """Words for a line between two countries."""
    return frozenset(w for w, kind in feature_words("after").items() if kind.feature == "border")


@cache
def directions() -> dict[str, tuple[int, int]]:
    """Words that make a part of a place ("northern"), with the way it lies: north and east."""
    return {r["word"]: (int(r["north"]), int(r["east"])) for r in rows("places/directions.tsv")}


@cache
def bodies() -> frozenset[str]:
    """Names of armed groups, organisations and media, which are no places."""
    found = set()
    for table in ("groups", "igos", "ngos", "media"):
        for row in rows(f"actors/{table}.tsv"):
            found.add(row["name"].lstrip("="))
            found.update(form.lstrip("=") for form in row["aliases"].split("|"))
    return frozenset(found)


@cache
def adjectives() -> dict[str, str]:
    """Place names by the adjectives and peoples that stand for them; countries by ISO code."""
    found = {row["word"]: row["place"] for row in rows("places/adjectives.tsv")}
    for row in rows("actors/countries.tsv"):
        for word in row["demonyms"].split("|"):
            if word:
                found.setdefault(word.lstrip("="), row["iso3"])
    return found


@cache
def containers() -> dict[str, str]:
    """Division codes by the abbreviations that stand behind a comma ("Paris, TX")."""
    found = {}
    for row in rows("places/abbreviations.tsv"):
        for cell in (row["alone"], row["after"]):
            found.update(dict.fromkeys(cell.split("|") if cell != "-" else (), row["code"]))
    return found


@cache
def agent_verbs() -> frozenset[str]:
    """Lemmas whose subject is a government when it names a country or capital."""
    return frozenset(row["lemma"] for row in rows("places/cues.tsv"))


@cache
def beside(kind: str) -> frozenset[str]:
    """Words that make a name a place by standing beside it; the table tells the kinds."""
    return frozenset(row["word"] for row in rows("places/beside.tsv") if row["kind"] == kind)
