"""What a report says of itself: outlet, title, day of publication, without reading its story."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from trafilatura import extract_metadata, load_html

from tocsin.clean.dateline import is_spelled, marked_in, published_in
from tocsin.clean.linked import publisher_in

EARLIEST = date(1800, 1, 1)
_LATEST = date(2999, 12, 31)
_TITLE_TAG = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_SEPARATOR = re.compile(r"\s+[|\-–—:·»]\s+")
_AGENCY = re.compile(r"^[^\n(]{3,60}\(([A-Z][^()\d]{1,40})\)\s*(?:-|--|–|—)", re.MULTILINE)
_BY = re.compile(r"^By (?:[^\n.]* of )?(?:the )?((?:[A-Z][\w’'-]*\s?){1,6})$", re.MULTILINE)
_LONGEST_TITLE = 160
_HEAD = 1500
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Outlet, title, author and civil day of publication as the report gives them; None is not."""

    outlet: str | None
    title: str | None
    published: date | None
    author: str | None = None


def byline_of_html(content: str, origin: str = "") -> Byline:
    """The byline of a page: JSON-LD, meta tags, `time` elements, the URL, marked visible dates.

    The day is the one written on the page: no time zone moves it, no date in the story is taken.
    """
    found = extract_metadata(
        load_html(content),
        default_url=origin if origin.startswith(("http://", "https://")) else None,
        date_config={
            "original_date": True,
            "extensive_search": False,
            "min_date": EARLIEST.isoformat(),
            "max_date": _LATEST.isoformat(),
        },
    )
    title = _squeezed(found.title)
    named = _squeezed(found.sitename)
    if named and named.casefold() in {host_of(origin), netloc_of(origin)}:
        named = None  # the address tells nothing that the page says
    return Byline(
        outlet=named or publisher_in(content) or _outlet_beside(title, content),
        title=title,
        published=_published(content, origin, found.date),
        author=_squeezed(found.author),
    )


def _published(content: str, origin: str, found: str | None) -> date | None:
    """The day that was found, if it is written so that it can mean no other; else a marked one.

    "09/10/2022" is in September for some and in October for others, so it is no day.
    """
    if found is not None:
        day = date.fromisoformat(found)
        if day.day > MONTHS or day.day == day.month or is_spelled(day, content + " " + origin):
            return day
    return marked_in(content)


def byline_of_text(text: str) -> Byline:
    """The byline of plain text: headline, agency of the dateline or "By" line, date."""
    return Byline(outlet=_agency(text), title=_headline(text), published=published_in(text))


def host_of(origin: str) -> str | None:
    """The host of a web address without its `www`, an outlet's name where it tells none."""
    return netloc_of(origin).rsplit("@", 1)[-1].split(":")[0] or None


def netloc_of(origin: str) -> str:
    """Host and port of a web address; nothing of what is none."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.casefold().removeprefix("www.") if parts.scheme.startswith("http") else ""


def _outlet_beside(title: str | None, content: str) -> str | None:
    """The outlet where the `title` tag reads "headline - outlet"."""
    tag = _TITLE_TAG.search(content)
    if tag is None or not title:
        return None
    whole = _squeezed(html.unescape(tag.group(1))) or ""
    if not whole.startswith(title):
        return None
    separator = _SEPARATOR.match(whole[len(title) :])
    return whole[len(title) + separator.end() :] or None if separator else None


def _squeezed(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def _headline(text: str) -> str | None:
    """The first line, if a blank line follows it and it does not end like a sentence."""
    lines = text.lstrip().split("\n", 2)
    first = lines[0].strip()
    if len(lines) < 3 or lines[1].strip() or len(first) > _LONGEST_TITLE:  # noqa: PLR2004
        return None
    return None if first.endswith((".", "”", '"', ":")) else first or None


def _agency(text: str) -> str | None:
    head = text[:_HEAD]
    found = _AGENCY.search(head) or _BY.search(head)
    return found.group(1).strip() if found else None
