"""The command line: arguments in, desk calls, text out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tocsin.errors import TocsinError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 2
DEFECT = 70
INTERRUPTED = 130
DEBUG = "--debug"
KEPT = "interrupted; what was added before is kept, run the command again to go on"


def main(args: Sequence[str] | None = None) -> int:
    """Run `tocsin` with `args` (the process's own by default) and return its exit code.

    0 is success, 2 a bad input or a thing that is missing, 70 a defect of Tocsin, 130 an interrupt.
    An error is one line that names the thing and the remedy; only `--debug` shows a traceback.
    """
    given = sys.argv[1:] if args is None else list(args)
    try:
        return _run(given)
    except TocsinError as error:
        return _told(str(error), FAILED)
    except KeyboardInterrupt:
        return _told(KEPT, INTERRUPTED)
    except OSError as error:
        return _told(f"{error.strerror}: {error.filename or 'output'}; check the disk", FAILED)
    except Exception as error:
        if DEBUG in given:
            raise
        told = f"unexpected {type(error).__name__}: {error}; run it as tocsin {DEBUG} and report it"
        return _told(told, DEFECT)


def _run(args: Sequence[str]) -> int:
    from tocsin.cli.app import app
    from tocsin.cli.console import never_choke

    never_choke()
    try:
        app(args, prog_name="tocsin")
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            raise KeyboardInterrupt from leaving
        return leaving.code if isinstance(leaving.code, int) else FAILED
    return 0


def _told(message: str, code: int) -> int:
    from rich.text import Text

    from tocsin.cli.console import stderr

    line = Text.assemble(("tocsin: ", "bold red"), (" ".join(message.split()), "red"))
    stderr().print(line, soft_wrap=True)
    return code
