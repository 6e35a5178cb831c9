"""REST, version 1: the ledger for programs."""

from fastapi import APIRouter

from tocsin.serve.api import (
    alerts,
    claims,
    decisions,
    documents,
    incidents,
    judgements,
    names,
    news,
)

router = APIRouter(prefix="/api/v1")
for part in (incidents, claims, documents, names, judgements, decisions, alerts, news):
    router.include_router(part.router)
