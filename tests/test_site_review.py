"""The pages of editors without a browser: who may decide, what is recorded, and that nothing is lost where it cannot be."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from datasette.app import Datasette
from datasette.utils import tilde_encode
from fatiao.extract.page import Processed
from fatiao.pipeline import build as build_pages
from fatiao.pipeline import rebuild
from fatiao.publish.review import access, report, sign_in
from fatiao.publish.review.rate_limit import RateLimit
from fatiao.publish.serve import build
from fatiao.store.decision_log import decisions, record
from fatiao.store.decisions import Decision, Draft, Kind, standing
from fatiao.store.editorial import editorial_path
from fatiao.store.editors import _NOBODY, EditorError, add_editor, editors, make_token, remove_editor, revoke_tokens
from fatiao.text.source import Flag, Span
from lxml import html as parser
from reviewed import PASSWORD, make_reviewed


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with flags on them, and two editors."""
    return make_reviewed(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def database(built: Path, tmp_path: Path) -> Path:
    """A copy, to decide about as a test likes."""
    return Path(shutil.copytree(built, tmp_path / "reviewed")) / "a.db"


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has tried anything yet."""
    for name in ("_OF_BOTH", "_OF_NAME", "_OF_ADDRESS"):
        most = getattr(sign_in, name)._most
        monkeypatch.setattr(sign_in, name, RateLimit(most, 900))
    monkeypatch.setattr(report, "_ONE_READER", RateLimit(3, 3600))


class Browser:
    """What a browser does, without its window: keeps cookies, fills in the forms of pages, follows where it is led."""

    def __init__(self, datasette: Datasette) -> None:
        self._datasette = datasette
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            answer: httpx.Response = await self._datasette.client.request(
                method, path, cookies=dict(self.cookies), follow_redirects=False, **options
            )
            return answer

        answer = asyncio.run(send())
        for name, value in answer.cookies.items():
            self.cookies[name] = value.strip('"')
        for said in answer.headers.get_list("set-cookie"):
            if "max-age=0" in said.lower():
                self.cookies.pop(said.partition("=")[0], None)
        return answer

    def get(self, path: str) -> httpx.Response:
        answer = self.ask("GET", path)
        while answer.is_redirect:
            answer = self.ask("GET", answer.headers["location"])
        return answer

    def post(self, path: str, fields: Mapping[str, Any]) -> httpx.Response:
        lines = {
            name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in fields.items()
        }
        return self.ask(
            "POST",
            path,
            content=urlencode(lines, doseq=True),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )

    def submit(self, page: httpx.Response, form: str, **fields: Any) -> httpx.Response:
        """Send a form of a page with some fields filled in."""
        (element,) = parser.fromstring(page.text).xpath(form)
        sent = {name: element.fields[name] for name in element.fields if element.fields[name] is not None}
        return self.post(element.action, {**sent, **fields})

    def sign_in(self, name: str = "王编辑", password: str = PASSWORD, **fields: str) -> httpx.Response:
        return self.submit(self.get("/review/sign-in"), SIGN_IN, name=name, password=password, **fields)


SIGN_IN = "//form[.//input[@name='password']]"
DECIDE = "//form[@id='decide']"


@pytest.fixture
def datasette(database: Path, limits: None) -> Datasette:
    return build(database)


@pytest.fixture
def reader(datasette: Datasette) -> Browser:
    return Browser(datasette)


@pytest.fixture
def editor(datasette: Datasette) -> Browser:
    browser = Browser(datasette)
    assert browser.sign_in().status_code == 303
    return browser


def words(response: httpx.Response) -> str:
    return " ".join(parser.fromstring(response.text).text_content().split())


def flag(database: Path, text: str = "收人", nth: int = 0) -> str:
    """Return the identifier of a flag."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("select id from flags where text = ? order by source_id, start_char", [text])
        return str(rows.fetchall()[nth][0])


def told(database: Path) -> list[tuple[str, str, str | None, str]]:
    return [(str(one.kind), one.anchor.exact, one.after, one.editor) for one in decisions(database)]


# Who may decide


def test_reading_is_open_and_deciding_is_not(reader: Browser, database: Path) -> None:
    key = flag(database)
    for path in ("/review", f"/review/{key}", "/review/decisions", "/review/progress", "/review/decisions.json"):
        assert reader.get(path).status_code == 200
    page = reader.get(f"/review/{key}")
    assert "登录后决定" in page.text and not parser.fromstring(page.text).xpath(DECIDE)
    answer = reader.post(f"/review/{key}", {"action": "accept", "seen": 0})
    assert answer.status_code == 401 and "登录" in answer.text
    assert decisions(database) == []


@pytest.mark.parametrize(
    ("name", "password", "status"),
    [("王编辑", PASSWORD, 303), ("王编辑", "wrong horse", 401), ("无此人", PASSWORD, 401), ("", "", 401)],
)
def test_signing_in(reader: Browser, name: str, password: str, status: int) -> None:
    answer = reader.sign_in(name, password)
    assert answer.status_code == status
    assert ("fatiao_editor" in answer.cookies) == (status == 303)


def test_the_cookie_is_for_the_site_alone(reader: Browser) -> None:
    (cookie,) = [set_ for set_ in reader.sign_in().headers.get_list("set-cookie") if "fatiao_editor" in set_]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(reader: Browser, target: str) -> None:
    page = reader.get(f"/review/sign-in?{urlencode({'next': target})}")
    answer = reader.submit(page, SIGN_IN, name="王编辑", password=PASSWORD)
    assert answer.headers["location"] == "/review"
    again = Browser(reader._datasette)
    assert again.sign_in(next=target).headers["location"] == "/review"


def test_signing_out(editor: Browser, database: Path) -> None:
    page = editor.get("/review/sign-in")
    assert "王编辑" in page.text
    editor.submit(page, "//form[contains(@action, 'sign-out')]")
    assert "登录后决定" in editor.get(f"/review/{flag(database)}").text


def test_a_copied_cookie_is_worth_nothing_once_its_editor_has_signed_out(
    editor: Browser, datasette: Datasette, database: Path
) -> None:
    thief, other = Browser(datasette), Browser(datasette)
    thief.cookies = dict(editor.cookies)
    other.sign_in("李编辑")
    assert "王编辑" in thief.get("/review").text
    editor.submit(editor.get("/review/sign-in"), "//form[contains(@action, 'sign-out')]")
    assert "登录后决定" in thief.get(f"/review/{flag(database)}").text
    assert "李编辑" in other.get("/review").text, "others stay signed in"
    assert editor.sign_in().status_code == 303


def test_a_session_chosen_by_somebody_else_is_not_taken_up(reader: Browser, database: Path) -> None:
    chosen = "chosen-by-somebody-else"
    reader.cookies["fatiao_editor"] = chosen
    assert reader.sign_in().status_code == 303
    first = reader.cookies["fatiao_editor"]
    assert first != chosen and "王编辑" in reader.get("/review").text
    reader.cookies["fatiao_editor"] = chosen
    assert "登录后决定" in reader.get(f"/review/{flag(database)}").text


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 303)])
def test_a_form_that_a_browser_says_is_of_another_site_is_refused(
    editor: Browser, database: Path, site: str, status: int
) -> None:
    key = flag(database)
    (form,) = parser.fromstring(editor.get(f"/review/{key}").text).xpath(DECIDE)
    fields = {name: form.fields[name] for name in form.fields if form.fields[name] is not None}
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": site}
    sent = urlencode({**fields, "action": "keep"})
    assert editor.ask("POST", form.action, content=sent, headers=headers).status_code == status, "its token is right"
    assert len(decisions(database)) == (status == 303)


