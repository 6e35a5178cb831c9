"""Users, sessions, tokens, visits and the audit log of one served ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from tocsin.errors import InputError
from tocsin.records import ApiToken, Deed, Rank, User
from tocsin.store import account_tables as tables
from tocsin.store import rows
from tocsin.store.engines import reading, writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Engine, Table


class Accounts:
    """Who may do what; secrets come in as digests only, and nothing is ever deleted."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Look after the accounts of the ledger `name`."""
        self._engine = engine
        self._name = name

    def add_user(self, user: User) -> None:
        """Keep a new user.

        Raises:
            InputError: somebody has this name, or had it.
        """
        if self.user(user.name) is not None:
            msg = f"user {user.name!r} is there already; choose another name"
            raise InputError(msg)
        self._insert(
            tables.users,
            name=user.name,
            role=user.rank.name.lower(),
            password=user.password,
            recorded_at=rows.stamp(user.made_at),
        )

    def user(self, name: str) -> User | None:
        """The user of this name, also one whose account was closed."""
        return next((one for one in self.users() if one.name == name), None)

    def users(self) -> tuple[User, ...]:
        """All users, also those whose account was closed, in the order of joining."""
        with reading(self._engine, self._name) as connection:
            found = connection.execute(select(tables.users).order_by(tables.users.c.number))
            return tuple(_user_of(dict(row)) for row in found.mappings())

    def change_user(
        self, name: str, *, rank: Rank | None = None, password: str | None = None
    ) -> None:
        """Give a user another role or password."""
        changes = {"role": rank.name.lower() if rank else None, "password": password}
        table = tables.users
        with writing(self._engine, self._name) as connection:
            values = {key: value for key, value in changes.items() if value is not None}
            connection.execute(update(table).where(table.c.name == name).values(**values))

    def close_user(self, name: str, *, at: datetime) -> None:
        """Close an account with all its sessions and tokens."""
        stamp = rows.stamp(at)
        with writing(self._engine, self._name) as connection:
            table = tables.users
            connection.execute(update(table).where(table.c.name == name).values(ended_at=stamp))
            for held in (tables.sessions, tables.tokens):
                open_ = (held.c.user_name == name, held.c.ended_at.is_(None))
                connection.execute(update(held).where(*open_).values(ended_at=stamp))

    def end_all(self, name: str, *, at: datetime) -> None:
        """End all sessions of a user."""
        table = tables.sessions
        open_ = (table.c.user_name == name, table.c.ended_at.is_(None))
        with writing(self._engine, self._name) as connection:
            connection.execute(update(table).where(*open_).values(ended_at=rows.stamp(at)))

    def open_session(self, digest: str, user: str, *, at: datetime, until: datetime) -> None:
        """Keep that `user` logged in; `digest` is the SHA-256 of the cookie's secret."""
        self._insert(
            tables.sessions,
            digest=digest,
            user_name=user,
            recorded_at=rows.stamp(at),
            expires_at=rows.stamp(until),
        )

    def session_user(self, digest: str, *, at: datetime) -> User | None:
        """Whose session this is, unless it is over or the account is closed."""
        return self._holder(tables.sessions, digest, at)

    def end_session(self, digest: str, *, at: datetime) -> None:
        """Log out."""
        self._end(tables.sessions, tables.sessions.c.digest == digest, at)

    def add_token(self, token: ApiToken) -> None:
        """Keep a token; its `number` is given by the ledger."""
        self._insert(
            tables.tokens,
            digest=token.digest,
            user_name=token.user,
            label=token.label,
            scopes=token.rank.name.lower(),
            recorded_at=rows.stamp(token.made_at),
            expires_at=rows.stamp(token.expires_at),
        )

    def tokens(self, user: str | None = None) -> tuple[ApiToken, ...]:
        """The tokens of a user, or of all, oldest first."""
        table = tables.tokens
        query = select(table).order_by(table.c.number)
        if user is not None:
            query = query.where(table.c.user_name == user)
        with reading(self._engine, self._name) as connection:
            return tuple(_token_of(dict(row)) for row in connection.execute(query).mappings())

    def token_user(self, digest: str, *, at: datetime) -> tuple[User, Rank] | None:
        """Whose token this is and the most it may do, unless it is over."""
        user = self._holder(tables.tokens, digest, at)
        if user is None:
            return None
        held = next(one for one in self.tokens(user.name) if one.digest == digest)
        return user, min(user.rank, held.rank)

    def end_token(self, number: int, *, at: datetime) -> None:
        """Make a token useless."""
        self._end(tables.tokens, tables.tokens.c.number == number, at)

    def note(self, deed: Deed) -> None:
        """Write a deed into the audit log."""
        self._insert(
            tables.audit,
            made_by=deed.by,
            action=deed.action,
            target=deed.target,
            detail=deed.detail,
            recorded_at=rows.stamp(deed.at),
        )

    def deeds(self, most: int) -> tuple[Deed, ...]:
        """The newest deeds, the newest first."""
        table = tables.audit
        query = select(table).order_by(table.c.number.desc()).limit(most)
        with reading(self._engine, self._name) as connection:
            return tuple(
                Deed(
                    by=row["made_by"],
                    action=row["action"],
                    target=row["target"],
                    detail=row["detail"],
                    at=rows.moment_of(row["recorded_at"]),
                )
                for row in connection.execute(query).mappings()
            )

    def visit(self, by: str, *, at: datetime) -> None:
        """Note that `by` has seen everything up to now."""
        self._insert(tables.visits, made_by=by, recorded_at=rows.stamp(at))

    def last_visit(self, by: str) -> datetime | None:
        """When `by` last said to have seen everything."""
        table = tables.visits
        query = select(func.max(table.c.recorded_at)).where(table.c.made_by == by)
        with reading(self._engine, self._name) as connection:
            found = connection.scalar(query)
        return rows.moment_of(found) if found else None

    def _holder(self, table: Table, digest: str, at: datetime) -> User | None:
        users = tables.users
        query = (
            select(users)
            .join(table, table.c.user_name == users.c.name)
            .where(
                table.c.digest == digest,
                table.c.ended_at.is_(None),
                table.c.expires_at > rows.stamp(at),
                users.c.ended_at.is_(None),
            )
        )
        with reading(self._engine, self._name) as connection:
            row = connection.execute(query).mappings().first()
        return _user_of(dict(row)) if row else None

    def _end(self, table: Table, condition: Any, at: datetime) -> None:  # noqa: ANN401 - SQL
        stamp = rows.stamp(at)
        with writing(self._engine, self._name) as connection:
            open_ = (condition, table.c.ended_at.is_(None))
            connection.execute(update(table).where(*open_).values(ended_at=stamp))

    def _insert(self, table: Table, **values: str) -> None:
        with writing(self._engine, self._name) as connection:
            connection.execute(insert(table), values)


def _user_of(row: Mapping[str, Any]) -> User:
    return User(
        name=row["name"],
        rank=Rank[row["role"].upper()],
        password=row["password"],
        made_at=rows.moment_of(row["recorded_at"]),
        ended_at=rows.moment_of(row["ended_at"]) if row["ended_at"] else None,
    )


def _token_of(row: Mapping[str, Any]) -> ApiToken:
    return ApiToken(
        number=row["number"],
        digest=row["digest"],
        user=row["user_name"],
        label=row["label"],
        rank=Rank[row["scopes"].upper()],
        made_at=rows.moment_of(row["recorded_at"]),
        expires_at=rows.moment_of(row["expires_at"]),
        ended_at=rows.moment_of(row["ended_at"]) if row["ended_at"] else None,
    )
