"""What was not read is counted by source and reason, the gate's sample for what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import factories as make
from tocsin.config import settings
from tocsin.desk import Desk
from tocsin.desk.rejects import rejects_of, source_of
from tocsin.intake import GATE, SAMPLED, _is_sampled
from tocsin.records import Dropped, RawItem, Reading, payload_digest_of
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from pathlib import Path

REASON = "is not about armed violence, as far as its words tell"


def dropped(origin: str, step: str = GATE, reason: str = REASON) -> Dropped:
    return Dropped(origin=origin, step=step, reason=reason)


def test_rejects_are_counted_by_source_step_and_reason() -> None:
    some = [dropped(f"https://harbour.example.org/{n}") for n in range(5)]
    some += [dropped(f"https://beacon.example.org/{n}") for n in range(2)]
    some += [dropped(f"in/{n}.txt", "clean", f"has {n} words; it is too short") for n in range(9)]
    first, second, third = rejects_of(some)
    assert (first.source, first.kept, first.stands_for) == ("harbour.example.org", 5, 5 * SAMPLED)
    assert (second.source, second.stands_for) == ("beacon.example.org", 2 * SAMPLED)
    assert (third.source, third.step, third.kept, third.stands_for) == ("in", "clean", 9, 9)
    assert third.reason == "has … words; it is too short"
    assert third.examples == ("in/0.txt", "in/1.txt", "in/2.txt")


def test_the_last_that_is_known_of_an_input_counts() -> None:
    (one,) = rejects_of([dropped("a.txt", "fetch", "status 500"), dropped("a.txt", "clean", "bad")])
    assert (one.step, one.kept) == ("clean", 1)


def test_sources_are_hosts_and_folders() -> None:
    assert source_of("https://example.org:8000/news/1?a=b") == "example.org"
    assert source_of("reports/may/a.txt") == "reports/may"


def test_one_in_a_hundred_of_what_the_gate_turns_away_is_in_the_ledger(tmp_path: Path) -> None:
    texts = [f"The choir of the school sang on day {n}." for n in range(400)]

    def take(raw: RawItem, **given: Any) -> tuple[Reading | Dropped, ...]:
        del given
        return (dropped(raw.origin),)

    with Desk(Ledger(tmp_path / "war.db"), chosen=settings(), take=take) as desk:
        items = [make.raw_item(text, origin=f"https://example.org/{text[-4:]}") for text in texts]
        tally = desk.take_in(items)
        assert tally.by_reason == {f"{GATE}: {REASON}": len(texts)}
        sampled = [
            text
            for text in texts
            if _is_sampled(
                Receipt(origin="", digest=payload_digest_of(text.encode()), rules="", asked="")
            )
        ]
        assert 0 < len(sampled) < 20
        (found,) = desk.rejects()
        assert (found.kept, found.stands_for) == (len(sampled), SAMPLED * len(sampled))
        desk.take_in(items)
        assert desk.rejects() == (found,)
