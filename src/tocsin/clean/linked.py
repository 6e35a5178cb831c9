"""What a page says of itself in JSON-LD, where the libraries do not look: its publisher."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(
    r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL
)
_KIND = re.compile(r"Article$|^Report|^BlogPosting$|^LiveBlogPosting$|^WebPage$")
_LARGEST = 500_000


def publisher_in(content: str) -> str | None:
    """The name of the publisher of the first article in a page's JSON-LD; None without one.

    Source of the format: https://schema.org/publisher
    """
    for node in _nodes(content):
        kinds = node.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _KIND.search(kind) for kind in named):
            name = _name(node.get("publisher"))
            if name:
                return name
    return None


def _nodes(content: str) -> Iterator[dict[str, object]]:
    """Every object of every block, outermost first; a block that is no JSON is passed over."""
    for block in _BLOCK.findall(content[:_LARGEST]):
        try:
            waiting = [json.loads(block)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                yield node
                waiting += [one for one in node.values() if isinstance(one, (dict, list))]


def _name(publisher: object) -> str | None:
    if isinstance(publisher, list):
        return next(filter(None, map(_name, publisher)), None)
    if isinstance(publisher, dict):
        publisher = publisher.get("name")
    if not isinstance(publisher, str) or "://" in publisher:
        return None
    return " ".join(publisher.split()) or None
