"""The tables of the newest schema, as SQLAlchemy Core sees them; migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _table(name: str, **columns: type) -> Table:
    """A table whose columns are of `columns`' Python types, with a running `number` if asked."""
    sql = {str: Text, int: Integer, float: Float, bytes: LargeBinary}
    return Table(
        f"tocsin_{name}",
        metadata,
        *(Column(key, sql[kind](), primary_key=key == "number") for key, kind in columns.items()),
    )


documents = _table(
    "documents",
    number=int,
    id=str,
    origin=str,
    version=int,
    outlet=str,
    author=str,
    title=str,
    language=str,
    published=str,
    digest=str,
    text=str,
    flags=str,
    input=str,
    rules=str,
    recorded_at=str,
)
withdrawals = _table("withdrawals", number=int, document=int, why=str, made_by=str, recorded_at=str)
claims = _table(
    "claims",
    number=int,
    document=int,
    id=str,
    kind=str,
    mode=str,
    stance=str,
    reality=str,
    background=int,
    first_day=str,
    last_day=str,
    payload=str,
    day=str,
    recent=str,
    disputed=int,
)
claim_terms = _table("claim_terms", claim=int, field=str, term=str)
inputs = _table("inputs", number=int, origin=str, digest=str, rules=str, asked=str, recorded_at=str)
dropped = _table(
    "dropped", number=int, origin=str, step=str, reason=str, input=str, recorded_at=str
)
judgements = _table(
    "judgements",
    number=int,
    left_id=str,
    right_id=str,
    verdict=str,
    score=float,
    reasons=str,
    made_by=str,
    recorded_at=str,
)
judgement_withdrawals = _table("judgement_withdrawals", number=int, judgement=int, recorded_at=str)
corrections = _table(
    "corrections",
    number=int,
    anchor=str,
    field=str,
    old=str,
    new=str,
    why=str,
    made_by=str,
    recorded_at=str,
)
correction_withdrawals = _table(
    "correction_withdrawals", number=int, correction=int, recorded_at=str
)
derived = _table(
    "derived",
    number=int,
    sort=str,
    id=str,
    kind=str,
    first_day=str,
    last_day=str,
    payload=str,
    recorded_at=str,
    day=str,
    recent=str,
    disputed=int,
    background=int,
    ended=int,
)
derived_terms = _table("derived_terms", derived=int, field=str, term=str)
bodies = _table("bodies", digest=str, size=int, packed=bytes)
captures = _table(
    "captures",
    number=int,
    asked=str,
    url=str,
    status=int,
    headers=str,
    digest=str,
    fetched_at=str,
    recorded_at=str,
)
sightings = _table(
    "sightings", number=int, feed=str, origin=str, digest=str, tries=int, recorded_at=str
)
silences = _table("silences", number=int, feed=str, silent=int, recorded_at=str)
polls = _table(
    "polls",
    feed=str,
    title=str,
    etag=str,
    modified=str,
    failures=int,
    trouble=str,
    polled_at=str,
    answered_at=str,
    due_at=str,
)
alerts = _table("alerts", number=int, id=str, dyad=str, day=str, payload=str, recorded_at=str)
outside_imports = _table(
    "outside_imports",
    number=int,
    label=str,
    format=str,
    origin=str,
    digest=str,
    tally=str,
    recorded_at=str,
)
outside = _table(
    "outside",
    **{"import": int},
    sort=str,
    subject=str,
    month=str,
    events=float,
    low=float,
    best=float,
    high=float,
)
