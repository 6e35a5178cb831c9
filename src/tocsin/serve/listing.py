"""What every list of the API over incidents is asked with: filters, where to go on, how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from tocsin.serve.asking import After, Filters, Limit
from tocsin.serve.door import Desk, Reader
from tocsin.serve.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as it was asked for, by somebody who may read."""

    request: Request
    office: Office
    asked: Filters
    after: str
    limit: int


async def _listing(
    request: Request,
    office: Desk,
    _: Reader,
    asked: Annotated[Filters, Query()],
    after: After = "",
    limit: Limit = 50,
) -> Listing:
    return Listing(request=request, office=office, asked=asked, after=after, limit=limit)


Listed = Annotated[Listing, Depends(_listing)]
