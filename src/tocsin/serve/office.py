"""What one served ledger is run with: its desk, who may come in, and its secrets."""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from time import monotonic

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tocsin.desk import Desk
from tocsin.records import Rank, User

NOBODY = "a person"
EPOCH = datetime.fromtimestamp(0, UTC)
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
MOST_TRIES = 5
WINDOW = 900.0  # seconds in which so many wrong passwords shut the door
MOST_WATCHED = 10_000
HASHER = PasswordHasher()
DUMMY = HASHER.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a ledger is served.

    `open_` lets everybody in as the one person at this machine; `hosts` are the names it answers
    to; `secure` says that browsers reach it over HTTPS, so that cookies may demand it.
    """

    open_: bool = True
    hosts: tuple[str, ...] = LOOPBACK
    secure: bool = False


class Limiter:
    """Counts wrong passwords by address and by name, and says when it is enough."""

    def __init__(self) -> None:
        """Nobody has tried yet."""
        self._tries: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, *keys: str) -> int:
        """Seconds until one of `keys` may try again; 0 if all may now."""
        now = monotonic()
        with self._lock:
            waits = [
                recent[-MOST_TRIES] + WINDOW - now
                for recent in (self._recent(key, now) for key in keys)
                if len(recent) >= MOST_TRIES
            ]
        return max((int(wait) + 1 for wait in waits), default=0)

    def failed(self, *keys: str) -> None:
        """Count a wrong password."""
        now = monotonic()
        with self._lock:
            if len(self._tries) > MOST_WATCHED:
                self._tries = {k: v for k, v in self._tries.items() if v[-1] > now - WINDOW}
            for key in keys:
                self._tries[key] = [*self._recent(key, now), now]

    def forget(self, *keys: str) -> None:
        """A right password clears the count."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)

    def _recent(self, key: str, now: float) -> list[float]:
        return [moment for moment in self._tries.get(key, ()) if moment > now - WINDOW]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A desk that is open to the web; `turn` is held while somebody writes.

    `channels` names where rules may send to.
    """

    desk: Desk
    options: Options
    channels: tuple[str, ...] = ()
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    limiter: Limiter = field(default_factory=Limiter)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def csrf_of(self, cookie: str) -> str:
        """The token that forms must carry for the browser that holds `cookie`."""
        return hmac.new(self.secret, b"csrf " + cookie.encode(), sha256).hexdigest()

    def is_csrf(self, cookie: str, token: str) -> bool:
        """Whether `token` was made for this `cookie`."""
        return hmac.compare_digest(self.csrf_of(cookie).encode(), token.encode())

    def log_in(self, name: str, password: str, address: str) -> str | None:
        """The secret of a new session, or None: the same time is taken if nobody has the name."""
        user = self.desk.access.user(name)
        good = is_password(password, user.password if user else DUMMY) and user is not None
        if not good:
            self.limiter.failed(f"address {address}", f"name {name}")
            self.desk.access.note(name[:64], "log in refused", address)
            return None
        self.limiter.forget(f"name {name}")
        return self.desk.access.log_in(name)

    def wait(self, name: str, address: str) -> int:
        """Seconds until this name may be tried again from this address."""
        return self.limiter.wait(f"address {address}", f"name {name}")

    @property
    def nobody(self) -> User:
        """The one person at this machine, who may do everything."""
        return User(name=NOBODY, rank=Rank.ADMIN, password="", made_at=EPOCH, ended_at=None)


def hashed(password: str) -> str:
    """The Argon2id hash of a password."""
    return HASHER.hash(password)


def is_password(password: str, kept: str) -> bool:
    """Whether `password` is the one whose hash was kept."""
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
