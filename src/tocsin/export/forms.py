"""The words for what can be exported, and how; quick to import for who only shows them."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """The formats of an export."""

    GED = "ged"
    ACLED = "acled"
    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    PARQUET = "parquet"
    HXL = "hxl"
    CLAIMREVIEW = "claimreview"


class Subject(StrEnum):
    """What is exported; `ledger` is all of it in canonical form, whole and with all names."""

    INCIDENTS = "incidents"
    CLAIMS = "claims"
    LEDGER = "ledger"
