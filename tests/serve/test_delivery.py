"""Rules, notices and deliveries: told once, with the sentence, signed, retried, kept when dead."""

from __future__ import annotations

import json
from datetime import date, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring

import pytest

from tests import factories as make
from tests.serve.sinks import mailbox, webhook
from tocsin.desk.delivery import GRACE, WAITS, Silent
from tocsin.desk.rules import RuleBook, rule_book, rule_of
from tocsin.errors import InputError
from tocsin.serve.courier import deliver
from tocsin.serve.senders import ATOM, signature_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.conftest import Clock, Site
    from tocsin.records import Notice, Rule

BASE = "http://127.0.0.1:8000"


def denial(**fields: Any) -> Rule:
    return rule_of({"name": "denials", "when": "first-denial", "to": ["ops"], **fields})


def book(path: Path, text: str) -> RuleBook:
    (path / "rules.toml").write_text(text, "utf-8")
    return rule_book(path / "rules.toml")


def stir(site: Site) -> None:
    """Make the ledger move on: the incident about Goris is made anew."""
    left, right = site.pair
    site.desk.judge(left, right, "different", why="x")
    site.desk.reconcile()
    site.desk.withdraw_judgement(left, right)
    site.desk.reconcile()


def test_a_rehearsal_shows_what_would_have_been_told_and_keeps_nothing(site: Site) -> None:
    (found,) = site.desk.deliveries.rehearse([denial()])
    assert "denied by Azerbaijan's Defense Ministry" in found.title
    assert found.quoted[0].sentence.startswith("Baku denied")
    assert found.quoted[0].claim in found.claims
    assert site.desk.deliveries.newest() == ()
    day = make.NOON.date()
    assert site.desk.deliveries.rehearse([denial()], since=day + timedelta(1)) == ()
    assert site.desk.deliveries.rehearse([denial()], until=day - timedelta(1)) == ()


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 3),
        ({"sides": ["ARM", "AZE"]}, 2),
        ({"place": "Sotk"}, 1),
        ({"kind": "coerce"}, 1),
        ({"toll": 8}, 1),
        ({"toll": 9}, 0),
        ({"reports": 2}, 0),
        ({"country": "fra"}, 0),
        ({"source": "Daily Beacon"}, 1),
    ],
)
def test_a_rule_asks_for_everything_in_it(site: Site, fields: dict[str, Any], count: int) -> None:
    rule = rule_of({"name": "r", **fields})
    assert len(site.desk.deliveries.rehearse([rule])) == count


def test_a_new_rule_is_silent_about_the_past_and_tells_each_occasion_once(site: Site) -> None:
    rules = [denial(to=[])]
    assert site.desk.deliveries.follow(rules) == 0
    stir(site)
    assert site.desk.deliveries.follow(rules) == 1
    stir(site)
    assert site.desk.deliveries.follow(rules) == 0
    assert len(site.desk.deliveries.newest()) == 1


def test_a_webhook_gets_a_signed_notice_with_its_sentence_once(site: Site, tmp_path: Path) -> None:
    with webhook() as hook:
        told = book(
            tmp_path,
            f'[channels.ops]\nkind = "webhook"\nurl = "{hook.address}"\nsecret = "s3"\n'
            '[[rules]]\nname = "denials"\nwhen = "first-denial"\nto = ["ops"]\n',
        )
        deliver(site.desk, told, BASE)
        stir(site)
        done = deliver(site.desk, told, BASE)
        again = deliver(site.desk, told, BASE)
    assert (done.made, done.sent, again.made, again.sent) == (1, 1, 0, 0)
    ((headers, body),) = hook.received
    assert headers["tocsin-signature"] == "v1=" + signature_of("s3", headers["tocsin-time"], body)
    notice = json.loads(body)
    assert notice["sentences"][0]["sentence"].startswith("Baku denied")
    assert notice["address"].startswith(f"{BASE}/incidents/i")
    assert site.client.get(notice["address"]).status_code == 200


def test_mail_arrives_with_the_sentence_and_no_header_from_a_text(
    site: Site, tmp_path: Path
) -> None:
    with mailbox() as letters:
        told = book(
            tmp_path,
            f'[channels.desk]\nkind = "mail"\nhost = "127.0.0.1"\nport = {letters.port}\n'
            'sender = "tocsin@example.org"\nto = ["ana@example.org"]\n'
            '[[rules]]\nname = "all"\nto = ["desk"]\n',
        )
        deliver(site.desk, told, BASE)
        stir(site)
        site.desk.withdraw("hostile.txt", why="x")
        site.desk.take_in(
            [make.raw_item("Rebels shelled the camp.\r\nBcc: eve@evil.example", "hostile.txt")]
        )
        site.desk.reconcile()
        assert deliver(site.desk, told, BASE).sent >= 2
    mails = [message_from_bytes(one, policy=policy.default) for one in letters.received]
    assert all(mail["To"] == "ana@example.org" and mail["Bcc"] is None for mail in mails)
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    assert any("Baku denied" in mail.get_content() for mail in mails)


