"""The desk: a ledger, the pipeline and the clock; every face of Tocsin calls this package."""

from tocsin.desk.desk import Desk, connect
from tocsin.desk.once import read_once
from tocsin.desk.places import build_gazetteer, find_place
from tocsin.intake import Ways
from tocsin.read import Source, columns_asked
from tocsin.read.outline import feeds_listed

__all__ = [
    "Desk",
    "Source",
    "Ways",
    "build_gazetteer",
    "columns_asked",
    "connect",
    "feeds_listed",
    "find_place",
    "read_once",
]
