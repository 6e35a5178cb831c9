"""A ledger that is served elsewhere, read as if it were here: `tocsin.connect("https://...")`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self, TypeVar

from tocsin.config import settings
from tocsin.errors import InputError, LedgerError, MissingPartError
from tocsin.reconcile import Explanation
from tocsin.records import Correction, Document, Incident, Judgement, Reading, ResolvedClaim
from tocsin.store import canon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from typing import Unpack

    import httpx2

    from tocsin.store.filters import Filters

RECORDS = "application/vnd.tocsin.records+json"
PAGE = 200
PATIENCE = 30.0
NOT_FOUND, NOT_LET_IN, DEFECT = 404, (401, 403), 500
Record = TypeVar("Record")
Asked = list[tuple[str, str]]


class RemoteDesk:
    """The reading methods of a desk, over the API of a served ledger; a context manager."""

    def __init__(self, address: str, *, token: str = "", transport: object = None) -> None:
        """Look at the ledger at `address`; `token` opens it where it asks for one.

        Raises:
            MissingPartError: the HTTP client is not installed.
        """
        try:
            import httpx2  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            msg = "httpx2, the HTTP client, is missing: pip install 'tocsin[client]'"
            raise MissingPartError(msg) from error
        self.address = address.rstrip("/")
        headers = {"accept": RECORDS} | ({"authorization": f"Bearer {token}"} if token else {})
        self._failure = httpx2.HTTPError
        self._client: httpx2.Client = httpx2.Client(
            base_url=f"{self.address}/api/v1",
            headers=headers,
            timeout=PATIENCE,
            transport=transport,  # type: ignore[arg-type]
        )

    def __enter__(self) -> Self:
        """Nothing is opened before the first question."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def incidents(self, **filters: Unpack[Filters]) -> tuple[Incident, ...]:
        """The incidents that meet all filters, by first day; see `Desk.incidents`.

        Raises:
            InputError: a filter has a value that cannot be meant.
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        found = tuple(self._pages("/incidents", _asked(filters, incidents=True), Incident))[::-1]
        if filters.get("background") is True:
            found = tuple(one for one in found if one.background)
        if filters.get("disputed") is False:
            found = tuple(one for one in found if not one.denied_by)
        return found

    def claims(self, **filters: Unpack[Filters]) -> tuple[ResolvedClaim, ...]:
        """The claims that meet all filters, in the order of recording; see `Desk.claims`.

        Raises:
            InputError: a filter has a value that cannot be meant.
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        return tuple(self._pages("/claims", _asked(filters, incidents=False), ResolvedClaim))

    def explain(self, id_: str, *, as_of: date | datetime | None = None) -> Explanation:
        """Why an incident is what it is; see `Desk.explain`.

        Raises:
            InputError: nothing, or more than one thing, has this id.
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        text = self._get(f"/incidents/{_safe(id_)}/explanation", _moment(as_of))
        return canon.load(text, Explanation)

    def documents(self, as_of: date | datetime | None = None) -> tuple[Document, ...]:
        """The current version of every document that counts.

        Raises:
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        return tuple(self._pages("/documents", _moment(as_of), Document))

    def reading(self, document: str, *, as_of: date | datetime | None = None) -> Reading:
        """One document by its id, with its claims and flags.

        Raises:
            InputError: nothing has this id.
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        return canon.load(self._get(f"/documents/{_safe(document)}", _moment(as_of)), Reading)

    def judgements(self, as_of: date | datetime | None = None) -> tuple[Judgement, ...]:
        """All that people judged, also what was withdrawn, oldest first.

        Raises:
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        return tuple(self._pages("/judgements", _moment(as_of), Judgement))

    def decisions(self) -> tuple[Correction, ...]:
        """All that people decided of single fields, oldest first.

        Raises:
            LedgerError: the ledger cannot be reached, or does not let us in.
        """
        return tuple(self._pages("/decisions", [], Correction))

    def _pages(self, path: str, asked: Asked, kind: type[Record]) -> Iterator[Record]:
        after = ""
        while True:
            text = self._get(path, [*asked, ("limit", str(PAGE)), ("after", after)])
            page = json.loads(text)
            for one in page["items"]:
                yield canon.load(json.dumps(one), kind)
            after = page["next"] or ""
            if not after:
                return

    def _get(self, path: str, asked: Asked) -> str:
        try:
            answer = self._client.get(path, params=[pair for pair in asked if pair[1]])
        except self._failure as error:
            msg = f"the ledger at {self.address} cannot be reached ({error}); check the address"
            raise LedgerError(msg) from error
        if answer.is_success:
            return str(answer.text)
        detail = _detail(answer.text) or f"it answered {answer.status_code}"
        if answer.status_code in NOT_LET_IN or answer.status_code >= DEFECT:
            msg = f"the ledger at {self.address}: {detail}"
            raise LedgerError(msg)
        raise InputError(detail)


def connect(address: str) -> RemoteDesk:
    """The ledger served at `address`, with the token of the settings (`TOCSIN_TOKEN`).

    Raises:
        MissingPartError: the HTTP client is not installed.
    """
    return RemoteDesk(address, token=settings().token)


def _asked(filters: Mapping[str, object], *, incidents: bool) -> Asked:
    """The filters as the API wants them."""
    sides = filters.get("sides") or ()
    listed = [sides] if isinstance(sides, str) else list(sides)  # type: ignore[call-overload]
    asked = [("side", str(side)) for side in listed]
    words = ("country", "kind", "since", "until", "place", "source")
    asked += [(key, _word(filters.get(key))) for key in words]
    if incidents:
        asked.append(("stance", "denied" if filters.get("disputed") is True else ""))
        asked.append(("background", "" if filters.get("background") is False else "true"))
    else:
        asked.append(("stance", _word(filters.get("stance"))))
    return asked + _moment(filters.get("as_of"))


def _moment(as_of: object) -> Asked:
    return [("as_of", _word(as_of))]


def _word(value: object) -> str:
    if value is None:
        return ""
    written = getattr(value, "isoformat", None)
    return str(written()) if written else str(getattr(value, "value", value))


def _safe(id_: str) -> str:
    """An id as one step of a path.

    Raises:
        InputError: it cannot be an id.
    """
    if not id_.isalnum():
        msg = f"{id_[:60]!r} is no id; ids are letters and digits"
        raise InputError(msg)
    return id_


def _detail(text: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return ""
    return str(told.get("detail", "")) if isinstance(told, dict) else ""