DECIDING = ["/review/{flag}", "/review/place", "/review/parameter/{id}", "/review/document/{id}", "/review/undo"]


@pytest.mark.parametrize("path", [*DECIDING, "/review/rebuild"])
def test_nobody_decides_without_signing_in(reader: Browser, database: Path, path: str) -> None:
    reader.get("/review/sign-in")
    fields = {"action": "correct", "after": "甲", "csrftoken": reader.cookies["ds_csrftoken"], "editor": "王编辑"}
    before = database.read_bytes()
    answer = reader.post(path.format(flag=flag(database), id="x"), fields)
    assert answer.status_code == 401 and decisions(database) == [] and database.read_bytes() == before


FORGED = ["", "x", "eyJuYW1lIjoi546L57yW6L6RIn0.aaaa", "王编辑", "a" * 5000]


@pytest.mark.parametrize("cookie", FORGED)
def test_a_forged_cookie_signs_nobody_in(reader: Browser, database: Path, cookie: str) -> None:
    reader.cookies["fatiao_editor"] = quote(cookie)
    page = reader.get(f"/review/{flag(database)}")
    assert page.status_code == 200 and "登录后决定" in page.text


def test_a_cookie_of_another_purpose_signs_nobody_in(reader: Browser, datasette: Datasette, database: Path) -> None:
    said = {"name": "王编辑", "stamp": "x", "until": time.time() + 99}
    reader.cookies["fatiao_editor"] = datasette.sign(said, "actor")
    assert "登录后决定" in reader.get(f"/review/{flag(database)}").text


def test_who_is_removed_is_signed_out(editor: Browser, database: Path) -> None:
    remove_editor(database, "王编辑")
    assert "登录后决定" in editor.get(f"/review/{flag(database)}").text
    add_editor(database, "王编辑", PASSWORD)  # the same name is another editor
    assert "登录后决定" in editor.get(f"/review/{flag(database)}").text


