"""Pages out of templates: everything is escaped, and what hides in a text is made visible."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tocsin.serve import words
from tocsin.store.glances import Spot

STATIC = Path(str(resources.files("tocsin.serve") / "static"))
LONGEST = 300
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Control characters: those that turn, join or hide the letters around them."""


def render(request: Request, template: str, values: dict[str, object]) -> HTMLResponse:
    """A page; `visitor`, `csrf` and `query` are known to every template."""
    state = request.scope.get("state", {})
    known = {
        "visitor": state.get("visitor"),
        "csrf": state.get("csrf", ""),
        "path": request.url.path,
        "built": is_built(),
        "open_": request.app.state.office.options.open_,
    }
    return HTMLResponse(environment().get_template(template).render(known | values))


@cache
def environment() -> Environment:
    """The templates with their filters."""
    made = Environment(
        loader=PackageLoader("tocsin.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "shown": shown,
        "short": short,
        "day": words.day_words,
        "when": words.when_words,
        "sides": lambda one: words.sides_words(one.actors, one.recipients),
        "voice": words.short_voice,
        "bounds": words.bounds_words,
        "toll": words.toll_words,
        "actor": words.actor_words,
        "distance": words.distance_words,
        "moment": lambda moment: f"{moment:%Y-%m-%d %H:%M} UTC",
        "address": address_of,
        "hit_first": words.hit_first,
        "merged": lambda given, **more: given | more,
        "without": lambda given, *keys: {k: v for k, v in given.items() if k not in keys},
        "spots": _spots,
    }
    made.globals |= {
        "STANCE_WORDS": words.STANCE_WORDS,
        "REALITY_WORDS": words.REALITY_WORDS,
        "places": words.place_words,
        "PRECISION": words.PRECISION_WORDS,
    }
    return made


@cache
def is_built() -> bool:
    """Whether the map's and charts' libraries were built into the package."""
    return (STATIC / "vendor" / "leaflet.js").is_file()


def shown(text: str | None) -> Markup:
    """Text of strangers, escaped; characters that would turn or hide others are named instead."""
    return Markup(HIDDEN.sub(_named, str(escape(text or ""))))  # noqa: S704 - escaped just before


def short(text: str | None, most: int = LONGEST) -> str:
    """Not more of a text than fits a line or three."""
    told = " ".join((text or "").split())
    return told if len(told) <= most else told[: most - 1] + "…"


def address_of(path: str, /, **asked: object) -> str:
    """A link to `path` with the query `asked`; what is empty is left out."""
    pairs = [
        (key, one)
        for key, value in asked.items()
        for one in (value if isinstance(value, (list, tuple)) else [value])
        if one not in (None, "", False)
    ]
    return path + ("?" + urlencode([(key, str(one)) for key, one in pairs]) if pairs else "")


def _spots(spots: Iterable[Spot]) -> str:
    """The places of an incident for its map, as GeoJSON-like JSON in an attribute."""
    return json.dumps(
        [
            {
                "name": s.name,
                "lat": s.lat,
                "lon": s.lon,
                "precision": s.precision,
                "country": s.country,
            }
            for s in spots
            if s.lat is not None and s.lon is not None
        ]
    )


def _named(found: re.Match[str]) -> str:
    code = f"U+{ord(found.group()):04X}"
    return f'<abbr class="hidden-sign" title="hidden character {code}">[{code}]</abbr>'
