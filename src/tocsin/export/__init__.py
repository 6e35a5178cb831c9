"""The ledger as files that other programs read: GED, ACLED, CSV, JSONL, GeoJSON, Parquet, HXL."""

from tocsin.export.order import Form, Order, Subject, order_of
from tocsin.export.write import Written, stream, write

__all__ = ["Form", "Order", "Subject", "Written", "order_of", "stream", "write"]