def test_an_expired_session_loses_nothing(editor: Browser, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = flag(database)
    page = editor.get(f"/review/{key}")
    later = time.time() + access.HOURS * 3600 + 1
    with monkeypatch.context() as context:
        context.setattr(access.time, "time", lambda: later)
        answer = editor.submit(page, DECIDE, action="correct", after="收入甲", note="看了原件")
    assert answer.status_code == 401
    assert "收入甲" in words(answer) and "看了原件" in words(answer)
    again = editor.submit(answer, SIGN_IN, name="王编辑", password=PASSWORD)
    assert again.status_code == 200 and "收入甲" in words(again)
    assert decisions(database) == [], "what was sent before signing in is sent again by the editor only"
    assert editor.submit(again, "//main//form").status_code == 303
    assert told(database) == [("correct", "收人", "收入甲", "王编辑")]
    assert decisions(database)[0].note == "看了原件"


def test_a_form_of_another_site_is_refused(editor: Browser, database: Path) -> None:
    key = flag(database)
    for fields in ({}, {"csrftoken": "x"}, {"csrftoken": ""}):
        answer = editor.post(f"/review/{key}", {"action": "correct", "after": "收入乙", "seen": 0, **fields})
        assert answer.status_code == 403
        assert "收入乙" in words(answer)
    assert decisions(database) == []
    assert editor.submit(answer, "//main//form").status_code == 303, "from our own page it may be sent again"


def test_a_form_without_any_cookie_is_refused(reader: Browser) -> None:
    answer = reader.post("/review/sign-in", {"name": "王编辑", "password": PASSWORD})
    assert answer.status_code == 403 and "fatiao_editor" not in answer.cookies


def test_passwords_are_not_guessed(reader: Browser) -> None:
    statuses = [reader.sign_in("王编辑", f"wrong {n}").status_code for n in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    assert reader.sign_in().status_code == 429, "not even the right one, for a while"
    assert reader.sign_in("李编辑").status_code == 303


def test_passwords_are_not_guessed_by_many_addresses_or_for_many_names(
    reader: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = iter(f"10.0.{n // 5}.{n % 5}" for n in range(10_000))
    monkeypatch.setattr(sign_in, "asked_by", lambda _scope: next(asked))
    monkeypatch.setattr(sign_in, "check_password", lambda *_given: None)
    statuses = [reader.sign_in("王编辑", f"wrong {n}").status_code for n in range(52)]
    assert statuses == [401] * 50 + [429] * 2, "one name from everywhere"
    monkeypatch.setattr(sign_in, "asked_by", lambda _scope: "10.1.1.1")
    statuses = [reader.sign_in(f"编辑{n}", "wrong").status_code for n in range(22)]
    assert statuses == [401] * 20 + [429] * 2, "many names from one address"


def test_who_knows_the_password_may_sign_in_as_often_as_need_be(datasette: Datasette) -> None:
    assert {Browser(datasette).sign_in().status_code for _ in range(21)} == {303}


def test_limits_are_forgotten_in_time() -> None:
    now = 0.0
    limit = RateLimit(2, 10, lambda: now)
    for _ in range(2):
        assert limit.wait("a") == 0
        limit.count("a")
        now += 1
    assert limit.wait("a") == 8 and limit.wait("b") == 0
    limit.forgive("a")
    assert limit.wait("a") == 0
    limit.count("a")
    now = 10.5
    assert limit.wait("a") == 0


def test_a_guess_costs_what_owasp_advises() -> None:
    assert _NOBODY.startswith("scrypt$16384$8$5$")  # made as tests had not yet made it cheaper


def test_editors_are_kept_without_their_passwords(database: Path) -> None:
    raw = editorial_path(database).read_bytes()
    assert PASSWORD.encode() not in raw and b"scrypt$" in raw
    assert [one.name for one in editors(database)] == ["李编辑", "王编辑"]


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("王编辑", PASSWORD, "is an editor already"),
        ("root", PASSWORD, "cannot be an editor's name"),
        ("a b", PASSWORD, "cannot be an editor's name"),
        ("", PASSWORD, "cannot be an editor's name"),
        ("赵", "short", "too short"),
    ],
)
def test_editors_that_cannot_be(database: Path, name: str, password: str, said: str) -> None:
    with pytest.raises(EditorError, match=said):
        add_editor(database, name, password)


@pytest.mark.parametrize("what", [remove_editor, make_token, revoke_tokens])
def test_who_is_no_editor(database: Path, what: Any) -> None:
    with pytest.raises(EditorError, match="There is no editor 无"):
        what(database, "无")


def test_cookies_outlive_a_restart(editor: Browser, database: Path) -> None:
    again = Browser(build(database))
    again.cookies = editor.cookies
    assert "王编辑" in again.get("/review").text


def test_every_page_of_the_review_keeps_scripts_of_others_out(editor: Browser, database: Path) -> None:
    for path in ("/review", f"/review/{flag(database)}", "/review/decisions", "/review/sign-in"):
        answer = editor.get(path)
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        assert not re.search(r"<script(?![^>]*\bsrc=)", answer.text)


# What is decided


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"action": "accept"}, ("correct", "收人", "收入", "王编辑")),
        ({"action": "keep"}, ("keep", "收人", None, "王编辑")),
        ({"action": "correct", "after": "所得"}, ("correct", "收人", "所得", "王编辑")),
        ({"action": "remove"}, ("correct", "收人", "", "王编辑")),
    ],
    ids=lambda value: value.get("action", "") if isinstance(value, dict) else "",
)
def test_deciding_leads_to_the_next(
    editor: Browser, database: Path, fields: dict[str, str], expected: tuple[str, str, str | None, str]
) -> None:
    key = flag(database)
    answer = editor.submit(editor.get(f"/review/{key}"), DECIDE, **fields)
    assert answer.status_code == 303
    assert told(database) == [expected]
    (decision,) = decisions(database)
    assert decision.target == key and decision.build_id and decision.created_at
    following = editor.get(answer.headers["location"])
    assert key not in answer.headers["location"] and "已记下" in following.text
    assert "已决定 1" in words(editor.get("/review")) and "待决定 7" in words(editor.get("/review"))


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a" * 1_000_001, b"&".join([b"a=1"] * 20_001)])
def test_forms_that_cannot_be_read(editor: Browser, database: Path, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    for path in (f"/review/{flag(database)}", "/review/sign-in", "/review/sign-out", "/review/undo"):
        answer = editor.ask("POST", path, content=body, headers=headers)
        assert answer.status_code == 400 and "请求有误" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"action": "correct", "after": "收人"}, "与原文相同"),
        ({"action": "correct", "after": ""}, "没有填写改成什么"),
        ({"action": "dance"}, "没有说明"),
        ({}, "没有说明"),
    ],
)
def test_what_is_no_decision(editor: Browser, database: Path, fields: dict[str, str], said: str) -> None:
    answer = editor.submit(editor.get(f"/review/{flag(database)}"), DECIDE, **fields)
    assert answer.status_code == 400 and said in answer.text
    assert decisions(database) == []


