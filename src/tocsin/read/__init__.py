"""Bytes to pages of characters: files, encodings, forms."""

from tocsin.read.files import files_below, raw_items
from tocsin.read.pages import pages_in
from tocsin.read.sniff import Form, form_of

__all__ = ["Form", "files_below", "form_of", "pages_in", "raw_items"]
