"""Who is asking, and may they: sessions, tokens, roles, and forms that are really from here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, cast
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from tocsin.records import Rank, User
from tocsin.serve.office import Office
from tocsin.serve.problems import API, Problem

SESSION = "tocsin_session"
BEARER = "bearer "
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who is asking, the most they may do, and how we know (`open`, `session` or `token`)."""

    user: User
    rank: Rank
    by: str

    @property
    def name(self) -> str:
        """The name that is written into the log."""
        return self.user.name

    @property
    def is_coder(self) -> bool:
        """Whether they may judge."""
        return self.rank >= Rank.CODER

    @property
    def is_admin(self) -> bool:
        """Whether they may do everything."""
        return self.rank >= Rank.ADMIN


class LogInFirst(Exception):  # noqa: N818 - it is no error
    """A page that needs a session was asked for without one."""

    def __init__(self, address: str) -> None:
        """Remember where to go after logging in."""
        super().__init__(address)
        self.address = address


def office_of(request: Request) -> Office:
    """What this ledger is served with."""
    return cast(Office, request.app.state.office)


def visitor_of(request: Request) -> Visitor:
    """Who is asking.

    Raises:
        Problem: 401, the token or session does not open this ledger.
        LogInFirst: a person has to log in.
    """
    office = office_of(request)
    found = _with_token(request, office) or _with_session(request, office)
    return _let_in(request, found)


def _let_in(request: Request, known: Visitor | None) -> Visitor:
    office, found = office_of(request), known
    if found is None and office.options.open_:
        found = Visitor(user=office.nobody, rank=Rank.ADMIN, by="open")
    if found is None and request.url.path.startswith(API):
        msg = "send a token as Authorization: Bearer; an admin makes one with `tocsin user token`"
        raise Problem(401, msg, {"WWW-Authenticate": "Bearer"})
    if found is None:
        raise LogInFirst(quote(str(request.url.path)) + _query(request))
    request.state.visitor = found
    request.state.csrf = office.csrf_of(cookie_of(request))
    return found


def cookie_of(request: Request) -> str:
    """What a form of this browser is bound to: its session, or its visit."""
    return request.cookies.get(SESSION) or request.state.visit


def at_least(rank: Rank) -> Callable[[Request], Awaitable[Visitor]]:
    """A dependency: the visitor, who must have this role.

    Only who shows a token or a session has to be looked up, which may wait for the ledger.
    """

    async def check(request: Request) -> Visitor:
        """Let them in, or say why not."""
        if "authorization" in request.headers or SESSION in request.cookies:
            visitor = await run_in_threadpool(visitor_of, request)
        else:
            visitor = _let_in(request, None)
        if visitor.rank < rank:
            msg = f"{visitor.name} is {visitor.rank.name.lower()}; this needs {rank.name.lower()}"
            raise Problem(403, msg)
        return visitor

    return check


async def from_here(request: Request) -> None:
    """A dependency of every write: it comes from our own page, or from a program.

    Forms carry the token that was made for their browser. Browsers also tell where a request comes
    from; a program with a token needs neither.

    Raises:
        Problem: 403, it comes from somewhere else.
    """
    if request.headers.get("authorization", "").lower().startswith(BEARER):
        return
    if not _same_site(request):
        raise Problem(403, "this request comes from another site; use the page itself")
    if request.headers.get("content-type", "").lower().startswith(FORM):
        form = await request.form()
        token = str(form.get("csrf", ""))
        if not office_of(request).is_csrf(cookie_of(request), token):
            raise Problem(403, "this form is too old; go back, load the page again and repeat it")
    elif not request.headers.get("content-type", "").lower().startswith("application/json"):
        raise Problem(415, "send application/json, or use the page's own forms")


def safe_path(asked: str) -> str:
    """Where to go next: a path of this site, whatever was asked for."""
    parts = urlsplit(asked)
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and "\\" not in asked
    is_plain = not parts.scheme and not parts.netloc and asked.isprintable()
    return asked if is_ours and is_plain else "/"


async def _at_hand(request: Request) -> Office:
    """The office, without waiting for a thread as other dependencies do."""
    return office_of(request)


def _with_token(request: Request, office: Office) -> Visitor | None:
    header = request.headers.get("authorization", "")
    if not header.lower().startswith(BEARER):
        return None
    found = office.desk.access.token_user(header[len(BEARER) :].strip())
    if found is None:
        raise Problem(
            401, "the token is unknown, expired or withdrawn", {"WWW-Authenticate": "Bearer"}
        )
    return Visitor(user=found[0], rank=found[1], by="token")


def _with_session(request: Request, office: Office) -> Visitor | None:
    secret = request.cookies.get(SESSION)
    user = office.desk.access.session_user(secret) if secret else None
    return Visitor(user=user, rank=user.rank, by="session") if user else None


def _same_site(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


Reader = Annotated[Visitor, Depends(at_least(Rank.READER))]
Coder = Annotated[Visitor, Depends(at_least(Rank.CODER))]
Admin = Annotated[Visitor, Depends(at_least(Rank.ADMIN))]
Here = Depends(from_here)
Desk = Annotated[Office, Depends(_at_hand)]
