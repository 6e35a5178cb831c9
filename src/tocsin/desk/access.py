"""The door of a served ledger: users, sessions, tokens and the log of what everybody wrote."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.records import ApiToken, Deed, Rank, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.store.accounts import Accounts

SESSION = timedelta(hours=12)
LONGEST_TOKEN = 366
NAME = re.compile(r"[\w.@-]{1,64}")
MARK = "toc_"


class Access:
    """Accounts with a clock; passwords come in hashed, secrets are kept as digests."""

    def __init__(self, accounts: Accounts, now: Callable[[], datetime]) -> None:
        """Guard `accounts`; `now` tells the time."""
        self._accounts = accounts
        self._now = now

    def add_user(self, name: str, rank: str | Rank, password: str, *, by: str = "a person") -> User:
        """Make an account; `password` is its Argon2 hash.

        Raises:
            InputError: the name or the role cannot be, or the name is taken.
        """
        if not NAME.fullmatch(name):
            msg = f"user name {name!r} cannot be; use up to 64 letters, digits and . _ - @"
            raise InputError(msg)
        user = User(
            name=name, rank=rank_of(rank), password=password, made_at=self._now(), ended_at=None
        )
        self._accounts.add_user(user)
        self.note(by, "add user", name, user.rank.name.lower())
        return user

    def users(self) -> tuple[User, ...]:
        """Everybody with an account, also a closed one."""
        return self._accounts.users()

    def user(self, name: str) -> User | None:
        """The open account of this name."""
        found = self._accounts.user(name)
        return found if found and found.ended_at is None else None

    def close_user(self, name: str, *, by: str = "a person") -> None:
        """Close an account with its sessions and tokens.

        Raises:
            InputError: there is no such account.
        """
        self._known(name)
        self._accounts.close_user(name, at=self._now())
        self.note(by, "close user", name)

    def set_password(self, name: str, password: str, *, by: str = "a person") -> None:
        """Give a user a new password (its Argon2 hash); all their sessions end.

        Raises:
            InputError: there is no such account.
        """
        self._known(name)
        self._accounts.change_user(name, password=password)
        self._accounts.end_all(name, at=self._now())
        self.note(by, "set password", name)

    def set_rank(self, name: str, rank: str | Rank, *, by: str = "a person") -> None:
        """Give a user another role.

        Raises:
            InputError: there is no such account or role.
        """
        self._known(name)
        self._accounts.change_user(name, rank=rank_of(rank))
        self.note(by, "set role", name, rank_of(rank).name.lower())

    def log_in(self, name: str) -> str:
        """A new session of a user whose password was right; the secret of their cookie."""
        secret, now = secrets.token_urlsafe(32), self._now()
        self._accounts.open_session(digest_of(secret), name, at=now, until=now + SESSION)
        self.note(name, "log in", name)
        return secret

    def session_user(self, secret: str) -> User | None:
        """Whose session a cookie's secret opens."""
        return self._accounts.session_user(digest_of(secret), at=self._now())

    def log_out(self, secret: str, *, by: str) -> None:
        """End a session."""
        self._accounts.end_session(digest_of(secret), at=self._now())
        self.note(by, "log out", by)

    def add_token(
        self, user: str, rank: str | Rank, *, label: str, days: int, by: str = "a person"
    ) -> str:
        """A new token for programs, shown this once; it may do no more than its user.

        Raises:
            InputError: no such user or role, or it would live too short or too long.
        """
        owner = self._known(user)
        if not 1 <= days <= LONGEST_TOKEN:
            msg = f"a token of {days} days cannot be; choose 1 to {LONGEST_TOKEN}"
            raise InputError(msg)
        secret, now = MARK + secrets.token_urlsafe(32), self._now()
        token = ApiToken(
            number=0,
            digest=digest_of(secret),
            user=user,
            label=label[:80],
            rank=min(owner.rank, rank_of(rank)),
            made_at=now,
            expires_at=now + timedelta(days=days),
            ended_at=None,
        )
        self._accounts.add_token(token)
        self.note(by, "add token", user, f"{token.label} ({token.rank.name.lower()})")
        return secret

    def tokens(self, user: str | None = None) -> tuple[ApiToken, ...]:
        """The tokens of a user, or everybody's."""
        return self._accounts.tokens(user)

    def token_user(self, secret: str) -> tuple[User, Rank] | None:
        """Whose token this is, and the most it may do."""
        return self._accounts.token_user(digest_of(secret), at=self._now())

    def end_token(self, number: int, *, by: User) -> None:
        """Make a token useless; one's own, or as admin anybody's.

        Raises:
            InputError: there is no such token of this user.
        """
        owners = {one.number: one.user for one in self._accounts.tokens()}
        if number not in owners or (owners[number] != by.name and by.rank < Rank.ADMIN):
            msg = f"token {number} is not among yours"
            raise InputError(msg)
        self._accounts.end_token(number, at=self._now())
        self.note(by.name, "end token", owners[number], str(number))

    def note(self, by: str, action: str, target: str, detail: str = "") -> None:
        """Write a deed into the audit log."""
        deed = Deed(by=by, action=action, target=target, detail=detail[:2000], at=self._now())
        self._accounts.note(deed)

    def deeds(self, most: int = 200) -> tuple[Deed, ...]:
        """The newest deeds, the newest first."""
        return self._accounts.deeds(most)

    def visit(self, by: str) -> None:
        """Note that `by` has now seen everything."""
        self._accounts.visit(by, at=self._now())

    def last_visit(self, by: str) -> datetime | None:
        """When `by` had last seen everything."""
        return self._accounts.last_visit(by)

    def _known(self, name: str) -> User:
        user = self.user(name)
        if user is None:
            msg = f"there is no user {name!r}; see `tocsin user list`"
            raise InputError(msg)
        return user


def rank_of(rank: str | Rank) -> Rank:
    """A role by its name.

    Raises:
        InputError: there is no such role.
    """
    if isinstance(rank, Rank):
        return rank
    try:
        return Rank[rank.upper()]
    except KeyError as error:
        msg = f"role {rank!r} is none of {', '.join(one.name.lower() for one in Rank)}"
        raise InputError(msg) from error


def digest_of(secret: str) -> str:
    """What is kept of a secret of 256 random bits: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
