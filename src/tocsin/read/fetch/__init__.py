"""The only HTTP client: public pages only, politely, within limits of time and size."""

from tocsin.read.fetch.client import Fetcher
from tocsin.read.fetch.wire import addresses_of

__all__ = ["Fetcher", "addresses_of"]
