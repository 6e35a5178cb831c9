"""The process that follows: `python -m benchmarks.soak.follower LEDGER SECONDS LINKED URL...`.

Ends at SIGTERM and then prints, as one JSON object, how many documents came in and what went wrong
how often.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import threading
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from tocsin.config import settings
from tocsin.desk import connect
from tocsin.desk.follow import Heard
from tocsin.records import FeedSpec

if TYPE_CHECKING:
    from tocsin.desk.follow import Event

_ADDRESS = re.compile(r"https?://\S+")
PATIENCE = 2.0  # seconds for one answer


def main() -> None:
    """Follow until told to stop."""
    where, seconds, linked, *urls = sys.argv[1:]
    stop, troubles = threading.Event(), Counter[str]()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def tell(event: Event) -> None:
        if isinstance(event, Heard) and event.trouble:
            troubles[_ADDRESS.sub("", event.trouble).strip()[:90]] += 1

    specs = [
        FeedSpec(url=url, links=n == int(linked), every=timedelta(seconds=float(seconds)))
        for n, url in enumerate(urls)
    ]
    chosen = settings(fetch_private=True, fetch_pause=0.0, fetch_timeout=PATIENCE)
    with connect(where, chosen) as desk:
        came = desk.newsroom.follow(specs, stop=stop, tell=tell)
    print(json.dumps({"came": came, "troubles": dict(troubles.most_common(20))}))


if __name__ == "__main__":
    main()
