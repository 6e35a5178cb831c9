"""What goes wrong, told in one way: RFC 9457 to programs, a page to people."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from tocsin.errors import InputError, LedgerError, TocsinError
from tocsin.serve.view import render

LOG = logging.getLogger("tocsin.serve")
API = "/api/"
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """Something that the caller can mend, with the HTTP status that says so."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        """Tell `detail`, which names the thing, the value and the remedy."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def missing(thing: str, id_: str) -> Problem:
    """Nothing has this id."""
    return Problem(404, f"no {thing} has the id {id_[:80]!r}; look it up in the list")


def problem_of(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """The answer for a problem, as the caller reads it."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        body = {
            "type": f"urn:tocsin:problem:{title.lower().replace(' ', '-')}",
            "title": title,
            "status": status,
            "detail": detail,
            "instance": request.url.path,
        }
        return JSONResponse(body, status, headers, MEDIA_TYPE)
    response = render(request, "error.html", {"status": status, "title": title, "detail": detail})
    response.status_code = status
    response.headers.update(headers or {})
    return response


def install(app: FastAPI) -> None:
    """Make `app` tell every error so; what nobody expected is logged and never shown."""

    @app.exception_handler(Problem)
    def _problem(request: Request, error: Problem) -> Response:
        return problem_of(request, error.status, error.detail, error.headers)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}"
            for one in error.errors()
        )
        return problem_of(request, 422, told or "the request cannot be read; see /api")

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        return problem_of(request, error.status_code, _worded(error), headers)

    @app.exception_handler(TocsinError)
    def _ours(request: Request, error: TocsinError) -> Response:
        status = 400 if isinstance(error, InputError) else 500
        if isinstance(error, LedgerError):
            status = 503
        return problem_of(request, status, str(error))

    @app.exception_handler(Exception)
    def _defect(request: Request, error: Exception) -> Response:
        LOG.error("defect at %s", request.url.path, exc_info=error)
        return problem_of(request, 500, "Tocsin failed; its log says where. Please report it.")


def _worded(error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "there is no such page; start from the overview"
    return str(error.detail)
