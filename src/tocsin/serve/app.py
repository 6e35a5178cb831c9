"""The web application: put together here, and started by `tocsin serve`."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from tocsin.desk import Desk
from tocsin.serve import api, pages, problems
from tocsin.serve.guard import Guard
from tocsin.serve.office import Office, Options
from tocsin.serve.view import STATIC

SMALLEST = 1000


def create_app(
    desk: Desk, options: Options | None = None, channels: tuple[str, ...] = ()
) -> FastAPI:
    """The application for one ledger; `channels` name where rules may send to."""
    chosen = options or Options()
    app = FastAPI(
        title="Tocsin",
        summary="Who says what happened: incidents and claims of armed conflict, with sources.",
        version=version("tocsin"),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.office = Office(desk=desk, options=chosen, channels=channels)
    problems.install(app)
    app.include_router(api.router)
    app.include_router(pages.router, include_in_schema=False)
    pages.install(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST)
    app.add_middleware(Guard, options=chosen)
    return app
