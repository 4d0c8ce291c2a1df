"""What gets installed: everything the program needs and nothing else, from a checkout in a folder of any name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from fatiao import __version__

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "corpus" / "pages" / "003_2fb9624b21f164e5.txt"
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
NOT_SOURCES = {"__pycache__", "build", "dist", "node_modules"}


def run(*args: object, cwd: Path | None = None) -> str:
    """Run a command in an environment that does not know this checkout, and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([str(arg) for arg in args], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{args}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources in a folder whose name is no Python name."""
    copy = tmp_path_factory.mktemp("checkout") / "法条-1.0 (copy)"

    def leave_out(folder: str, names: list[str]) -> set[str]:
        hidden = {name for name in names if name.startswith(".") and name != ".typing"}
        return NOT_SOURCES & set(names) | hidden | {name for name in names if name.endswith((".egg-info", ".db"))}

    shutil.copytree(ROOT, copy, symlinks=True, ignore=leave_out)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, checkout)
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


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    commands = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    lock = ROOT / "requirements.lock"
    run(commands / "python", "-m", "pip", "install", "--quiet", "--constraint", lock, wheel)
    shutil.copy(PAGE, tmp_path / "page.txt")
    assert run(commands / "fatiao", "--version") == f"fatiao, version {__version__}\n"
    assert "parameters" in run(commands / "fatiao", "build", "page.txt", cwd=tmp_path)
    assert '"name": "fatiao"' in run(commands / "datasette", "plugins", cwd=tmp_path)
    query = "select count(*) > 20 as enough from parameters"
    get = f"/fatiao.json?_shape=array&sql={query}"
    assert run(commands / "datasette", tmp_path / "fatiao.db", "--get", get).strip() == '[{"enough": 1}]'


def test_type_checkers_see_every_module() -> None:
    """A new module of the root, or a new room, needs a link: make links."""
    links = ROOT / ".typing" / "fatiao"
    assert {link.name for link in links.iterdir()} == {path.name for path in ROOT.glob("*.py")} | {*ROOMS, "py.typed"}
    assert all(link.resolve() == ROOT / link.name for link in links.iterdir())


@pytest.mark.parametrize(
    "checker",
    [
        ["mypy", "--follow-imports=silent", "-m", "fatiao.quality.score"],
        ["pyright", "--pythonpath", sys.executable, "quality", "ingest"],
    ],
)
def test_type_checkers_work_in_a_folder_of_any_name(checkout: Path, checker: list[str]) -> None:
    run(sys.executable, "-m", *checker, cwd=checkout)


def test_the_lock_names_versions_alone() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert all(line.count("==") == 1 and " " not in line and "/" not in line for line in pins)
