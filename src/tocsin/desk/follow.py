"""Feeds followed for ever: polled politely, taken in, reconciled, and listened to for silence."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from tocsin.desk.rhythm import chance_of_silence, gaps_between, is_silent, usual_gap
from tocsin.errors import FetchError, InputError
from tocsin.intake import Ways
from tocsin.read.feeds import address_of, entries_of, is_cut, origin_of, text_of, title_of
from tocsin.read.reach import page_of
from tocsin.records import Condition, Dropped, Label, RawItem, SourceState
from tocsin.store.sources import Poll, Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from tocsin.intake import Intake
    from tocsin.read.feeds import Entry
    from tocsin.records import Capture, FeedSpec
    from tocsin.store.sources import FeedBook

MOST_ENTRIES = 500  # of one feed in one poll, the newest first
MOST_TRIES = 3  # of one page that could not be had
LONGEST_PAUSE = timedelta(days=1)
JITTER = 0.1  # of the interval, either way, so that feeds are not asked all at once
WHOLE_EACH = 12  # intervals in which a feed is asked once for all it has, whatever its ETag says
UNCHANGED = 304
LASTING = frozenset({400, 401, 403, 404, 405, 406, 410, 451})


class Getter(Protocol):
    """What fetches a page: `tocsin.read.fetch.Fetcher`."""

    def get(self, url: str, condition: Condition | None = None) -> Capture:
        """The page at `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one poll of a feed brought: new and changed documents, and what went wrong."""

    feed: str
    new: int
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush:
    """A source fell silent against its own rhythm, or speaks again."""

    state: SourceState


Event = Heard | Hush


class Following:
    """The way of feeds into one ledger; where it stands is in the ledger itself."""

    def __init__(
        self,
        feeds: FeedBook,
        intake: Intake,
        getter: Getter,
        *,
        now: Callable[[], datetime],
        chance: random.Random | None = None,
    ) -> None:
        """Note in `feeds`, take in through `intake`; `chance` spreads the polls."""
        self._feeds = feeds
        self._intake = intake
        self._getter = getter
        self._now = now
        self._chance = chance or random.Random()  # noqa: S311 - nothing secret

    def round(
        self,
        specs: Iterable[FeedSpec],
        *,
        stopped: Callable[[], bool],
        tell: Callable[[Event], object],
    ) -> int:
        """Poll every feed that is due; how many documents came in.

        A feed that fails is asked again later and later, up to a day; `stopped` is asked between
        two entries, and whatever came in before is kept and known.
        """
        polls, came = self._feeds.polls(), 0
        for spec in specs:
            poll = polls.get(spec.url)
            if stopped():
                break
            if poll is not None and poll.due_at > self._now():
                continue
            heard = self._polled(spec, poll, stopped)
            came += heard.new
            tell(heard)
            self._listen(spec.url, tell)
        return came

    def pause(self, specs: Iterable[FeedSpec]) -> timedelta:
        """How long it is until the next feed is due."""
        polls, now = self._feeds.polls(), self._now()
        due = [polls[spec.url].due_at - now for spec in specs if spec.url in polls]
        return max(min(due, default=timedelta(0)), timedelta(0))

    def _polled(self, spec: FeedSpec, poll: Poll | None, stopped: Callable[[], bool]) -> Heard:
        known = self._condition(spec, poll)
        try:
            capture = self._getter.get(spec.url, known)
            new, whole, title = self._taken(spec, capture, stopped)
        except InputError as error:
            self._note_failure(spec, poll, error)
            return Heard(feed=spec.url, new=0, trouble=str(error))
        fresh = whole and capture.status != UNCHANGED
        now = self._now()
        self._feeds.note(
            Poll(
                feed=spec.url,
                title=spec.outlet or title or (poll.title if poll else None),
                etag=capture.header("etag") if fresh else known.etag,
                modified=capture.header("last-modified") if fresh else known.modified,
                failures=0,
                trouble=None,
                polled_at=now,
                answered_at=now,
                due_at=now + self._spread(spec.every),
            )
        )
        return Heard(feed=spec.url, new=new)

    def _condition(self, spec: FeedSpec, poll: Poll | None) -> Condition:
        """What the feed is asked for: what changed, and once in a while all, as some ETags lie."""
        if poll is None:
            return Condition()
        age = spec.every * WHOLE_EACH / timedelta(seconds=1)
        if poll.polled_at.timestamp() // age != self._now().timestamp() // age:
            return Condition()
        return Condition(etag=poll.etag, modified=poll.modified)

    def _taken(
        self, spec: FeedSpec, capture: Capture, stopped: Callable[[], bool]
    ) -> tuple[int, bool, str | None]:
        """New documents of an answer, whether all of it was taken in, and the feed's title."""
        if capture.status == UNCHANGED:
            return 0, True, None
        seen, new, whole = self._feeds.seen(spec.url), 0, not is_cut(capture.body)
        for entry, label in list(entries_of(capture.body))[:MOST_ENTRIES]:
            if stopped():
                return new, False, title_of(capture.body)
            sighting = _sighting(spec.url, entry)
            known = seen.get(sighting.origin)
            if known == sighting:
                continue
            tried = known.tries if known and known.digest == sighting.digest else 0
            came = self._entered(spec, entry, label, last=tried + 1 >= MOST_TRIES)
            if came is None:
                whole, sighting = False, replace(sighting, tries=tried + 1)
            self._feeds.see(spec.url, sighting, at=self._now())
            seen[sighting.origin] = sighting
            new += came or 0
        return new, whole, title_of(capture.body)

    def _entered(self, spec: FeedSpec, entry: Entry, label: Label, *, last: bool) -> int | None:
        """How many documents an entry brought; None if its page may be had later."""
        address = address_of(entry)
        if spec.links and address:
            item = self._page(address, replace(label, leads=False), last=last)
        else:
            item = RawItem(
                origin=origin_of(entry, spec.url),
                media_type="text/plain; charset=utf-8",
                payload=text_of(entry).encode("utf-8", "replace"),
                fetched_at=self._now(),
                label=label,
            )
        if not isinstance(item, RawItem):
            return item
        tally = self._intake.add((item,), Ways(outlet=spec.outlet))
        return tally.kept + tally.revised

    def _page(self, address: str, label: Label, *, last: bool) -> RawItem | int | None:
        """The page of an entry; None if it may be had later, 0 where it is given up."""
        try:
            capture = self._getter.get(address)
        except FetchError as error:
            if error.status not in LASTING and not last:
                return None
            self._intake.refuse(Dropped(origin=address, step="fetch", reason=str(error)))
            return 0
        self._intake.keep(capture)
        source = page_of(capture)
        return RawItem(
            origin=source.origin,
            media_type=source.media_type,
            payload=capture.body,
            fetched_at=capture.fetched_at,
            label=label,
        )

    def _note_failure(self, spec: FeedSpec, poll: Poll | None, error: InputError) -> None:
        failures = (poll.failures if poll else 0) + 1
        wait = min(spec.every * 2 ** min(failures, 16), LONGEST_PAUSE)
        asked = error.retry_after if isinstance(error, FetchError) else None
        wait = max(wait, min(timedelta(seconds=asked or 0), LONGEST_PAUSE))
        now = self._now()
        self._feeds.note(
            Poll(
                feed=spec.url,
                title=spec.outlet or (poll.title if poll else None),
                etag=poll.etag if poll else None,
                modified=poll.modified if poll else None,
                failures=failures,
                trouble=str(error),
                polled_at=now,
                answered_at=poll.answered_at if poll else None,
                due_at=now + self._spread(wait),
            )
        )

    def _spread(self, pause: timedelta) -> timedelta:
        return pause * self._chance.uniform(1 - JITTER, 1 + JITTER)

    def _listen(self, feed: str, tell: Callable[[Event], object]) -> None:
        """Note and tell when a feed falls silent, or speaks again."""
        poll = self._feeds.polls().get(feed)
        state = state_of(self._feeds, feed, poll)
        if self._feeds.hush(feed, silent=state.silent, at=self._now()):
            tell(Hush(state=state))


def state_of(feeds: FeedBook, feed: str, poll: Poll | None) -> SourceState:
    """How a source stands: its silence is counted up to when it last answered.

    So a source is not called silent while nobody listened, or while the network is down.
    """
    arrivals = feeds.arrivals(feed)
    gaps = gaps_between(arrivals)
    last = arrivals[-1] if arrivals else None
    listened = poll.answered_at if poll else None
    silence = listened - last if listened and last else timedelta(0)
    return SourceState(
        feed=feed,
        title=poll.title if poll else None,
        entries=len(arrivals),
        last_seen=last,
        usual_gap=usual_gap(gaps),
        silent=is_silent(gaps, silence),
        chance=chance_of_silence(gaps, silence),
        failures=poll.failures if poll else 0,
        trouble=poll.trouble if poll else None,
        due_at=poll.due_at if poll else None,
    )


def states_of(feeds: FeedBook) -> tuple[SourceState, ...]:
    """How every followed source stands, by address."""
    polls = feeds.polls()
    named = sorted({*polls, *feeds.feeds()})
    return tuple(state_of(feeds, feed, polls.get(feed)) for feed in named)


def _sighting(feed: str, entry: Entry) -> Sighting:
    """An entry by its link, or its id; by what it says, not when it says that it was touched."""
    told = f"{entry.get('title') or ''}\n{text_of(entry)}"
    return Sighting(
        origin=origin_of(entry, feed),
        digest=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest(),
    )
