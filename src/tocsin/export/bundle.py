"""Evidence that can be handed on: one incident with its claims, sentences and hashes in a zip."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.export.cases import Case, with_evidence
from tocsin.export.claims import COLUMNS
from tocsin.export.columns import as_text, one_line
from tocsin.export.objects import line_of
from tocsin.export.parts import first_day, last_day
from tocsin.export.privacy import Screen
from tocsin.store import canon

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.export.cases import Told
    from tocsin.records import Document, Incident
    from tocsin.store.protocol import Store, Version

EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip's own first day: the same bundle has the same bytes
MARKS = ("**", "**")
DOCUMENT_COLUMNS = (
    "id",
    "origin",
    "outlet",
    "title",
    "published",
    "version",
    "recorded_at",
    "withdrawn_at",
    "text_sha256",
    "payload_sha256",
    "characters",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a bundle holds beside the marked sentences: whole `texts`, private `names`."""

    texts: bool = False
    names: bool = False
    as_of: datetime | None = None


def write_bundle(store: Store, incident: Incident, path: Path, wish: Wish) -> None:
    """Write the evidence for an incident to the zip file `path`.

    Sentences and hashes by default; whole texts only on demand, for they are their publishers'.

    Raises:
        InputError: the file cannot be written.
    """
    found = with_evidence(((incident, None),), lambda ids: store.evidence(ids, wish.as_of))
    case = next(found)
    case = case if wish.names else Screen.case(case)
    part = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
            sums = []
            for name, content in _members(store, case, wish):
                bundle.writestr(_info(name), content)
                sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}")
            bundle.writestr(_info("SHA256SUMS"), "\n".join(sums) + "\n")
        part.replace(path)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror}); choose another file"
        raise InputError(msg) from error
    finally:
        part.unlink(missing_ok=True)


def _members(store: Store, case: Case, wish: Wish) -> list[tuple[str, bytes]]:
    schema = {"schema": f"tocsin-ledger/{store.version()}"}
    incident = line_of(schema | json.loads(canon.dump(case.incident)))
    members = [
        ("README.md", _readme(case, wish, schema["schema"]).encode()),
        ("incident.json", incident),
        ("claims.csv", _claims(case)),
        ("documents.csv", _documents(store, case, wish)),
    ]
    if wish.texts:
        members += [(f"texts/{one.id}.txt", one.text.encode()) for one in case.documents]
    return members


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _claims(case: Case) -> bytes:
    columns = [*COLUMNS]
    rows = [[as_text(one.of(told)) for one in columns] for told in case.told]
    return _csv([one.name for one in columns], rows)


def _documents(store: Store, case: Case, wish: Wish) -> bytes:
    rows = []
    for told in {one.document.id: one for one in case.told}.values():
        document = told.document
        versions = store.revisions(document.origin, wish.as_of)
        held = next((one for one in reversed(versions) if one.document.id == document.id), None)
        rows.append([as_text(cell) for cell in _document(document, told.title, held)])
    return _csv(list(DOCUMENT_COLUMNS), rows)


def _document(
    document: Document, title: str | None, held: Version | None
) -> tuple[str | int | None, ...]:
    gone = held.withdrawn_at if held else None
    return (
        document.id,
        document.origin,
        document.outlet,
        title,
        document.published.isoformat() if document.published else None,
        held.number if held else None,
        held.recorded_at.isoformat() if held else None,
        gone.isoformat() if gone else None,
        document.digest,
        held.payload if held else None,
        len(document.text),
    )


def _csv(head: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def _readme(case: Case, wish: Wish, schema: str) -> str:
    known = f" as it was known on {wish.as_of.isoformat()}" if wish.as_of else ""
    documents = (
        "- `documents.csv`: the reports, each with its address and the SHA-256 of its text in UTF-8"
        " and of the bytes that were read."
    )
    return "\n".join(
        (
            f"# Incident {case.incident.id}",
            "",
            f"What published reports say of one happening, read by Tocsin{known} ({schema}).",
            "A claim is what a voice said; it is not thereby true. Read the sentences.",
            "",
            *_facts(case.incident),
            "",
            "## The claims",
            "",
            *(_told(told) for told in case.told),
            "## What is in this bundle",
            "",
            "- `incident.json`: the incident as the ledger keeps it; `claims.csv`: its claims.",
            documents,
            "- `SHA256SUMS`: `sha256sum -c SHA256SUMS` tells whether a file was changed.",
            _texts_note(wish),
            _names_note(wish),
            "",
        )
    )


def _facts(incident: Incident) -> list[str]:
    days = dict.fromkeys(str(d) for d in (first_day(incident.when), last_day(incident.when)) if d)
    voices = (
        ("Asserted by", incident.asserted_by),
        ("Confirmed by", incident.confirmed_by),
        ("Partly confirmed by", incident.partly_confirmed_by),
        ("Denied by", incident.denied_by),
    )
    return [
        f"- Kind: {incident.kind.value}, {incident.mode}",
        f"- Days: {' to '.join(days) or 'unknown'}",
        f"- Places: {', '.join(one.name for one in incident.places) or 'unknown'}",
        f"- Who: {', '.join(one.name for one in incident.actors) or 'unknown'}",
        f"- To whom: {', '.join(one.name for one in incident.recipients) or 'unknown'}",
        *(f"- {words}: {', '.join(names) or 'nobody'}" for words, names in voices),
        f"- Independent reports: {incident.independent_reports}",
    ]


def _texts_note(wish: Wish) -> str:
    if wish.texts:
        return "- `texts/`: the whole texts. They belong to their publishers; mind their rights."
    return (
        "- Whole texts are not in it: they belong to their publishers. Only sentences are quoted."
    )


def _names_note(wish: Wish) -> str:
    if wish.names:
        return "- Names of private persons are in it as they were published. Handle with care."
    return "- Names that may be of private persons are masked."


def _told(told: Told) -> str:
    claim = told.claim.claim
    voice = told.claim.speakers[-1].target.name if told.claim.speakers else "the publisher"
    published = told.document.published.isoformat() if told.document.published else "undated"
    trigger = claim.first.trigger
    lines = (
        f"**{told.document.outlet or told.document.origin}**, {published}:",
        f"{claim.first.kind.value} {claim.first.mode}; {claim.stance.value}: {voice}",
        "",
        f"> {_marked(told)}",
        "",
        f"{told.document.origin}, characters {trigger.start} to {trigger.end},",
        f"claim `{claim.id}`, rule `{claim.rule}`",
        "",
    )
    return "\n".join(lines)


def _marked(told: Told) -> str:
    """The sentence with its trigger marked; masked names move no mark."""
    start, end = told.bounds
    trigger, body = told.claim.claim.first.trigger, told.document.text
    before, after = body[start : trigger.start], body[trigger.end : end]
    words = (told.mask(before), MARKS[0], trigger.text, MARKS[1], told.mask(after))
    return one_line("".join(words))
