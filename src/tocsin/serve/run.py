"""Start the server: where it may bind, what it says, and how it stops."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from tocsin.desk import Desk
from tocsin.desk.rules import RuleBook
from tocsin.errors import InputError
from tocsin.records import Rank
from tocsin.serve.app import create_app
from tocsin.serve.courier import Courier
from tocsin.serve.office import LOOPBACK, Options
from tocsin.serve.view import environment

BACKLOG = 1024
GRACE = 3  # seconds that open streams get to end


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def options_for(
    desk: Desk, host: str, *, names: tuple[str, ...] = (), log_in: bool = False, https: bool = False
) -> Options:
    """How to serve at `host`: open to the one person on loopback, with accounts elsewhere.

    Raises:
        InputError: others could reach it, and nobody has an account yet.
    """
    others = not is_loopback(host) or log_in
    admins = [one for one in desk.access.users() if one.rank is Rank.ADMIN and not one.ended_at]
    if others and not admins:
        msg = (
            f"{host} can be reached by others, and nobody has an account; make an admin first: "
            "tocsin user add NAME --role admin"
        )
        raise InputError(msg)
    known = (*LOOPBACK, *names, host)
    return Options(open_=not others, hosts=tuple(dict.fromkeys(known)), secure=https)


def listen(host: str, port: int) -> socket.socket:
    """A socket at `host` and `port` (0 picks a free one).

    Raises:
        InputError: the port is taken, or the host is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host.strip("[]"), port))
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        msg = f"{host}:{port} cannot be used ({error.strerror}); choose another with --port"
        raise InputError(msg) from error
    return bound


def serve(
    desk: Desk,
    bound: socket.socket,
    options: Options,
    ready: Callable[[str], None],
    book: RuleBook | None = None,
) -> None:
    """Serve until interrupted, and send what rules tell; `ready` is told the address."""
    host, port = bound.getsockname()[:2]
    chosen = book or RuleBook()
    scheme = "https" if options.secure else "http"
    base = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"
    courier = Courier(desk, chosen, base)
    warm(desk)
    courier.start()
    ready(base)
    try:
        server_of(desk, options, chosen).run(sockets=[bound])
    finally:
        courier.stop()


def warm(desk: Desk) -> None:
    """Do before the first request what would make it wait: read incidents, compile templates.

    What was read stays, so the garbage collector need not walk over it again and again.
    """
    desk.board()
    desk.alerts()
    for name in environment().list_templates():
        environment().get_template(name)
    gc.collect()
    gc.freeze()


def server_of(desk: Desk, options: Options, book: RuleBook) -> uvicorn.Server:
    """The web server, not yet started; it ends when its `should_exit` is set."""
    config = uvicorn.Config(
        create_app(desk, options, tuple(one.name for one in book.channels)),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        proxy_headers=False,
    )
    return uvicorn.Server(config)
