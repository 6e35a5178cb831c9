"""The desk: a ledger, the pipeline and the clock; every face of Tocsin calls this package."""

from tocsin.desk.desk import Desk, connect
from tocsin.desk.once import read_once
from tocsin.desk.places import build_gazetteer, find_place

__all__ = ["Desk", "build_gazetteer", "connect", "find_place", "read_once"]
