"""Pages to documents: the story, who published it and when, and whether it is worth reading."""

from tocsin.clean.gate import off_topic
from tocsin.clean.reports import document_from, document_of

__all__ = ["document_from", "document_of", "off_topic"]
