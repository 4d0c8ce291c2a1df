"""The examples of the READMEs: their commands run, and print what the READMEs show."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def example(readme: Path) -> tuple[list[list[str]], str]:
    """The commands of the example but `make setup`, and the output printed below them."""
    text = readme.read_text(encoding="utf-8")
    block = re.search(r"```sh\nmake setup\n(.*?)```", text, re.S)
    shown = re.search(r"runs it -->\n\n(.*?)\n\n<!-- end -->", text, re.S)
    assert block and shown
    commands = [shlex.split(line) for line in re.findall(r"^\.venv/bin/(.*?)(?=^\.venv|\Z)", block[1], re.S | re.M)]
    return commands, shown[1]


def test_the_example_runs(tmp_path: Path) -> None:
    commands, shown = example(ROOT / "README.md")
    assert (commands, shown) == example(ROOT / "README.zh.md")
    assert [command[0] for command in commands] == ["fatiao", "sqlite-utils"]
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    printed = ""
    for program, *arguments in commands:
        done = subprocess.run(
            [str(Path(sys.executable).parent / program), *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        printed = done.stdout
    assert printed.strip() == shown.strip()


def test_the_example_in_python_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "30% <= 轮换数量" in done.stdout.splitlines()
