"""What gets installed: everything the program needs and nothing else, from a checkout in a folder of any name."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from fatiao import __version__

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "corpus" / "pages" / "003_2fb9624b21f164e5.txt"
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
NOT_SOURCES = {"__pycache__", "build", "dist", "node_modules"}


def attempt(*args: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment that does not know this checkout."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run([str(arg) for arg in args], cwd=cwd, env=environment, capture_output=True, text=True)


def run(*args: object, cwd: Path | None = None) -> str:
    """Run a command likewise, which must succeed, and return what it prints."""
    done = attempt(*args, cwd=cwd)
    assert done.returncode == 0, f"{args}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources in a folder whose name is no Python name."""
    copy = tmp_path_factory.mktemp("checkout") / "法条-1.0 (copy)"

    def leave_out(folder: str, names: list[str]) -> set[str]:
        hidden = {name for name in names if name.startswith(".")}
        return NOT_SOURCES & set(names) | hidden | {name for name in names if name.endswith((".egg-info", ".db"))}

    shutil.copytree(ROOT, copy, symlinks=True, ignore=leave_out)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run(*build, "--wheel-dir", folder, checkout)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path, checkout: Path) -> None:
    wanted = {f"fatiao/{path.name}" for path in [*checkout.glob("*.py"), checkout / "py.typed"]}
    for room in ROOMS:
        files = (path for path in (checkout / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        wanted |= {f"fatiao/{path.relative_to(checkout).as_posix()}" for path in files}
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    about = {name for name in names if name.startswith(f"fatiao-{__version__}.dist-info/")}
    assert names - about == wanted
    assert f"fatiao-{__version__}.dist-info/licenses/LICENSE" in about


def put_pinned(site: Path) -> None:
    """Put what requirements.lock names, and nothing else, into an environment: the files that `make` installed by it."""
    for name, version in pins("requirements.lock").items():
        found = distribution(name)
        assert found.version == version.split()[0], name
        for top in {file.parts[0] for file in found.files or ()} - {".."}:
            (site / top).symlink_to(str(found.locate_file(top)))


def test_the_wheel_works_with_the_pinned_libraries_alone(wheel: Path, tmp_path: Path) -> None:
    """From another folder, with what the README and the help of the commands show."""
    venv.create(tmp_path / "env")
    commands = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = commands / "python"
    put_pinned(Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()))
    run(python, "-m", "pip", "install", "--quiet", "--no-compile", "--no-deps", "--no-index", wheel)
    run(python, "-m", "pip", "check")
    folder = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "corpus" / "pages", folder / "corpus" / "pages")
    shutil.copy(PAGE, folder / "page.txt")

    def say(line: str) -> str:
        program, *arguments = shlex.split(line)
        return run(commands / program, *arguments, cwd=folder)

    assert say("fatiao --version") == f"fatiao, version {__version__}\n"
    assert "parameters" in say("fatiao build corpus/pages/")
    assert "第十四条" in say("fatiao show page.txt")
    assert "三分之一" in say("fatiao extract page.txt --explain")
    assert json.loads(say("fatiao extract page.txt --format jsonl").splitlines()[0])["mention"]
    say("fatiao export --format md --out md/ 储备粮管理办法")
    assert list((folder / "md").glob("*.md"))
    say("fatiao export --format akn --out akn/")
    assert list((folder / "akn").glob("*.xml"))
    scored = attempt(commands / "fatiao", "score", cwd=folder)
    assert (scored.returncode, scored.stdout) == (1, "")  # the gold is not installed
    assert re.fullmatch(r"Error: .*corpus.gold.*\n", scored.stderr)
    readme = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert readme
    assert "<= 轮换期限\n" in run(python, "-c", readme[1], cwd=folder)
    assert '"name": "fatiao"' in run(python, "-m", "datasette", "plugins", cwd=folder)
    query = "select count(*) > 20 as enough from parameters"
    get = f"/fatiao.json?_shape=array&sql={query}"
    assert run(python, "-m", "datasette", "fatiao.db", "--get", get, cwd=folder).strip() == '[{"enough": 1}]'


@pytest.mark.parametrize(
    "checker",
    [
        ["mypy", "--follow-imports=silent", "-m", "fatiao.text.segment"],
        ["pyright", "--pythonpath", sys.executable, "quality/score.py", "tests/invariants.py"],
    ],
)
def test_type_checkers_work_in_a_folder_of_any_name(checkout: Path, checker: list[str]) -> None:
    (link,) = re.findall(r"ln -sfn (\S+) (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    place = checkout / link[1]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.is_symlink() or place.symlink_to(link[0])
    run(sys.executable, "-m", *checker, cwd=checkout)


def pins(name: str) -> dict[str, str]:
    """Return the versions that a lock names, each with the hashes of its files and nothing else."""
    text = re.sub(r"#.*\n", "", (ROOT / name).read_text(encoding="utf-8")).replace("\\\n", "")
    found = [
        re.fullmatch(r"([\w.-]+)==(\S+)((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line)
        for line in text.splitlines()
        if line
    ]
    assert found and all(found)
    return {pin[1]: pin[2] for pin in found if pin}


def test_the_locks_name_versions_and_hashes_alone_and_agree() -> None:
    running, testing = pins("requirements.lock"), pins("requirements-dev.lock")
    assert running.items() <= testing.items()


def test_the_licences_are_those_of_the_pinned_versions() -> None:
    listed = re.findall(
        r"^\| ([\w.-]+) \| (\S+) \| \S", (ROOT / "docs" / "licences.md").read_text(encoding="utf-8"), re.M
    )
    assert dict(listed[1:]).items() >= pins("requirements-dev.lock").items(), "run python docs/licences.py"
