"""What tests need beyond Python: found, named by a person, or told in one line that counts what did not run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from programs import CHROMIUM, CURL, PROGRAMS, Program, R, install

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, which is all that PATH names; nobody says where a browser is."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FATIAO_CHROMIUM", raising=False)
    return tmp_path


def program(path: Path, script: str = "") -> str:
    """Make a program."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_first_command_there_is_counts_unless_a_person_names_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Program("X", "tests", ("x", "x-browser"), ("x",), "FATIAO_X")
    assert wanted.path() is None
    other = program(folder / "x-browser")
    assert wanted.path() == other
    first = program(folder / "x")
    assert wanted.path() == first
    monkeypatch.setenv("FATIAO_X", other)
    assert wanted.path() == other
    monkeypatch.setenv("FATIAO_X", str(folder / "nowhere"))
    assert wanted.path() is None


def test_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = "(apt-get install chromium fonts-noto-cjk, or FATIAO_CHROMIUM=/path)"
    assert CHROMIUM.not_run() == f"browser tests, for want of Chromium {ways}"
    assert R.not_run() == "example for R, for want of R (apt-get install r-base-core)"
    monkeypatch.setenv("FATIAO_CHROMIUM", "/nowhere")
    assert CHROMIUM.not_run().endswith("for want of Chromium (there is no program at FATIAO_CHROMIUM=/nowhere)")


@pytest.mark.parametrize(
    ("root", "sudo", "said"),
    [(True, 1, ["update", "install"]), (False, 0, ["update", "install"]), (False, 1, [])],
    ids=["root", "sudo without a password", "sudo with a password"],
)
def test_what_is_missing_is_installed_where_that_takes_no_password(
    folder: Path, monkeypatch: pytest.MonkeyPatch, root: bool, sudo: int, said: list[str]
) -> None:
    log = folder / "log"
    program(folder / "env", 'shift; exec "$@"')
    program(folder / "true")
    program(folder / "apt-get", f'echo "$*" >> "{log}"')
    program(folder / "sudo", f'[ {sudo} = 0 ] || exit 1; shift; exec "$@"')
    program(folder / "curl")
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
    install([CHROMIUM, CURL])
    lines = log.read_text().splitlines() if log.exists() else []
    assert [word for line in lines for word in line.split() if word in ("update", "install")] == said
    assert not said or lines[-1].endswith(" chromium fonts-noto-cjk")


def test_nothing_is_installed_where_a_person_names_a_browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "apt-get", f'echo "$*" >> "{folder / "log"}"')
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("FATIAO_CHROMIUM", "/nowhere")
    install([CHROMIUM])
    assert not (folder / "log").exists()


def test_tests_without_their_program_are_counted_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FATIAO_CHROMIUM", "/nowhere")
    arguments = ["-q", "-p", "no:cacheprovider", "tests/test_site_browser.py", "-k", "phone"]
    command = [sys.executable, "-m", "pytest", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    (line,) = [line for line in done.stdout.splitlines() if "Chromium" in line]
    count = int(line.split()[2])
    assert line == f"NOT RUN: {count} {CHROMIUM.not_run()}"
    assert re.search(rf"^{count} skipped, ", done.stdout, re.M)


def test_the_continuous_integration_installs_every_program() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"tests/programs.py {' '.join(PROGRAMS)}\n" in script
