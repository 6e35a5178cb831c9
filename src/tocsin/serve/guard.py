"""At the gate of every request: whose host, how large, what a browser may do with the answer."""

from __future__ import annotations

import json
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from tocsin.serve.office import Options

VISIT = "tocsin_visit"
MOST_BYTES = 1_000_000
MISDIRECTED = 421
TOO_LARGE = 413
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


class Guard:
    """Refuses strange hosts (DNS rebinding) and bodies too large; adds the security headers."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Stand before `app`."""
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        if not self._is_known(headers.get("host", "")):
            await _refuse(send, MISDIRECTED, "this name is not served here; use --name to allow it")
            return
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            await _refuse(send, TOO_LARGE, f"a request may hold at most {MOST_BYTES:,} bytes")
            return
        visit = _cookie(headers.get("cookie", ""))
        scope.setdefault("state", {})["visit"] = visit or secrets.token_urlsafe(24)
        await self._app(scope, _counted(receive), self._answering(scope, send, new=not visit))

    def _is_known(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return name.lower() in self._options.hosts or "*" in self._options.hosts

    def _answering(self, scope: Scope, send: Send, *, new: bool) -> Send:
        extra = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
        if self._options.secure:
            extra.append((b"strict-transport-security", b"max-age=31536000"))

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.setdefault("headers", [])
                given.extend(extra)
                kinds = [value for key, value in given if key.lower() == b"content-type"]
                if new and kinds and kinds[0].startswith(b"text/html"):
                    given.append((b"set-cookie", self._visit_cookie(scope["state"]["visit"])))
                if not any(key.lower() == b"cache-control" for key, _ in given):
                    given.append((b"cache-control", b"private, no-cache"))
            await send(message)

        return answer

    def _visit_cookie(self, visit: str) -> bytes:
        secure = "; Secure" if self._options.secure else ""
        return f"{VISIT}={visit}; Path=/; HttpOnly; SameSite=Strict{secure}".encode()


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(VISIT)
    except CookieError:
        return ""
    return found.value if found else ""


def _counted(receive: Receive) -> Receive:
    """The body, cut off where it grows too large without having said so."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return take


async def _refuse(send: Send, status: int, detail: str) -> None:
    body = json.dumps({"status": status, "detail": detail}).encode()
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
