"""Schemathesis asks everything that the OpenAPI document allows, and more; nothing may break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
import schemathesis.specs.openapi.adapter.validators  # now: beside threads 3.11 fails (gh-106905)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error

from tests.serve.conftest import filled
from tocsin.serve.app import create_app
from tocsin.serve.office import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serve.conftest import Site

PATH = "/api/v1/openapi.json"
ANY = Options(hosts=("*",))
LISTS = (
    "actors",
    "alerts",
    "claims",
    "decisions",
    "documents",
    "dyads",
    "incidents",
    "judgements",
    "places",
)


@pytest.fixture(scope="module")
def whole_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with filled(tmp_path_factory.mktemp("api") / "war.db") as desk:
        yield schemathesis.openapi.from_asgi(PATH, create_app(desk, ANY))


def test_nothing_that_can_be_asked_breaks_the_server(whole_api: Any) -> None:
    """Each operation with what its document allows, and with what it forbids."""
    asked = 0
    for found in whole_api.get_all_operations():
        operation = found.ok()
        if operation.path == "/api/v1/news":  # a stream without an end has a test of its own
            continue
        for mode in GenerationMode:
            try:
                ask = tried(operation.as_strategy(generation_mode=mode))
                ask()
            except Unsatisfiable:
                continue
            asked += 1
    assert asked > 20


def tried(cases: Any) -> Any:
    """A check over `cases`: no answer is a defect, and every refusal is a problem."""

    @given(case=cases)
    @settings(
        max_examples=5,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        derandomize=True,
        database=None,
    )
    def ask(case: Any) -> None:
        answer = case.call_and_validate(checks=[not_a_server_error])
        assert answer.status_code < 500, case.as_curl_command()
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0].startswith("application/problem+json")

    return ask


def test_the_document_names_every_list_and_every_problem(shown: Site) -> None:
    document = shown.client.get("/api/v1/openapi.json").json()
    assert {f"/api/v1/{name}" for name in LISTS} <= document["paths"].keys()
    for path in document["paths"].values():
        for operation in path.values():
            assert {"401", "403", "422"} <= operation["responses"].keys()
            assert operation["description"]
