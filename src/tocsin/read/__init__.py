"""Anything that holds reports to pages of characters: by content, item by item, within bounds."""

from tocsin.read.columns import Columns, columns_asked
from tocsin.read.files import files_below, items_of_file, raw_items
from tocsin.read.opening import Item, Opener, Source
from tocsin.read.pages import pages_in
from tocsin.read.sniff import Form, form_of

__all__ = [
    "Columns",
    "Form",
    "Item",
    "Opener",
    "Source",
    "columns_asked",
    "files_below",
    "form_of",
    "items_of_file",
    "pages_in",
    "raw_items",
]
