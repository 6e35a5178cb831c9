"""Whatever a user names - a path, a folder, a web address, a stream - to the raw items in it."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import FetchError
from tocsin.read.files import files_below, items_of_file
from tocsin.read.opening import Source
from tocsin.records import UNLABELLED, Address, Dropped, RawItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.read.opening import Item, Opener
    from tocsin.records import Capture, Label

STEP = "fetch"
WEB = ("http://", "https://")
ELSEWHERE = (
    "is an address that cannot be read here; give a path or a web address, or read an object store"
    " with --engine ray"
)
Named = str | Path | RawItem | Source | Address


class Reach:
    """Leads from what is named to raw items, fetching what lies on the web."""

    def __init__(
        self,
        opener: Opener,
        get: Callable[[str], Capture],
        keep: Callable[[Capture], object] | None = None,
    ) -> None:
        """Open with `opener`, fetch with `get`, and hand every page that was fetched to `keep`."""
        self._opener = opener
        self._get = get
        self._keep = keep

    def items(self, named: Named) -> Iterator[RawItem | Dropped]:
        """The raw items of one thing that was named; what cannot be had is a `Dropped`."""
        for one in self._found(named):
            if isinstance(one, Address):
                yield from self._fetched(one)
            else:
                yield one

    def _found(self, named: Named) -> Iterator[Item]:
        if isinstance(named, Address):
            return iter((named,))
        if isinstance(named, str) and named.startswith(WEB):
            return self._page(named, UNLABELLED)
        if isinstance(named, str) and "://" in named:
            return iter((Dropped(origin=named, step=STEP, reason=ELSEWHERE),))
        if isinstance(named, RawItem):
            return replace(self._opener, now=named.fetched_at).items(source_of(named))
        if isinstance(named, Source):
            return self._opener.items(named)
        return items_of_file(Path(os.path.abspath(named)), self._opener)  # noqa: PTH100 - as above

    def _fetched(self, address: Address) -> Iterator[RawItem | Dropped]:
        """A page that a feed or a table led to; what it leads to itself is not followed."""
        for one in self._page(address.url, address.label):
            if not isinstance(one, Address):
                yield one

    def _page(self, url: str, label: Label) -> Iterator[Item]:
        try:
            capture = self._get(url)
        except FetchError as error:
            return iter((Dropped(origin=url, step=STEP, reason=str(error)),))
        if self._keep is not None:
            self._keep(capture)
        return replace(self._opener, now=capture.fetched_at).items(page_of(capture, label))


def things_in(named: Named) -> tuple[Named, ...]:
    """What is named itself, or each file below it where it is a folder."""
    if isinstance(named, (RawItem, Source, Address)):
        return (named,)
    if isinstance(named, str) and "://" in named:
        return (named,)
    return files_below(Path(named))


def name_of(named: Named) -> str:
    """What to call it on a progress bar."""
    if isinstance(named, Address):
        return named.url
    return named.origin if isinstance(named, (RawItem, Source)) else str(named)


def source_of(item: RawItem) -> Source:
    """An item that was handed in, to be opened like everything else."""
    return Source(
        origin=item.origin,
        stream=io.BytesIO(item.payload),
        media_type=item.media_type,
        size=len(item.payload),
        label=item.label,
    )


def page_of(capture: Capture, label: Label = UNLABELLED) -> Source:
    """A page that was fetched, to be opened like everything else."""
    return Source(
        origin=capture.url,
        stream=io.BytesIO(capture.body),
        media_type=capture.header("content-type") or "application/octet-stream",
        size=len(capture.body),
        label=label,
    )
