"""A made-up day of the world's news, as a web archive: seeded, in realistic shares, of any size."""

from benchmarks.day.archive import write_archive
from benchmarks.day.pages import Made, pages

__all__ = ["Made", "pages", "write_archive"]
