"""The options that narrow a look at incidents and claims, the same for every command."""

from __future__ import annotations

from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, get_type_hints

from tocsin.cli.options import (
    AsOf,
    Country,
    Disputed,
    Kind,
    Sides,
    Since,
    Until,
    Voice,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.store.filters import Filters

ASKED = "asked"


def narrowed(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `_filters` in the place of its parameter `asked`."""
    options = _parameters(_filters)

    @wraps(command)
    def run(**given: object) -> None:
        asked = _filters(**{one.name: given.pop(one.name) for one in options})  # type: ignore[arg-type]
        command(asked=asked, **given)

    parameters: list[Parameter] = []
    for one in _parameters(command):
        parameters += options if one.name == ASKED else [one]
    run.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _parameters(command: Callable[..., object]) -> list[Parameter]:
    """The parameters with their types, which Typer reads; `Filters` is none of its own."""
    hints = get_type_hints(command, localns={"Filters": object}, include_extras=True)
    found = signature(command).parameters.values()
    return [one.replace(annotation=hints[one.name]) for one in found]


def _filters(
    *,
    country: Country = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    place: Where = None,
    side: Sides = None,
    source: Voice = None,
    disputed: Disputed = None,
    as_of: AsOf = None,
) -> Filters:
    return {
        "country": country,
        "kind": kind,
        "since": since,
        "until": until,
        "place": place,
        "sides": side,
        "source": source,
        "disputed": disputed,
        "as_of": as_of,
    }
