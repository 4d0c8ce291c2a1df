"""The programs that some tests need and pip cannot install: where they are, and how to get them.

Usage: python tests/programs.py NAME...   install those that are missing, where Debian's packages can be installed
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """A program: the tests that need it, the commands that are it, and the Debian packages that hold it."""

    name: str
    tests: str
    commands: tuple[str, ...]
    packages: tuple[str, ...]
    variable: str = ""
    """The environment variable by which a person says where it is."""

    def named(self) -> str:
        """Return what a person said where it is; empty where nobody did."""
        return os.environ.get(self.variable, "") if self.variable else ""

    def path(self) -> str | None:
        """Return where it is: where a person says so, or else the first of the commands that there is."""
        return next(filter(None, map(shutil.which, [self.named()] if self.named() else self.commands)), None)

    def not_run(self) -> str:
        """Say which tests cannot run without it, and what to do; a number of tests is put before it."""
        where = f"{self.variable}={self.named() or '/path'}" if self.variable else ""
        if self.named():
            return f"{self.tests}, for want of {self.name} (there is no program at {where})"
        ways = " ".join(["apt-get install", *self.packages]) + (f", or {where}" if where else "")
        return f"{self.tests}, for want of {self.name} ({ways})"


CHROMIUM = Program(
    "Chromium",
    "browser tests",
    (
        *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    ("chromium", "fonts-noto-cjk"),
    "FATIAO_CHROMIUM",
)
CURL = Program("curl", "example for curl", ("curl",), ("curl",))
R = Program("R", "example for R", ("Rscript",), ("r-base-core",))
LIBREOFFICE = Program(
    "LibreOffice", "tests of old Word files", ("soffice", "libreoffice"), ("libreoffice-writer-nogui",)
)
PROGRAMS = {"chromium": CHROMIUM, "curl": CURL, "r": R, "libreoffice": LIBREOFFICE}


def install(programs: list[Program]) -> None:
    """Install what is missing of `programs`, but for what a person said where it is.

    What cannot be installed is no fault here: the tests that need it say what to do.
    """
    packages = [package for wanted in programs if not (wanted.path() or wanted.named()) for package in wanted.packages]
    as_root = _as_root()
    if not packages or as_root is None or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(packages)}, which tests need", flush=True)
    apt_get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    for arguments in (["update"], ["install", "--no-install-recommends", *packages]):
        subprocess.run([*apt_get, *arguments], stdout=subprocess.DEVNULL, check=False)


def _as_root() -> list[str] | None:
    """Return what to put before a command so that root runs it, None where that takes a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    return sudo if allowed else None


if __name__ == "__main__":
    install([PROGRAMS[name] for name in sys.argv[1:]])
