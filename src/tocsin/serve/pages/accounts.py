"""`/login`, `/logout`, `/account` and `/admin`: the door, one's own tokens, everybody's deeds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from tocsin.desk.access import SESSION as LASTS
from tocsin.records import Rank
from tocsin.serve.door import (
    SESSION,
    Admin,
    Desk,
    Here,
    Reader,
    Visitor,
    cookie_of,
    office_of,
    safe_path,
    visitor_of,
)
from tocsin.serve.office import Office, hashed
from tocsin.serve.problems import Problem
from tocsin.serve.view import render

router = APIRouter()
LEAST_PASSWORD = 12
Word = Annotated[str, Form(min_length=1, max_length=200)]


@router.get("/login")
def log_in_form(request: Request, then: str = "/") -> Response:
    """The form to log in."""
    request.state.csrf = office_of(request).csrf_of(cookie_of(request))
    return render(request, "login.html", {"then": safe_path(then), "wrong": ""})


@router.post("/login", dependencies=[Here])
def log_in(
    request: Request,
    office: Desk,
    name: Word,
    password: Word,
    then: Annotated[str, Form(max_length=400)] = "/",
) -> Response:
    """Log in; too many wrong passwords shut the door for a while."""
    address = request.client.host if request.client else ""
    wait = office.wait(name, address)
    if wait:
        headers = {"Retry-After": str(wait)}
        raise Problem(
            429, f"too many wrong passwords; try again in {wait // 60 + 1} minutes", headers
        )
    secret = office.log_in(name, password, address)
    if secret is None:
        request.state.csrf = office.csrf_of(cookie_of(request))
        wrong = "This name and password do not fit together."
        response: Response = render(
            request, "login.html", {"then": safe_path(then), "wrong": wrong}
        )
        response.status_code = 401
        return response
    response = RedirectResponse(safe_path(then), 303)
    response.set_cookie(
        SESSION,
        secret,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=office.options.secure,
    )
    return response


@router.post("/logout", dependencies=[Here])
def log_out(request: Request, office: Desk, visitor: Reader) -> Response:
    """Log out."""
    office.desk.access.log_out(request.cookies.get(SESSION, ""), by=visitor.name)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION)
    return response


@router.get("/account")
def account(request: Request, office: Desk, visitor: Reader) -> Response:
    """One's own tokens."""
    return _own_tokens(request, office, visitor, "")


@router.post("/account/tokens", dependencies=[Here])
def add_token(
    request: Request,
    office: Desk,
    visitor: Reader,
    label: Word,
    rank: Word,
    days: Annotated[int, Form(ge=1, le=366)] = 90,
) -> Response:
    """A new token of one's own, shown this once."""
    if visitor.by != "session":
        raise Problem(403, "tokens are made by users; add one with `tocsin user add` and log in")
    secret = office.desk.access.add_token(
        visitor.name, rank, label=label, days=days, by=visitor.name
    )
    return _own_tokens(request, office, visitor, secret)


@router.post("/account/tokens/{number}/end", dependencies=[Here])
def end_token(office: Desk, visitor: Reader, number: int) -> Response:
    """Make a token useless; an admin may do so with anybody's."""
    office.desk.access.end_token(number, by=visitor.user)
    return RedirectResponse("/account", 303)


@router.get("/admin")
def admin(request: Request, office: Desk, _: Admin) -> Response:
    """Everybody's accounts and the audit log."""
    access = office.desk.access
    values: dict[str, object] = {
        "users": access.users(),
        "deeds": access.deeds(),
        "ranks": tuple(Rank),
    }
    return render(request, "admin.html", values)


@router.post("/admin/users", dependencies=[Here])
def add_user(office: Desk, admin: Admin, name: Word, password: Word, rank: Word) -> Response:
    """Make an account."""
    if len(password) < LEAST_PASSWORD:
        raise Problem(422, f"a password needs at least {LEAST_PASSWORD} characters")
    office.desk.access.add_user(name, rank, hashed(password), by=admin.name)
    return RedirectResponse("/admin", 303)


@router.post("/admin/users/{name}/close", dependencies=[Here])
def close_user(request: Request, office: Desk, admin: Admin, name: str) -> Response:
    """Close an account with its sessions and tokens."""
    if name == visitor_of(request).name:
        raise Problem(400, "nobody closes their own account; ask another admin")
    office.desk.access.close_user(name, by=admin.name)
    return RedirectResponse("/admin", 303)


def _own_tokens(request: Request, office: Office, visitor: Visitor, secret: str) -> Response:
    tokens = office.desk.access.tokens(visitor.name)
    ranks = tuple(rank for rank in Rank if rank <= visitor.rank)
    return render(request, "account.html", {"tokens": tokens, "secret": secret, "ranks": ranks})
