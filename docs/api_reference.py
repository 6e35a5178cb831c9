"""The reference of the REST API, from the OpenAPI document that the server itself gives."""

from __future__ import annotations

from typing import Any

from fastapi.openapi.utils import get_openapi

from tocsin.serve import api

HEAD = """<!-- Written from the server's own OpenAPI document by `make docs`. -->

# The REST API

`tocsin serve` answers under `/api/v1`; the document that programs read is
`/api/v1/openapi.json`. Lists come in pages: pass the `next` of one as `after` of the following.
Errors are problem details (RFC 9457). `as_of` looks back to what the ledger knew then. Lists of
incidents and claims also come as GeoJSON and CSV, by `Accept`.
"""


def reference() -> str:
    """The page: every path with its methods and parameters."""
    document = get_openapi(title="Tocsin", version="1", routes=api.router.routes)
    sections = [
        _operation(path, method, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    return HEAD + "\n" + "\n".join(sections)


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    told = str(operation.get("description") or operation.get("summary") or "")
    lines = [f"## `{method.upper()} {path}`", "", told.partition("\n\n")[0].replace("\n", " "), ""]
    lines += [
        f"- `{each['name']}` ({each['in']}{', required' if each.get('required') else ''})"
        + (f": {each['description']}" if each.get("description") else "")
        for each in operation.get("parameters", ())
    ]
    return "\n".join(lines).rstrip() + "\n"