def test_a_failure_is_tried_again_later_and_is_a_dead_letter_in_the_end(site: Site) -> None:
    clock: Clock = site.desk._clock  # type: ignore[assignment]
    clock.step = timedelta(0)
    tried: list[Notice] = []

    def broken(_: str, notice: Notice) -> None:
        tried.append(notice)
        raise ConnectionRefusedError(111, "refused")

    site.desk.deliveries.follow([denial()])
    stir(site)
    site.desk.deliveries.follow([denial()])
    for wait in WAITS:
        assert site.desk.deliveries.send(broken).failed == 1
        assert site.desk.deliveries.send(broken).failed == 0, "not before its time"
        clock.now += timedelta(seconds=wait + 1)
    assert site.desk.deliveries.send(broken).dead == 1
    (letter,) = site.desk.deliveries.dead()
    assert (letter.attempts, len(tried)) == (6, 6)
    assert "refused" in letter.told
    assert "Did not arrive" in site.client.get("/alerts").text
    assert site.post(f"/alerts/dead/{letter.number}/retry").status_code == 303
    arrived: list[str] = []
    site.desk.deliveries.send(lambda channel, _: arrived.append(channel))
    assert arrived == ["ops"]


def test_what_was_being_sent_when_the_power_failed_is_not_sent_again(site: Site) -> None:
    clock: Clock = site.desk._clock  # type: ignore[assignment]

    def killed(_: str, __: Notice) -> None:
        raise KeyboardInterrupt

    site.desk.deliveries.follow([denial()])
    stir(site)
    site.desk.deliveries.follow([denial()])
    with pytest.raises(KeyboardInterrupt):
        site.desk.deliveries.send(killed)
    clock.now += GRACE * 2
    sent: list[str] = []
    site.desk.deliveries.send(lambda channel, _: sent.append(channel))
    assert sent == []
    assert "may have arrived" in site.desk.deliveries.dead()[0].told


def test_a_silent_source_is_told_once_for_each_silence(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    silences = [Silent(name="Ararat Ledger", last="2022-09-13")]
    monkeypatch.setattr(type(site.desk), "_silent", lambda _: tuple(silences))
    rule = rule_of({"name": "quiet", "when": "silence"})
    assert [site.desk.deliveries.follow([rule]) for _ in range(2)] == [1, 0]
    silences[:] = [Silent(name="Ararat Ledger", last="2022-09-20")]
    assert site.desk.deliveries.follow([rule]) == 1


def test_the_feed_is_atom_with_each_notice_and_plain_words(site: Site) -> None:
    site.desk.deliveries.follow([rule_of({"name": "all"})])
    stir(site)
    site.desk.deliveries.follow([rule_of({"name": "all"})])
    answer = site.client.get("/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = fromstring(answer.content)  # noqa: S314 - our own feed
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert len(entries) == len(site.desk.deliveries.newest()) > 0
    assert site.client.get("/feed.atom?rule=none").text.count("<entry") == 0


def test_a_rule_is_made_and_ended_on_the_page(site: Site) -> None:
    made = site.post("/alerts/rules", name="Goris", when="incident", side="ARM", place="Goris")
    assert made.status_code == 303
    ((rule, by),) = site.desk.deliveries.rules()
    assert (rule.name, rule.sides, rule.place, by) == ("Goris", ("ARM",), "Goris", "a person")
    stir(site)
    deliver(site.desk, RuleBook(), BASE)
    assert "shelled" in site.client.get("/alerts").text
    assert site.post("/alerts/rules", name="x", to="nowhere").status_code == 422
    assert site.post("/alerts/rules/end", name="Goris").status_code == 303
    assert site.desk.deliveries.rules() == ()


@pytest.mark.parametrize(
    "text",
    [
        "rules = 3",
        "[[rules]]\nname = ''",
        "[[rules]]\nname = 'a'\nwhen = 'never'",
        "[[rules]]\nname = 'a'\nkind = 'murder'",
        "[[rules]]\nname = 'a'\nreports = -1",
        "[[rules]]\nname = 'a'\nsides = 'ARM'",
        "[[rules]]\nname = 'a'\nto = ['none']",
        "[[rules]]\nname = 'a'\n[[rules]]\nname = 'a'",
        "[[rules]]\nname = 'a'\nweather = 'fine'",
        "[channels.x]\nkind = 'pigeon'",
        "[channels.x]\nkind = 'webhook'",
        "[channels.x]\nkind = 'stdout'\nurl = 'x'",
        "not toml",
    ],
)
def test_a_rules_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        book(tmp_path, text)


def test_days_of_a_rehearsal_are_civil(site: Site) -> None:
    day = date(2022, 9, 13)
    assert len(site.desk.deliveries.rehearse([denial()], since=day, until=day)) == 1
