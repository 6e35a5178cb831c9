"""Take the pictures of the guide from the demo: `python -m docs.screenshots`.

Needs the ledger that `make demo` leaves, the packages of the dev extra, and Debian's chromium.
"""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tocsin.desk import Desk, connect
from tocsin.desk.rules import RuleBook
from tocsin.serve.run import listen, options_for, server_of

ROOT = Path(__file__).parents[1]
LEDGER = ROOT / ".cache" / "demo" / "ledger.db"
PICTURES = ROOT / "docs" / "pictures"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = ViewportSize(width=1120, height=640)


def take(page: Page, desk: Desk, base: str) -> None:
    """The overview, the incident that most claims are about and somebody denies, and its report."""
    board = desk.board()
    disputed = [one for one in board.order if "denied" in one.stances]
    incident = max(disputed, key=lambda one: len(one.claims))
    page.goto(base)
    page.wait_for_selector("#map[data-drawn]")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / "overview.png")
    page.goto(f"{base}/incidents/{incident.id}")
    page.screenshot(path=PICTURES / "incident.png")
    link = page.locator(".column.denies .read a").first
    link.click()
    page.wait_for_timeout(300)
    page.locator(".reading").screenshot(path=PICTURES / "report.png")


def main() -> None:
    """Serve the demo on a free port, and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    chromium = shutil.which("chromium")
    with connect(LEDGER) as desk, listen("127.0.0.1", 0) as bound, sync_playwright() as playwright:
        server = server_of(desk, options_for(desk, "127.0.0.1"), RuleBook())
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        take(browser.new_page(viewport=SIZE), desk, f"http://127.0.0.1:{bound.getsockname()[1]}")
        browser.close()
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()
