"""Which network addresses are the public internet's, and which web addresses may be asked."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urldefrag, urljoin, urlsplit

from tocsin.errors import FetchError

SCHEMES = ("http", "https")
LONGEST = 2048
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it hides another.

    Private, loopback, link-local, shared, reserved, multicast and documentation addresses are not,
    nor IPv6 addresses that lead to such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    found = ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(found, IPv6Address):
        inner = _hidden(found)
        if inner is not None and not is_public(str(inner)):
            return False
        if inner is not None and found.ipv4_mapped is not None:
            return True
    return found.is_global and not found.is_multicast and not found.is_reserved


def _hidden(found: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if found in _NAT64:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]


def checked(url: str, base: str | None = None) -> str:
    """`url`, seen from `base` where it is relative, without its fragment, if it may be asked.

    Raises:
        FetchError: it is no http or https address, too long, or carries a password.
    """
    try:
        whole = urldefrag(urljoin(base, url) if base else url.strip()).url
        parts = urlsplit(whole)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        msg = f"{url[:LONGEST]!r} is no web address ({error}); check it"
        raise FetchError(msg) from error
    if parts.scheme not in SCHEMES or not host:
        msg = f"{url[:LONGEST]!r} is no http or https address; only these are fetched"
        raise FetchError(msg)
    if parts.username or parts.password or len(whole) > LONGEST or not whole.isprintable():
        msg = f"{whole[:80]!r} has a password in it, or is too long, or is garbled; check it"
        raise FetchError(msg)
    return whole


def site_of(url: str) -> str:
    """Scheme, host and port of an address: what robots.txt and politeness are told by."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
