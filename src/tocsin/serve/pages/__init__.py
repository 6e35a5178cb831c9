"""The pages for people: rendered here, readable without JavaScript, every state has an address."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from tocsin.serve.door import LogInFirst
from tocsin.serve.pages import accounts, alerts, incident, names, overview, report, review, search
from tocsin.serve.view import address_of

router = APIRouter()
for part in (overview, incident, report, names, search, review, alerts, accounts):
    router.include_router(part.router)


def install(app: FastAPI) -> None:
    """Send whoever has to log in to the form, and remember where they wanted to go."""

    @app.exception_handler(LogInFirst)
    def _log_in(_: Request, error: LogInFirst) -> Response:
        return RedirectResponse(address_of("/login", then=error.address), 303)
