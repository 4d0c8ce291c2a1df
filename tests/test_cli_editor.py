"""The command `fatiao editor`: who may decide, and what is kept of passwords and tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.publish.serve import build
from fatiao.publish.served import ServeError
from fatiao.store.editorial import EditorialError, editorial_path
from fatiao.store.editors import check_password, editor_of_token, stamp_of
from fatiao.store.skips import skip, skipped, unskip
from fatiao.store.write import Store

PASSWORD = "correct horse"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "laws.db"
    Store(path).close()
    return path


def run(database: Path, *args: str, **options: Any) -> Result:
    return CliRunner().invoke(main, ["editor", *args, "--db", str(database)], **options)


def test_editors_come_and_go(database: Path) -> None:
    assert "There is no editor yet" in run(database, "list").output
    assert run(database, "add", "王编辑", input=f"{PASSWORD}\n").exit_code == 0
    assert check_password(database, "王编辑", PASSWORD) == stamp_of(database, "王编辑")
    assert check_password(database, "王编辑", PASSWORD + " ") is None
    assert run(database, "list").output.startswith("王编辑\tsince 2")
    assert run(database, "remove", "王编辑").exit_code == 0
    assert check_password(database, "王编辑", PASSWORD) is None and stamp_of(database, "王编辑") is None


def test_a_token_is_shown_once_and_can_be_taken_back(database: Path) -> None:
    run(database, "add", "王", input=f"{PASSWORD}\n")
    token = run(database, "token", "王").output.strip()
    assert editor_of_token(database, token) == "王" and editor_of_token(database, token[:-1]) is None
    assert "tokens 1" in run(database, "list").output
    assert "1 tokens of 王 are worthless" in run(database, "token", "王", "--revoke").output
    assert editor_of_token(database, token) is None
    run(database, "token", "王")
    run(database, "remove", "王")
    assert run(database, "add", "王", input=f"{PASSWORD}\n").exit_code == 0, "the tokens went with the editor"
    assert "tokens 0" in run(database, "list").output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["add", "王", "--db", "nowhere.db"], "There is no database nowhere.db"),
        (["add", "root"], "cannot be an editor's name"),
        (["add", "读者"], "cannot be an editor's name"),
        (["add", "王"], "The password is too short: use 8 characters or more."),
        (["remove", "王"], "There is no editor 王. fatiao editor list shows who there is."),
        (["token", "王"], "There is no editor 王"),
    ],
)
def test_what_cannot_be(database: Path, args: list[str], said: str) -> None:
    result = CliRunner().invoke(
        main, ["editor", *args, *([] if "--db" in args else ["--db", str(database)])], input="x\n"
    )
    assert result.exit_code == 1 and said in result.output


def test_the_file_is_damaged(database: Path) -> None:
    editorial_path(database).write_bytes(b"no database" * 1000)
    for args in (["list"], ["add", "王"], ["remove", "王"]):
        result = run(database, *args, input=f"{PASSWORD}\n")
        assert result.exit_code == 1 and "Put back a copy of it" in result.output
    with pytest.raises(ServeError, match="Put back a copy of it"):
        build(database)
    with pytest.raises(EditorialError, match="Put back a copy of it"):
        skip(database, "王", "f")


def test_what_is_put_aside(database: Path) -> None:
    assert skipped(database) == {}
    for editor, flag in (("王", "f"), ("李", "f"), ("王", "g"), ("王", "g")):
        skip(database, editor, flag)
    assert skipped(database) == {"f": {"王", "李"}, "g": {"王"}}
    unskip(database, "王", "f")
    unskip(database, "王", "h")
    assert skipped(database) == {"f": {"李"}, "g": {"王"}}
