"""Attacks that are tried: each test is an attempt, and what stands in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.conftest import BASE, PASSWORD
from tocsin.records import Rank
from tocsin.serve.door import safe_path

if TYPE_CHECKING:
    from tests.serve.conftest import Site

V1 = "/api/v1"


def test_every_answer_forbids_foreign_and_inline_script(shown: Site) -> None:
    for path in ("/", f"{V1}/incidents", "/static/tocsin.css", "/none"):
        headers = shown.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_no_page_names_a_foreign_address(shown: Site) -> None:
    for path in ("/", "/api", "/review"):
        assert "//" not in shown.client.get(path).text.replace(
            "http://www.w3.org/2000/svg", ""
        ).replace("http://…", "")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static//etc/passwd",
        "/static/js/..%5c..%5capp.py",
        "/reports/..%2f..%2f..%2fetc%2fpasswd",
    ],
)
def test_no_path_leads_out_of_the_folder(shown: Site, path: str) -> None:
    found = shown.client.get(path)
    assert found.status_code == 404
    assert "import" not in found.text
    assert "root:" not in found.text


@pytest.mark.parametrize(
    "words",
    ["' OR 1=1 --", '"; DROP TABLE tocsin_claims; --', "%' UNION SELECT 1", "a\x00b", "NEAR(", "*"],
)
def test_sql_in_a_filter_is_a_word(shown: Site, words: str) -> None:
    for asked in ({"place": words}, {"source": words}, {"side": words}):
        assert shown.client.get(f"{V1}/incidents", params=asked).json()["items"] == []
    for path in (f"{V1}/claims", f"{V1}/documents"):
        for key in ("place", "outlet", "q"):
            assert shown.client.get(path, params={key: words}).status_code < 500
    assert shown.client.get("/search", params={"q": words}).status_code < 500
    assert len(shown.desk.claims()) == 4


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "\t//evil.example",
        "/%0d%0aX: y",
    ],
)
def test_no_redirect_leaves_the_site_or_carries_a_header(site: Site, then: str) -> None:
    answer = site.post("/seen", then=then)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))
    assert "x=1" not in answer.headers.get("set-cookie", "")
    assert "\n" not in answer.headers["location"]


def test_only_paths_of_this_site_are_followed() -> None:
    assert safe_path("/incidents/1?as_of=2022-09-13") == "/incidents/1?as_of=2022-09-13"
    assert safe_path("http://evil.example/") == "/"
    assert safe_path("") == "/"


def test_a_form_from_elsewhere_changes_nothing(site: Site) -> None:
    left, right = site.pair
    fields = {"left": left, "right": right, "verdict": "different", "why": "x"}
    token = site.csrf("/login")
    for data, headers in (
        (fields, {}),
        (fields | {"csrf": "0" * 64}, {}),
        (fields | {"csrf": token}, {"origin": "https://evil.example"}),
        (fields | {"csrf": token}, {"sec-fetch-site": "cross-site"}),
    ):
        answer = site.client.post("/judge", data=data, headers=headers, follow_redirects=False)
        assert answer.status_code == 403, (data, headers)
    plain = site.client.post(
        f"{V1}/judgements", content=b"{}", headers={"content-type": "text/plain"}
    )
    assert plain.status_code == 415
    crossed = site.client.post(
        f"{V1}/judgements", json=fields, headers={"origin": "https://evil.example"}
    )
    assert crossed.status_code == 403
    assert site.desk.judgements() == ()


def test_a_token_of_another_browser_does_not_fit(site: Site) -> None:
    stolen = site.csrf("/login")
    site.client.cookies.clear()
    left, right = site.pair
    site.client.get("/")
    answer = site.client.post(
        "/judge", data={"left": left, "right": right, "verdict": "same", "why": "x", "csrf": stolen}
    )
    assert answer.status_code == 403


def test_a_strange_host_is_refused(shown: Site) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""):
        assert shown.client.get("/", headers={"host": host}).status_code == 421
    assert shown.client.get("/", headers={"host": "localhost:8000"}).status_code == 200


def test_a_body_too_large_is_refused(site: Site) -> None:
    answer = site.client.post(f"{V1}/judgements", content=b"x" * 1_000_001)
    assert answer.status_code == 413


def test_nobody_comes_in_without_logging_in(guarded: Site) -> None:
    page = guarded.client.get("/?stance=disputed", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (
        303,
        "/login?then=%2F%3Fstance%3Ddisputed",
    )
    for path in ("/incidents", "/claims", "/documents", "/news", "/judgements", "/decisions"):
        answer = guarded.client.get(V1 + path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_session_opens_and_closes_the_door(guarded: Site) -> None:
    assert guarded.log_in("rita", "wrong password!").status_code == 401
    done = guarded.log_in("rita")
    assert done.status_code == 303
    cookie = done.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    kept = guarded.client.cookies["tocsin_session"]
    assert guarded.client.get("/").status_code == 200
    assert guarded.post("/logout", csrf=guarded.csrf("/account")).status_code == 303
    guarded.client.cookies.set("tocsin_session", kept, domain="127.0.0.1")
    assert guarded.client.get("/", follow_redirects=False).status_code == 303


def test_too_many_wrong_passwords_shut_the_door_even_for_the_right_one(guarded: Site) -> None:
    for _ in range(5):
        assert guarded.log_in("ada", "wrong").status_code == 401
    shut = guarded.log_in("ada")
    assert shut.status_code == 429
    assert int(shut.headers["retry-after"]) > 0


def test_secrets_are_kept_as_hashes_only(guarded: Site) -> None:
    guarded.log_in("cora")
    secret = guarded.desk.access.add_token("cora", "coder", label="notebook", days=1)
    (token,) = guarded.desk.access.tokens("cora")
    assert secret not in repr(token)
    assert all(PASSWORD not in one.password for one in guarded.desk.access.users())
    assert all(one.password.startswith("$argon2id$") for one in guarded.desk.access.users())


def roles_try(guarded: Site, name: str) -> dict[str, int]:
    guarded.log_in(name)
    left, right = guarded.pair
    token = guarded.csrf("/account")
    tried = {
        "read": guarded.client.get("/").status_code,
        "judge": guarded.post(
            "/judge", left=left, right=right, verdict="same", why="x", csrf=token
        ).status_code,
        "admin page": guarded.client.get("/admin").status_code,
        "add user": guarded.post(
            "/admin/users", name="eve", password=PASSWORD, rank="admin", csrf=token
        ).status_code,
        "close user": guarded.post("/admin/users/ada/close", csrf=token).status_code,
    }
    guarded.client.cookies.clear()
    return tried


def test_each_role_may_do_its_own_and_no_more(guarded: Site) -> None:
    reader, coder = roles_try(guarded, "rita"), roles_try(guarded, "cora")
    assert reader == {
        "read": 200,
        "judge": 403,
        "admin page": 403,
        "add user": 403,
        "close user": 403,
    }
    assert coder == {
        "read": 200,
        "judge": 303,
        "admin page": 403,
        "add user": 403,
        "close user": 403,
    }
    assert guarded.desk.access.user("eve") is None
    assert guarded.desk.access.user("ada") is not None


def test_nobody_takes_back_what_another_judged_or_ends_their_token(guarded: Site) -> None:
    left, right = guarded.pair
    guarded.desk.judge(left, right, "same", why="x", by="cora")
    guarded.desk.access.add_token("cora", "coder", label="mine", days=1)
    (token,) = guarded.desk.access.tokens("cora")
    guarded.log_in("carl")
    csrf = guarded.csrf("/account")
    assert guarded.post("/judge/withdraw", left=left, right=right, csrf=csrf).status_code == 403
    assert guarded.post(f"/account/tokens/{token.number}/end", csrf=csrf).status_code == 400
    assert guarded.desk.judgements()[0].withdrawn_at is None
    assert guarded.desk.access.tokens("cora")[0].ended_at is None


def test_a_token_does_what_it_is_for_and_no_more(guarded: Site) -> None:
    secret = guarded.desk.access.add_token("ada", "reader", label="notebook", days=1)
    headers = {"authorization": f"Bearer {secret}"}
    left, right = guarded.pair
    assert guarded.client.get(f"{V1}/incidents", headers=headers).status_code == 200
    body = {"left": left, "right": right, "verdict": "same", "why": "x"}
    assert guarded.client.post(f"{V1}/judgements", json=body, headers=headers).status_code == 403
    guarded.desk.access.end_token(1, by=guarded.desk.access.users()[-1])
    assert guarded.client.get(f"{V1}/incidents", headers=headers).status_code == 401
    wild = {"authorization": "Bearer toc_guess"}
    assert guarded.client.get(f"{V1}/incidents", headers=wild).status_code == 401


def test_a_token_never_outranks_its_user(guarded: Site) -> None:
    guarded.desk.access.add_token("rita", "admin", label="x", days=1)
    assert guarded.desk.access.tokens("rita")[0].rank is Rank.READER


def test_every_write_is_in_the_audit_log(guarded: Site) -> None:
    guarded.log_in("ada")
    csrf = guarded.csrf("/account")
    guarded.post("/admin/users", name="eve", password=PASSWORD, rank="reader", csrf=csrf)
    guarded.post("/admin/users/eve/close", csrf=csrf)
    page = guarded.client.get("/admin").text
    deeds = [(deed.by, deed.action, deed.target) for deed in guarded.desk.access.deeds(3)]
    assert deeds == [
        ("ada", "close user", "eve"),
        ("ada", "add user", "eve"),
        ("ada", "log in", "ada"),
    ]
    assert "close user" in page


def test_the_base_address_of_these_tests_is_loopback() -> None:
    assert BASE.startswith("http://127.0.0.1")
