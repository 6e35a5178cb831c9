"""Pages: hostile words stay words, every page reads, filters stand in the address."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from typing_extensions import override

from tests.serve.conftest import HOSTILE

if TYPE_CHECKING:
    from tests.serve.conftest import Site

TABS = ("merge", "place", "actor", "date", "flag", "log", "lost", "agreement")


OURS = frozenset(
    """a abbr article aside b blockquote body button circle code datalist dd details div dl dt
    figcaption figure footer form g h1 h2 h3 head header html i input kbd label legend li line link
    main mark meta nav ol option p path q rect script section select span summary svg table tbody td
    text th thead time title tr ul""".split()  # noqa: SIM905 - a list of 60 strings reads worse
)


class Markup(HTMLParser):
    """The elements, attributes, links and scripts that a browser would see in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.scripts: set[str | None] = set()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src", "action"}:
                self.links.add(value or "")
        if tag == "script":
            self.scripts.add(dict(attrs).get("src"))


def addresses(site: Site) -> list[str]:
    incidents = [f"/incidents/{one.id}" for one in site.desk.incidents()]
    reports = [f"/reports/{one.id}" for one in site.desk.documents()]
    outlets = [f"/source?name={quote(one.outlet or '')}" for one in site.desk.documents()]
    named = [
        "/dyad?a=AZE&b=ARM",
        "/actor?name=Armenia",
        "/search?q=shelled",
        f"/search?q={quote(HOSTILE)}",
    ]
    tabs = [f"/review?tab={tab}" for tab in TABS]
    return [
        "/",
        "/?stance=disputed",
        *incidents,
        *reports,
        *outlets,
        *named,
        *tabs,
        "/api",
        "/account",
        "/admin",
        "/login",
    ]


def test_every_page_reads_and_nothing_of_a_text_is_markup(shown: Site) -> None:
    for address in addresses(shown):
        page = shown.client.get(address)
        assert page.status_code == 200, (address, page.text[:500])
        assert "\u202e" not in page.text, f"{address} lets a text turn the letters around it"
        seen = Markup()
        seen.feed(page.text)
        assert seen.tags <= OURS, address
        assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
        assert seen.scripts == {"/static/js/main.js"}, address
        assert not [link for link in seen.links if not link.startswith(("/", "#", "?"))], address
        assert page.text.count("<h1") == 1, address


def test_hidden_characters_are_named(shown: Site) -> None:
    document = next(one for one in shown.desk.documents() if one.origin == "hostile.txt")
    page = shown.client.get(f"/reports/{document.id}").text
    assert "[U+202E]" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_report_shows_its_whole_text_with_the_claim_marked_in_place(shown: Site) -> None:
    document = next(one for one in shown.desk.documents() if one.origin == "ararat.txt")
    page = shown.client.get(f"/reports/{document.id}").text
    text = page.split('<div class="text"', 1)[1].split(">", 1)[1].split("</div>", 1)[0]
    plain = re.sub(r"<[^>]+>", "", text)
    assert plain == document.text
    marks = re.findall(r'<a class="mark asserts"[^>]*>([^<]*)</a>', text)
    assert "".join(marks) == "shelled"
    assert document.digest in page


def test_an_incident_puts_both_stories_side_by_side(shown: Site) -> None:
    one = next(one for one in shown.desk.incidents() if one.denied_by)
    page = shown.client.get(f"/incidents/{one.id}").text
    columns = re.findall(r'<section class="column ([a-z-]+)"', page)
    assert columns == ["asserts", "denies"]
    for claim in one.claims:
        assert f'id="c-{claim}"' in page
        assert re.search(rf'href="/reports/[0-9a-f]+#m-{claim}"', page)
    assert "had <mark>shelled</mark> Goris" in page


def test_losses_are_drawn_by_voice(shown: Site) -> None:
    one = next(one for one in shown.desk.incidents() if one.tolls)
    page = shown.client.get(f"/incidents/{one.id}").text
    assert re.search(r'<circle class="best"', page)
    assert "8</b>" in page


def test_the_overview_filters_by_its_address(shown: Site) -> None:
    page = shown.client.get("/?side=ARM&side=AZE&since=2022-09-14").text
    assert "drone" in page
    assert page.count('<li class="incident') == 1
    assert 'name="since" type="date" value="2022-09-14"' in page
    assert "&amp;side=AZE" in page.split('data-clusters="', 1)[-1][:400] or "map" not in page


def test_what_is_new_is_shown_after_a_visit(site: Site) -> None:
    assert "Since you last looked" not in site.client.get("/").text
    assert site.post("/seen", then="/").headers["location"] == "/"
    assert "Nothing new." in site.client.get("/").text
    site.desk.judge(*site.pair, "different", why="two villages")
    site.desk.reconcile()
    assert "2 incidents new or changed" in site.client.get("/").text


def test_a_merge_is_judged_on_the_page_and_taken_back(site: Site) -> None:
    left, right = site.pair
    one = next(one for one in site.desk.incidents() if one.denied_by)
    fields = {"left": left, "right": right, "then": f"/incidents/{one.id}"}
    assert site.post("/judge", verdict="different", why=" ", **fields).status_code == 422
    done = site.post("/judge", verdict="different", why="two villages", **fields)
    assert done.status_code == 303
    assert len(site.desk.incidents()) == 4
    page = site.client.get(done.headers["location"])
    assert page.status_code == 200
    assert "two villages" in page.text
    assert site.post("/judge/withdraw", **fields).status_code == 303
    assert len(site.desk.incidents()) == 3
    assert site.post("/judge/withdraw", **fields).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/none",
        "/reports/none",
        "/dyad?a=FRA&b=GBR",
        "/source?name=none",
        "/actor?name=none",
        "/none",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(shown: Site, path: str) -> None:
    page = shown.client.get(path)
    assert page.status_code == 404
    assert "To the overview" in page.text
