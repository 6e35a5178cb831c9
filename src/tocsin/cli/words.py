"""Records in the words and colours of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tocsin.serve.words import (
    REALITY_WORDS,
    STANCE_WORDS,
    UNKNOWN_DAY,
    actor_words,
    bounds_words,
    day_words,
    distance_words,
    place_words,
    short_voice,
    sides_words,
    site_words,
    toll_words,
    tolls_by_voice,
    voice_words,
    when_words,
)

if TYPE_CHECKING:
    from tocsin.records import Incident

__all__ = [
    "KIND_STYLES",
    "REALITY_WORDS",
    "STANCE_STYLES",
    "STANCE_WORDS",
    "UNKNOWN_DAY",
    "actor_words",
    "bounds_words",
    "day_words",
    "distance_words",
    "kind_text",
    "place_words",
    "short_voice",
    "sides_words",
    "site_words",
    "standing",
    "toll_words",
    "tolls_by_voice",
    "voice_words",
    "when_words",
]

KIND_STYLES = {
    "ASSAULT": "bold red",
    "COERCE": "bold magenta",
    "THREATEN": "bold yellow",
    "MOBILIZE": "bold yellow",
    "AGREE": "bold green",
    "CONSULT": "bold cyan",
    "RETREAT": "bold green",
    "AID": "bold green",
}
STANCE_STYLES = {
    "asserts": "",
    "confirms": "green",
    "partly-confirms": "yellow",
    "denies": "bold red",
}


def kind_text(kind: str, mode: str) -> Text:
    """A kind and how it was done: `ASSAULT artillery`."""
    text = Text(kind, style=KIND_STYLES.get(kind, "bold"))
    if mode and mode.casefold() not in {"", "none", kind.casefold()}:
        text.append(f" {mode}", style="not bold")
    return text


def standing(incident: Incident) -> list[tuple[str, str, tuple[str, ...]]]:
    """The voices of an incident by how they stand to it: (word, style, names)."""
    rows = (
        ("asserts", "", incident.asserted_by),
        ("confirms", "green", incident.confirmed_by),
        ("partly", "yellow", incident.partly_confirmed_by),
        ("denies", "bold red", incident.denied_by),
    )
    return [(word, style, tuple(map(short_voice, names))) for word, style, names in rows if names]
