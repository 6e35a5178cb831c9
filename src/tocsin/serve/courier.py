"""Follows the rules and sends what is due, again and again, until it is told to stop."""

from __future__ import annotations

import logging
import threading

from tocsin.desk import Desk
from tocsin.desk.delivery import Round
from tocsin.desk.rules import RuleBook
from tocsin.errors import TocsinError
from tocsin.serve.senders import sender_for

LOG = logging.getLogger("tocsin.serve")
PAUSE = 20.0  # seconds between two rounds


class Courier:
    """One thread that carries notices while a ledger is served."""

    def __init__(self, desk: Desk, book: RuleBook, base: str) -> None:
        """Carry for `desk` by the rules of `book` and those made on the page."""
        self._desk = desk
        self._book = book
        self._base = base.rstrip("/")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the delivery at hand."""
        self._stop.set()
        self._thread.join(PAUSE)

    def round(self) -> Round:
        """Follow all rules once and send what is due."""
        return deliver(self._desk, self._book, self._base)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.round()
            except TocsinError as error:
                LOG.warning("deliveries wait: %s", error)
            self._stop.wait(PAUSE)


def deliver(desk: Desk, book: RuleBook, base: str = "") -> Round:
    """One round: new notices of all rules, then whatever is due to be sent."""
    deliveries = desk.deliveries
    mine = {one.name for one in book.rules}
    made_here = [rule for rule, _ in deliveries.rules() if rule.name not in mine]
    made = deliveries.follow([*book.rules, *made_here])
    sent = deliveries.send(sender_for(book.channels, base))
    return Round(made=made, sent=sent.sent, failed=sent.failed, dead=sent.dead)