def test_a_series_is_decided_at_once_with_exceptions(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/{flag(database)}")
    boxes = parser.fromstring(page.text).xpath("//input[@name='also']")
    assert len(boxes) == 6 and all(box.get("checked") is not None for box in boxes)
    also = [box.get("value") for box in boxes[1:]]
    answer = editor.submit(page, DECIDE, action="accept-series", also=also)
    assert answer.status_code == 303
    assert told(database) == [("correct", "收人", "收入", "王编辑")] * 6
    left = words(editor.get("/review"))
    assert "待决定 2" in left and "已决定 6" in left


def test_words_that_no_flag_is_on_join_a_series_unchecked(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/{flag(database)}?all=1")
    (box,) = parser.fromstring(page.text).xpath("//input[@name='also'][not(@checked)]")
    assert "征收人" in box.getparent().text_content().replace("\n", "")
    editor.submit(page, DECIDE, action="correct-series", after="收入", also=[box.get("value")])
    assert len(told(database)) == 2


def test_undoing_a_series(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/{flag(database)}")
    also = parser.fromstring(page.text).xpath("//input[@name='also']/@value")
    location = editor.submit(page, DECIDE, action="accept-series", also=also).headers["location"]
    undone = editor.submit(editor.get(location), "//form[@id='undo']")
    assert "已撤销" in editor.get(undone.headers["location"]).text
    assert standing(decisions(database)) == [] and len(decisions(database)) == 14, "nothing is deleted"


def test_skipping_is_for_oneself(editor: Browser, datasette: Datasette, database: Path) -> None:
    key = flag(database)
    editor.submit(editor.get(f"/review/{key}"), DECIDE, action="skip")
    assert decisions(database) == []
    assert "已跳过 1" in words(editor.get("/review"))
    other = Browser(datasette)
    other.sign_in("李编辑")
    assert "已跳过 0" in words(other.get("/review"))
    editor.submit(editor.get(f"/review/{key}"), DECIDE, action="unskip")
    assert "已跳过 0" in words(editor.get("/review"))


def test_two_editors_do_not_overwrite_each_other(editor: Browser, datasette: Datasette, database: Path) -> None:
    other = Browser(datasette)
    other.sign_in("李编辑")
    key = flag(database)
    mine, theirs = editor.get(f"/review/{key}"), other.get(f"/review/{key}")
    assert other.submit(theirs, DECIDE, action="keep").status_code == 303
    answer = editor.submit(mine, DECIDE, action="correct", after="收入", note="我的说明")
    assert answer.status_code == 409
    said = words(answer)
    assert "李编辑" in said and "“收人”无误" in said and "收入" in said and "我的说明" in said
    assert len(decisions(database)) == 1
    assert editor.submit(answer, "//main//form").status_code == 303, "knowing it, one may decide otherwise"
    assert [one.kind for one in standing(decisions(database))] == [Kind.CORRECT]


def test_a_flag_that_is_gone(editor: Browser, database: Path) -> None:
    key = flag(database)
    page = editor.get(f"/review/{key}")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("delete from flags where id = ?", [key])
    answer = editor.submit(page, DECIDE, action="correct", after="收入丙")
    assert answer.status_code == 400 and "已经不在" in answer.text and "收入丙" in words(answer)
    gone = editor.get(f"/review/{key}")
    assert gone.status_code == 404 and "看队列里的第一个" in gone.text


def test_a_correction_that_cuts_into_another(editor: Browser, database: Path) -> None:
    text = "月收人不得"
    with closing(sqlite3.connect(database)) as connection:
        source_id, whole = connection.execute("select id, text from sources where text like '%月收人%'").fetchone()
    at = whole.index(text)
    place = {"source_id": source_id, "kind": "correct"}
    token = {"authorization": f"Bearer {make_token(database, '李编辑')}"}

    def send(start: int, end: int, after: str) -> httpx.Response:
        one = {**place, "start_char": start, "end_char": end, "before": whole[start:end], "after": after}
        return Browser(editor._datasette).ask(
            "POST", "/review/decisions.json", json={"decisions": [one]}, headers=token
        )

    assert send(at + 1, at + 3, "收入").status_code == 201
    cut = send(at + 2, at + 5, "入不得")
    assert cut.status_code == 409 and cut.json()["decision"]["after"] == "收入"
    assert send(at, at + 5, "月收入不得").status_code == 201, "one that holds the other takes its place"


# What goes wrong with the file


def lock(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(editorial_path(database), isolation_level=None)
    connection.execute("begin exclusive")
    return connection


def test_a_locked_editorial_file(editor: Browser, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = editor.get(f"/review/{flag(database)}")
    monkeypatch.setattr("fatiao.store.editorial.BUSY_SECONDS", 0.1)
    writer = sqlite3.connect(editorial_path(database), isolation_level=None)
    writer.execute("begin immediate")
    answer = editor.submit(page, DECIDE, action="correct", after="收入丁")
    writer.execute("rollback")
    writer.close()
    assert answer.status_code == 503 and "占用" in answer.text and "收入丁" in words(answer)
    assert decisions(database) == []
    assert editor.submit(answer, "//main//form").status_code == 303


def test_an_editorial_file_that_cannot_be_read(
    reader: Browser, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fatiao.store.editorial.BUSY_SECONDS", 0.1)
    writer = lock(database)
    answer = reader.get("/review")
    writer.close()
    assert answer.status_code == 500 and "占用" in answer.text
    assert reader.get("/review").status_code == 200
    editorial_path(database).write_bytes(b"no database" * 999)
    assert "读写出错" in reader.get("/review").text
    assert reader.get("/").status_code == 200, "what has nothing to do with it goes on"


def test_an_editorial_file_that_cannot_be_written(
    editor: Browser, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = editor.get(f"/review/{flag(database)}")

    def refuse(*_: object) -> list[Decision]:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("fatiao.publish.review.recording.record", refuse)
    answer = editor.submit(page, DECIDE, action="correct", after="收入戊")
    assert answer.status_code == 503 and "只读" in answer.text and "收入戊" in words(answer)


def test_without_an_editorial_file_there_is_nothing_decided(reader: Browser, database: Path) -> None:
    editorial_path(database).unlink()
    assert "待决定 8" in words(reader.get("/review"))
    assert "没有这样的决定" in reader.get("/review/decisions").text
    assert reader.sign_in().status_code == 401
    assert not editorial_path(database).exists(), "reading makes no file"


# Building again


REBUILD = "//form[contains(@action, 'rebuild')]"


def test_a_document_is_rebuilt_and_what_changed_is_told(editor: Browser, database: Path) -> None:
    key = flag(database)
    page = editor.get(f"/review/{key}")
    editor.submit(page, DECIDE, action="accept")
    answer = editor.submit(editor.get(f"/review/{key}"), REBUILD)
    assert answer.status_code == 200
    said = words(answer)
    assert "已重建" in said and "1 个文件" in said and "消除的疑点" in said
    with closing(sqlite3.connect(database)) as connection:
        (mended,) = connection.execute("select count(*) from provisions where text like '%收入%'").fetchone()
        assert mended == 1
        assert connection.execute("select count(*) from edits").fetchone() == (1,)
    assert editor.get(f"/review/{key}").status_code == 404
    (entry,) = parser.fromstring(editor.get("/review/decisions").text).xpath("//li[@id='d1']")
    assert "已采用" in entry.text_content()


def test_words_that_were_corrected_are_not_doubted_again(
    editor: Browser, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a check looks at the text as it stands or as it reads, and also where an editor decided otherwise."""

    def check(processed: Processed) -> Iterator[Flag]:
        text = processed.page.source.text
        for found in re.finditer("收人|申请人应当", text):
            yield Flag("misread", f"“{found[0]}”可疑", Span(*found.span()), "收入", 0.9)

    page = editor.get(f"/review/{flag(database)}")
    also = parser.fromstring(page.text).xpath("//input[@name='also']/@value")
    editor.submit(page, DECIDE, action="correct-series", after="所得", also=also)
    monkeypatch.setattr("fatiao.review.page.CHECKS", (check,))
    rebuild(database)
    with closing(sqlite3.connect(database)) as connection:
        found = [text for (text,) in connection.execute("select text from flags order by text")]
    assert found == ["收人", "申请人应当"], "the first in 征收人, which nobody corrected"


def test_what_was_decided_outlives_the_database_and_the_layout_of_the_page(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/{flag(database)}")
    also = parser.fromstring(page.text).xpath("//input[@name='also']/@value")
    editor.submit(page, DECIDE, action="accept-series", also=also)
    database.unlink()
    pages = sorted(database.parent.glob("*.txt"))
    for path in pages:
        text = path.read_text(encoding="utf-8")
        path.write_text(f"首页 > 法规 > 正文\n今日特惠：满 100 减 20\n{text}\n相关链接\n", encoding="utf-8")
    assert not build_pages(pages, database, jobs=1).failures
    document = row(database, "select id from documents where title like '甲市%'")["id"]
    said = words(Browser(build(database)).get(f"/regulation/{quote(document)}"))
    assert "家庭月收入" in said and "征收人应当" in said
    assert row(database, "select count(*) from edits where decision_id is not null")[0] == 7


def test_a_database_that_cannot_be_written_waits_for_the_next_build(
    editor: Browser, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fatiao.publish.review.rebuild.can_write", lambda database: False)
    answer = editor.submit(editor.get(f"/review/{flag(database)}"), REBUILD)
    assert answer.status_code == 503 and "下一次生成" in answer.text


def test_what_cannot_be_rebuilt_is_told(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/{flag(database)}")
    for document, said in (("无此规定", "没有成功"), ("--help", "没有成功")):
        answer = editor.submit(page, REBUILD, document=document)
        assert answer.status_code == 503 and said in answer.text
    for file in database.parent.glob("*.txt"):
        file.unlink()
    answer = editor.submit(page, REBUILD)
    assert answer.status_code == 200 and "没有全部重建" in answer.text


def test_only_editors_rebuild(reader: Browser, database: Path) -> None:
    reader.get("/review/sign-in")
    assert reader.post("/review/rebuild", {"document": "x"}).status_code == 401
    assert reader.get("/review/rebuild").status_code == 405


# The audit page


def test_what_was_decided_is_told(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/{flag(database)}")
    editor.submit(page, DECIDE, action="accept", note="对照了公报")
    said = words(editor.get("/review/decisions"))
    for part in ("“收人”改为“收入”", "王编辑", "对照了公报", "等待重建", "第 1 号"):
        assert part in said
    assert "没有这样的决定" in editor.get("/review/decisions?editor=李编辑").text


def test_another_takes_back_from_the_audit_page(editor: Browser, datasette: Datasette, database: Path) -> None:
    editor.submit(editor.get(f"/review/{flag(database)}"), DECIDE, action="accept")
    other = Browser(datasette)
    other.sign_in("李编辑")
    page = other.get("/review/decisions")
    assert other.submit(page, "//form[.//input[@name='decision']]").status_code == 303
    assert "已由 李编辑 撤销" in words(editor.get("/review/decisions"))
    assert other.submit(page, "//form[.//input[@name='decision']]").status_code == 400, "once is enough"


# Programs


@pytest.fixture
def token(database: Path) -> str:
    return make_token(database, "王编辑")


def send(datasette: Datasette, sent: Any, token: str | None = None, **options: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    body = options if options else {"json": sent}
    return Browser(datasette).ask("POST", "/review/decisions.json", headers=headers, **body)


def test_a_program_decides(datasette: Datasette, database: Path, token: str) -> None:
    sent = {"decisions": [{"kind": "correct", "flag": flag(database), "after": "收入"}], "seen": 0}
    answer = send(datasette, sent, token)
    assert answer.status_code == 201 and answer.json()["last"] == 1
    assert told(database) == [("correct", "收人", "收入", "王编辑")]
    late = send(datasette, {"decisions": [{"kind": "keep", "flag": flag(database)}], "seen": 0}, token)
    assert late.status_code == 409 and late.json()["decision"]["editor"] == "王编辑"
    listed = Browser(datasette).get("/review/decisions.json?after=0").json()
    assert [one["after"] for one in listed["decisions"]] == ["收入"]
    assert Browser(datasette).get("/review/decisions.json?after=1").json()["decisions"] == []


def test_all_or_nothing(datasette: Datasette, database: Path, token: str) -> None:
    good = {"kind": "correct", "flag": flag(database), "after": "收入"}
    answer = send(datasette, {"decisions": [good, {**good, "flag": "无"}]}, token)
    assert answer.status_code == 400 and "不在" in answer.json()["error"]
    assert decisions(database) == []


def test_tokens_that_are_none(datasette: Datasette, database: Path, token: str) -> None:
    sent = {"decisions": [{"kind": "correct", "flag": flag(database), "after": "收入"}]}
    for wrong in (None, "", "x", token + "x", token[:-1], "王编辑"):
        answer = send(datasette, sent, wrong and quote(wrong))
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    revoke_tokens(database, "王编辑")
    assert send(datasette, sent, token).status_code == 401
    assert token.encode() not in editorial_path(database).read_bytes()


def test_a_wrong_token_is_not_made_good_by_a_cookie(editor: Browser, database: Path) -> None:
    sent = {"decisions": [{"kind": "correct", "flag": flag(database), "after": "收入"}]}
    answer = editor.ask("POST", "/review/decisions.json", json=sent, headers={"authorization": "Bearer x"})
    assert answer.status_code == 401
    by_cookie = editor.ask("POST", "/review/decisions.json", json=sent)
    assert by_cookie.status_code == 403, "a page elsewhere can make a browser send its cookie"
    assert decisions(database) == []


@pytest.mark.parametrize(
    "options",
    [
        {"content": b"{"},
        {"content": b"\xff"},
        {"content": b"[" * 100_000},
        {"json": []},
        {"json": {"decisions": []}},
        {"json": {"decisions": [1]}},
        {"json": {"decisions": [{"kind": "report", "note": "x"}]}},
        {"json": {"decisions": [{"kind": "correct"}]}},
        {"json": {"decisions": [{"kind": "keep", "flag": 3}]}},
        {"json": {"decisions": [{"kind": "field", "parameter": "无", "field": "role", "after": "limit"}]}},
        {"json": {"decisions": [{"kind": "undo", "decision": "无"}]}},
        {"json": {"decisions": [{"kind": "keep", "flag": "x"}], "seen": "y"}},
        {"json": {"decisions": [{"kind": "keep", "flag": "x"}], "seen": 10**30}},
        {"content": rb'{"decisions": [{"kind": "correct", "source_id": "\ud800", "start_char": 0, "end_char": 1}]}'},
        {"content": b'{"x": "' + b"a" * 1_100_000 + b'"}'},
    ],
)
def test_what_a_program_cannot_send(datasette: Datasette, database: Path, token: str, options: dict[str, Any]) -> None:
    answer = send(datasette, None, token, **options)
    assert answer.status_code == 400 and answer.json()["error"]
    assert decisions(database) == []


# Parameters, documents, what is selected


def row(database: Path, sql: str) -> sqlite3.Row:
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        found: sqlite3.Row = connection.execute(sql).fetchone()
        return found


FORM = "//main//form[.//button[@value='save']]"


def test_fields_of_a_parameter(editor: Browser, database: Path) -> None:
    parameter = row(database, "select * from parameters where mention = '800元'")
    path = f"/review/parameter/{quote(parameter['id'], safe='')}"
    answer = editor.submit(editor.get(path), FORM, action="save", attribute="家庭月收入", max_value="900", role="")
    assert answer.status_code == 303
    found = {one.field: (one.target, one.before, one.after) for one in decisions(database)}
    assert found == {
        "attribute": (parameter["id"], f'"{parameter["attribute"]}"', '"家庭月收入"'),
        "max_value": (parameter["id"], "800.0", "900.0"),
        "role": (parameter["id"], f'"{parameter["role"]}"', "null"),
    }
    assert "等待重建的决定" in editor.get(answer.headers["location"]).text


def test_a_parameter_tells_what_editors_decided_of_it(editor: Browser, database: Path) -> None:
    parameter = row(database, "select * from parameters where mention = '800元'")
    path = f"/review/parameter/{quote(parameter['id'], safe='')}"
    editor.submit(editor.get(path), FORM, action="save", attribute="家庭月收入", note="见第二条")
    editor.submit(editor.get(path), REBUILD)
    changed = row(database, "select * from parameters where mention = '800元'")
    assert changed["attribute"] == "家庭月收入"
    said = words(editor.get(f"/fatiao/parameters/{tilde_encode(changed['id'])}"))
    assert f"编辑核定：事项（程序读作 {parameter['attribute']}），王编辑" in said and "见第二条" in said
    keep = f"/review/parameter/{quote(changed['id'], safe='')}"
    editor.submit(editor.get(keep), FORM, action="delete")
    assert "不再有这个参数" in words(editor.submit(editor.get(keep), REBUILD))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "没有改动"),
        ({"max_value": "八百"}, "不是数字"),
        ({"max_value": "nan"}, "不是有限的数"),
        ({"min_date": "2012年"}, "不是日期"),
        ({"role": "dance"}, "没有“dance”"),
        ({"holder": "甲" * 501}, "至多"),
    ],
)
def test_fields_that_cannot_be(editor: Browser, database: Path, fields: dict[str, str], said: str) -> None:
    parameter = row(database, "select id from parameters where mention = '800元'")
    path = f"/review/parameter/{quote(parameter['id'], safe='')}"
    answer = editor.submit(editor.get(path), FORM, action="save", **fields)
    assert answer.status_code == 400 and said in words(answer)
    assert decisions(database) == []


@pytest.mark.parametrize("action", ["keep", "delete"])
def test_a_parameter_is_right_or_none(editor: Browser, database: Path, action: str) -> None:
    parameter = row(database, "select id from parameters where mention = '800元'")
    path = f"/review/parameter/{quote(parameter['id'], safe='')}"
    assert editor.submit(editor.get(path), FORM, action=action).status_code == 303
    (decision,) = decisions(database)
    assert (decision.kind, decision.target, decision.anchor.exact) == (action, parameter["id"], "800元")


def test_title_and_number_of_a_document(editor: Browser, database: Path) -> None:
    document = row(database, "select * from documents where title like '甲市%'")
    path = f"/review/document/{quote(document['id'], safe='')}"
    answer = editor.submit(editor.get(path), FORM, action="save", promulgated="2012-05-01", title="")
    assert answer.status_code == 400 and "标题不能为空" in words(answer)
    answer = editor.submit(editor.get(path), FORM, action="save", promulgated="2012-05-01")
    (decision,) = decisions(database)
    assert (decision.kind, decision.field, decision.after) == (Kind.DOCUMENT, "promulgated", '"2012-05-01"')


def place(database: Path, eid: str, selected: str, at: int = 0) -> str:
    document = row(database, "select id from documents where title like '甲市%'")["id"]
    return urlencode({"document": document, "eid": eid, "words": selected, "at": at})


@pytest.mark.parametrize(
    ("eid", "selected", "at", "before"),
    [
        ("art_2", "收人", 5, "月"),
        ("art_2", "收人", 25, "。"),
        ("art_4", "收人", 4, "征"),
        ("art_4", "收人", 17, "年"),
        ("", "甲府发〔2012〕7号", 0, "（"),
        ("chp_1", "总则 第一条", 3, " "),
    ],
)
def test_what_is_selected_is_found(
    editor: Browser, database: Path, eid: str, selected: str, at: int, before: str
) -> None:
    path = f"/review/place?{place(database, eid, selected, at)}"
    answer = editor.submit(editor.get(path), "//form[.//button[@value='remove']]", action="correct", after="甲乙")
    assert answer.status_code == 303
    (decision,) = decisions(database)
    assert decision.anchor.prefix.endswith(before)
    assert "".join(decision.anchor.exact.split()) == "".join(selected.split())


def test_what_is_selected_is_not_there(editor: Browser, database: Path) -> None:
    assert editor.get(f"/review/place?{place(database, 'art_2', '不在此处')}").status_code == 404
    assert editor.get(f"/review/place?{place(database, 'art_99', '收人')}").status_code == 404


PLACE = "//form[.//button[@value='remove']]"


def test_paragraphs_are_parted_and_joined(editor: Browser, database: Path) -> None:
    document = row(database, "select id from documents where title like '甲市%'")["id"]
    sql = f"select count(*) from provisions where id like '{document}#art_5__para%'"
    assert row(database, sql)[0] == 2
    page = editor.get(f"/review/place?{place(database, 'art_5', '情节轻微')}")
    assert editor.submit(page, PLACE, action="join").status_code == 303
    page = editor.get(f"/review/place?{place(database, 'art_2', '收人包括', 25)}")
    assert editor.submit(page, PLACE, action="join").status_code == 400, "nothing parts it from what stands before"
    assert editor.submit(page, PLACE, action="split").status_code == 303
    assert [(one.anchor.exact, one.after) for one in decisions(database)] == [("\n", ""), ("收人包括", "\n收人包括")]
    answer = editor.submit(editor.get(f"/review/document/{quote(document, safe='')}"), REBUILD)
    assert "不再适用" not in answer.text
    paragraphs = row(database, f"select count(*) from provisions where id like '{document}#art_2__para%'")
    assert (row(database, sql)[0], paragraphs[0]) == (1, 2)


def test_a_provision_is_put_at_another_level(editor: Browser, database: Path) -> None:
    form = "//form[.//button[@value='level']]"
    page = editor.get(f"/review/place?{place(database, 'art_5', '情节轻微')}")
    document = row(database, "select id from documents where title like '甲市%'")["id"]
    provision = f"{document}#art_5__para_2"
    assert editor.submit(page, form, action="level", level="para").status_code == 400, "it is one"
    assert editor.submit(page, form, action="level", level="节点").status_code == 400, "there is no such level"
    assert editor.submit(page, form, action="level", provision="没有", level="item").status_code == 400
    assert editor.submit(page, form, action="level", provision=provision, level="item").status_code == 303
    (decision,) = decisions(database)
    assert (decision.kind, decision.before, decision.after) == (Kind.LEVEL, '"para"', '"item"')
    assert "由款改为项" in words(editor.get("/review/decisions"))
    answer = editor.submit(editor.get(f"/review/document/{quote(document, safe='')}"), REBUILD)
    assert "不再适用" not in answer.text
    found = row(
        database, f"select level, parent_id from provisions where text like '情节轻微%' and document_id = '{document}'"
    )
    assert tuple(found) == ("item", f"{document}#art_5__para_1")


def test_a_parameter_that_was_missed(editor: Browser, database: Path) -> None:
    page = editor.get(f"/review/place?{place(database, 'art_1', '低收人')}")
    form = "//form[.//button[@value='add']]"
    assert editor.submit(page, form, action="add", attribute="收入").status_code == 400, "of which kind?"
    answer = editor.submit(page, form, action="add", attribute="收入", quantity="money", max_value="800")
    assert answer.status_code == 303
    (decision,) = decisions(database)
    assert decision.kind is Kind.ADD and '"max_value": 800.0' in (decision.after or "")


# Reports


def test_a_reader_reports(reader: Browser, editor: Browser, database: Path) -> None:
    parameter = row(database, "select id from parameters where mention = '800元'")["id"]
    page = reader.get(f"/report?{urlencode({'parameter': parameter})}")
    assert "800元" in page.text
    note = "应为 <b>八百</b> 元"
    assert reader.submit(page, "//main//form", note=note).status_code == 200
    (decision,) = decisions(database)
    assert (decision.kind, decision.note, decision.editor, decision.target) == (Kind.REPORT, note, "读者", parameter)
    assert "没有这样的疑点" in reader.get("/review?kind=reported").text, "it is for editors to read"
    queue = editor.get("/review?kind=reported")
    assert "读者报错" in words(queue) and "<b>八百" not in queue.text
    (href,) = parser.fromstring(queue.text).xpath("//a[@class='flag-head']/@href")
    assert editor.submit(editor.get(href), DECIDE, action="keep").status_code == 303
    assert "没有这样的疑点" in editor.get("/review?kind=reported").text


@pytest.mark.parametrize("note", ["", "  ", "甲" * 501])
def test_reports_that_are_none(reader: Browser, database: Path, note: str) -> None:
    page = reader.get(f"/report?{place(database, 'art_2', '收人')}")
    answer = reader.submit(page, "//main//form", note=note)
    assert answer.status_code == 400 and "500" in answer.text
    assert decisions(database) == []


def test_reports_of_programs_are_dropped(reader: Browser, database: Path) -> None:
    page = reader.get(f"/report?{place(database, 'art_2', '收人')}")
    assert reader.submit(page, "//main//form", note="买药", website="http://x").status_code == 200
    assert reader.post(page.url.raw_path.decode(), {"note": "买药", "csrftoken": "x"}).status_code == 403
    assert decisions(database) == []


def test_reports_are_limited(reader: Browser, database: Path) -> None:
    page = reader.get(f"/report?{place(database, 'art_2', '收人')}")
    statuses = [reader.submit(page, "//main//form", note=f"第{n}次").status_code for n in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert "第3次" in reader.submit(page, "//main//form", note="第3次").text


def test_what_is_reported_must_be_there(reader: Browser) -> None:
    for query in ("", "document=无", "parameter=无"):
        assert reader.get(f"/report?{query}").status_code == 404


def test_every_clause_can_be_reported(reader: Browser, database: Path) -> None:
    """Without a script, too: its citation has the way to the report."""
    document = row(database, "select id from documents where title like '甲市%'")["id"]
    path = f"/regulation/{quote(document)}"
    page = parser.fromstring(reader.get(path).text)
    pins = page.xpath("//a[contains(@class, 'pin')]/@href")
    assert len(pins) >= len(page.xpath("//div[contains(@class, 'article')]")) > 4
    for pin in pins:
        cited = parser.fromstring(reader.get(path + pin.partition("#")[0]).text)
        reports = cited.xpath("//a[starts-with(@href, '/report?')]/@href")
        assert reports and {reader.get(report).status_code for report in reports} == {200}, pin


def test_only_the_editorial_file_is_written(editor: Browser, database: Path) -> None:
    before = {path.name: path.read_bytes() for path in database.parent.iterdir()}
    editor.submit(editor.get(f"/review/{flag(database)}"), DECIDE, action="accept")
    editor.submit(editor.get(f"/review/{flag(database, nth=1)}"), DECIDE, action="skip")
    changed = {path.name for path in database.parent.iterdir() if before.get(path.name) != path.read_bytes()}
    assert changed == {"a.editorial.db"}


def test_a_decision_by_somebody_else_s_hand(database: Path, editor: Browser) -> None:
    """What is recorded beside the site (an import, another process) is seen at the next page."""
    editor.submit(editor.get(f"/review/{flag(database)}"), DECIDE, action="accept")
    first = decisions(database)[0]
    record(database, [Draft(Kind.UNDO, first.anchor, "导入", target=first.target, undoes=first.id)])
    assert "待决定 8" in words(editor.get("/review"))
