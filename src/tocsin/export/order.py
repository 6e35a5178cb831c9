"""What an export is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from tocsin.errors import InputError
from tocsin.export.forms import Form, Subject
from tocsin.store.protocol import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to write: format, subject, filters, and whether private persons are named."""

    form: Form
    subject: Subject = Subject.INCIDENTS
    query: Query = field(default_factory=Query)
    names: bool = False


Choice = TypeVar("Choice", Form, Subject)


def order_of(form: str, subject: str, query: Query, *, names: bool) -> Order:
    """An order from words.

    Raises:
        InputError: there is no such format or subject.
    """
    return Order(
        form=_chosen(Form, "format", form),
        subject=_chosen(Subject, "subject", subject),
        query=query,
        names=names,
    )


def _chosen(kind: type[Choice], what: str, given: str) -> Choice:
    try:
        return kind(given)
    except ValueError as error:
        msg = f"{what} {given!r} is none of {', '.join(kind)}"
        raise InputError(msg) from error
