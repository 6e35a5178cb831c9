"""The gate turns away what is not about armed violence, and only when it is asked to."""

from __future__ import annotations

from tests import factories as make
from tocsin.clean import off_topic
from tocsin.clean.gate import OFF_TOPIC, visible_text
from tocsin.clean.relevance import THRESHOLD
from tocsin.records import Page

WAR = "Artillery pounded two villages overnight and killed three soldiers, the army said."
FAIR = "The village fair drew a record crowd, and the best cake won a prize."


def page(text: str, form: str = "text") -> Page:
    raw = make.raw_item(text)
    return Page(origin=raw.origin, form=form, content=text, fetched_at=raw.fetched_at)


def test_a_report_of_violence_passes_and_a_fair_does_not() -> None:
    assert off_topic(page(WAR), THRESHOLD) is None
    dropped = off_topic(page(FAIR), THRESHOLD)
    assert dropped is not None
    assert (dropped.step, dropped.reason) == ("gate", OFF_TOPIC)


def test_a_threshold_of_nothing_reads_everything() -> None:
    assert off_topic(page(FAIR), 0.0) is None


def test_of_a_web_page_the_text_is_weighed_and_not_its_scripts() -> None:
    html = f"<html><script>var war = 'artillery shelling soldiers killed'</script><p>{FAIR}</p>"
    assert "artillery" not in visible_text(html)
    assert off_topic(page(html, "html"), THRESHOLD) is not None
    assert off_topic(page(f"<html><body><p>{WAR}</p>", "html"), THRESHOLD) is None
