"""Notices on their way: signed webhooks, mail, standard output, and the Atom feed."""

from __future__ import annotations

import hmac
import smtplib
import sys
from collections.abc import Callable, Iterable
from email.message import EmailMessage
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import httpx2

from tocsin.desk.delivery import Send
from tocsin.desk.rules import Channel
from tocsin.records import Notice
from tocsin.serve.answers import as_json
from tocsin.serve.view import HIDDEN
from tocsin.serve.wire import Wire

PATIENCE = 10.0  # seconds that a receiver gets
ATOM = "http://www.w3.org/2005/Atom"
GOOD = range(200, 300)
MAIL_PORT = 25


def sender_for(channels: Iterable[Channel], base: str = "") -> Send:
    """What delivers a notice to the channel of a name; `base` is this site's address.

    Whatever goes wrong on the way is an OSError, and will be tried again.
    """
    known = {one.name: one for one in channels}
    ways: dict[str, Callable[[Channel, Notice, str], None]] = {
        "webhook": _post,
        "mail": _mail,
        "stdout": _print,
    }

    def send(channel: str, notice: Notice) -> None:
        if channel not in known:
            msg = f"there is no channel {channel!r} in the rules file any more"
            raise OSError(msg)
        ways[known[channel].kind](known[channel], notice, base)

    return send


def wire_of_notice(one: Notice, base: str = "") -> Wire:
    """A notice for a program, with the sentences that it rests on."""
    return {
        "id": one.id,
        "rule": one.rule,
        "title": one.title,
        "day": one.day.isoformat() if one.day else None,
        "incident": one.incident,
        "address": f"{base}/incidents/{one.incident}" if one.incident else None,
        "sentences": [
            {
                "voice": q.voice,
                "outlet": q.outlet,
                "document": q.document,
                "claim": q.claim,
                "sentence": q.sentence,
                "address": f"{base}/reports/{q.document}#m-{q.claim}",
            }
            for q in one.quoted
        ],
        "at": one.at.isoformat(),
    }


def signature_of(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 of the time and the body, so that neither can be changed or replayed late."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, sha256).hexdigest()


def feed_of(notices: Iterable[Notice], base: str) -> bytes:
    """The notices as an Atom feed (RFC 4287)."""
    feed = Element("feed", xmlns=ATOM)
    told = list(notices)
    _text(feed, "title", "Tocsin: what your rules told")
    _text(feed, "id", f"{base}/feed.atom")
    _text(feed, "updated", told[0].at.isoformat() if told else "1970-01-01T00:00:00+00:00")
    SubElement(feed, "link", rel="self", href=f"{base}/feed.atom")
    author = SubElement(feed, "author")
    _text(author, "name", "Tocsin")
    for one in told:
        entry = SubElement(feed, "entry")
        _text(entry, "id", f"urn:tocsin:notice:{one.id}")
        _text(entry, "title", one.title)
        _text(entry, "updated", one.at.isoformat())
        SubElement(entry, "category", term=_plain(one.rule))
        address = f"{base}/incidents/{one.incident}" if one.incident else f"{base}/alerts"
        SubElement(entry, "link", href=address)
        _text(entry, "content", words_of(one, base))
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def words_of(one: Notice, base: str = "") -> str:
    """A notice as plain text: its title, its sentences, each with voice and place to check."""
    lines = [one.title, f"rule: {one.rule}"]
    if one.day:
        lines.append(f"day: {one.day.isoformat()}")
    for q in one.quoted:
        sentence = " ".join(q.sentence.split())
        lines += ["", f"{q.voice}, in {q.outlet or 'an unnamed outlet'}:", f"  “{sentence}”"]
        lines.append(f"  {base}/reports/{q.document}#m-{q.claim}")
    if one.incident:
        lines += ["", f"{base}/incidents/{one.incident}"]
    return _plain("\n".join(lines))


def _post(channel: Channel, notice: Notice, base: str) -> None:
    body = as_json(wire_of_notice(notice, base))
    stamp = notice.at.isoformat()
    headers = {"content-type": "application/json", "tocsin-id": notice.id, "tocsin-time": stamp}
    if secret := channel.told.get("secret"):
        headers["tocsin-signature"] = "v1=" + signature_of(str(secret), stamp, body)
    try:
        answer = httpx2.post(
            str(channel.told["url"]),
            content=body,
            headers=headers,
            timeout=PATIENCE,
            follow_redirects=False,
        )
    except httpx2.HTTPError as error:
        told = f"{type(error).__name__}: {error}"
        raise OSError(told) from error
    if answer.status_code not in GOOD:
        told = f"the receiver answered {answer.status_code}"
        raise OSError(told)


def _mail(channel: Channel, notice: Notice, base: str) -> None:
    told: dict[str, Any] = channel.told
    message = EmailMessage()
    message["Subject"] = " ".join(_plain(notice.title).split())[:200]
    message["From"] = str(told["sender"])
    to = told["to"]
    message["To"] = to if isinstance(to, str) else ", ".join(to)
    message["Message-ID"] = f"<{notice.id}@tocsin>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words_of(notice, base))
    port = int(told.get("port", MAIL_PORT))
    with smtplib.SMTP(str(told["host"]), port, timeout=PATIENCE) as server:
        if told.get("tls"):
            server.starttls()
        if "user" in told:
            server.login(str(told["user"]), str(told.get("password", "")))
        server.send_message(message)


def _print(_: Channel, notice: Notice, base: str) -> None:
    sys.stdout.write(words_of(notice, base) + "\n\n")
    sys.stdout.flush()


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = _plain(words)


def _plain(words: str) -> str:
    """Without the characters that turn, hide or break."""
    return HIDDEN.sub(" ", words)
