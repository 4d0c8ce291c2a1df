"""What a build costs, stage by stage and as a whole, beside yardsticks that are measured in the same run.

usage: python benchmarks/speed.py FOLDER [--limit N] [--seed S] [--long] [--peer PYTHON] [--write]

FOLDER holds regulations as Markdown, one a file, of which N are built (all unless told). Measured are the stages in one
process, a first build, one of unchanged files, one of a single file, and `--help`; with --long how parsing grows with
the length of a text without a line break. The yardsticks are a scan of the text with one regular expression, the
insertion of the same rows by SQLite alone and, with --peer, JioNLP's money and time in an environment that has it.
Prints the figures and their ratios to the yardsticks beside those committed in `speed.json`; --write replaces these
and the table of `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from fatiao.extract import extract
from fatiao.extract.page import process_source
from fatiao.ingest import read
from fatiao.parse import parse_page
from fatiao.review.page import reviewed
from fatiao.store.finished import finish
from fatiao.store.schema import TABLES
from fatiao.text.numerals import NUMERAL_CHARACTERS
from fatiao.text.source import Source
from measured import Cost, cost_of, cpu_of

ROOT = Path(__file__).resolve().parent.parent
FIGURES = Path(__file__).with_suffix(".json")
REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by benchmarks/speed.py -->", "<!-- end of figures -->"
NUMBER = re.compile(rf"[0-9０-９{NUMERAL_CHARACTERS}]+(?:\.[0-9]+)?[元年月日天%％倍人个]")
FATIAO = (sys.executable, "-m", "fatiao")
MEGA = 1e6

Figures = dict[str, float]
"""Figures by what they measure, the unit in brackets behind it."""


def stages(files: Sequence[Path]) -> Figures:
    """Return the processor seconds of each stage over the same files in this process, after a first page."""
    _stages(files[0])
    times = [_stages(file) for file in files]
    return {f"{name} (CPU s)": sum(one[name] for one in times) for name in times[0]}


def _stages(file: Path) -> Figures:
    """Return the processor seconds of each stage for one file."""
    source = read(file)
    page = parse_page(source)
    processed = process_source(source)
    done = reviewed(processed)
    return {
        "read": cpu_of(lambda: read(file)),
        "parse": cpu_of(lambda: parse_page(source)),
        "extract": cpu_of(lambda: [extract(one, source.text) for one in page.regulations]),
        "review": cpu_of(lambda: reviewed(processed)),
        "rows": cpu_of(lambda: finish(done.page, done.parameters)),
    }


def whole(folder: Path, database: Path) -> Figures:
    """Return what a first build of a folder costs, and what of the database each table takes."""
    cost = cost_of([*FATIAO, "build", folder, "--db", database], allowed=(0, 1))  # 1 where a file holds no regulation
    size = database.stat().st_size
    unchanged = cost_of([*FATIAO, "build", folder, "--db", database], allowed=(0, 1))
    return {
        **_of(cost, "first build"),
        "database (MB)": size / MEGA,
        "written, times the database": cost.written / size,
        "unchanged files (s)": unchanged.wall,
        "unchanged files (CPU s)": unchanged.cpu,
    }


def _of(cost: Cost, name: str) -> Figures:
    return {
        f"{name} (s)": cost.wall,
        f"{name} (CPU s)": cost.cpu,
        f"{name}: memory (MB)": cost.memory / MEGA,
        f"{name}: written (MB)": cost.written / MEGA,
    }


def starts(file: Path, folder: Path) -> Figures:
    """Return what starting costs, once Python has kept its bytecode: help, and the build of one file."""
    cost_of([*FATIAO, "build", file, "--db", folder / "first.db"])
    help_, one = cost_of([*FATIAO, "--help"]), cost_of([*FATIAO, "build", file, "--db", folder / "one.db"])
    return {
        **{"fatiao --help (s)": help_.wall, "fatiao --help (CPU s)": help_.cpu},
        **{"build of one file (s)": one.wall, "build of one file (CPU s)": one.cpu},
    }


def scan(texts: Sequence[str]) -> Figures:
    """Return the processor seconds of one regular expression over all texts."""
    return {"scan by one expression (CPU s)": cpu_of(lambda: [NUMBER.findall(text) for text in texts])}


def bulk_insert(database: Path, folder: Path) -> Figures:
    """Return the processor seconds in which SQLite inserts all rows of a database into the same tables and indices."""
    with closing(sqlite3.connect(database)) as stored, closing(sqlite3.connect(folder / "same.db")) as same:
        rows = {table: stored.execute(f'select * from "{table}"').fetchall() for table in TABLES}
        names = ", ".join("?" * len(TABLES))
        sql = f"select sql from sqlite_master where tbl_name in ({names}) and type in ('table', 'index') and sql <> ''"
        made = [str(one) for (one,) in stored.execute(f"{sql} order by type desc", [*TABLES])]

        def insert() -> None:
            for one in (one for one in made if one.startswith("CREATE TABLE")):
                same.execute(one)
            for table, found in rows.items():
                marks = ", ".join("?" * len(TABLES[table].columns))
                same.executemany(f'insert into "{table}" values ({marks})', found)
            for one in (one for one in made if not one.startswith("CREATE TABLE")):
                same.execute(one)
            same.commit()

        return {"insertion by SQLite (CPU s)": cpu_of(insert)}


def peer(python: str, folder: Path, files: int) -> Figures:
    """Return the characters a second that JioNLP reads, as `peer.py` measures it in an environment that has it."""
    command = [python, str(Path(__file__).with_name("peer.py")), str(folder), "--limit", str(min(files, 100))]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"jionlp +([\d,]+) characters a second", told)
    if not found:
        raise RuntimeError(f"{python} has no jionlp: {told.strip()}")
    return {"JioNLP (million characters a second)": int(found[1].replace(",", "")) / MEGA}


def long_texts(texts: Sequence[str]) -> Figures:
    """Return the processor seconds that parsing takes for texts without a line break."""
    unbroken = "".join("".join(texts).split())
    out = {}
    for millions in (1, 2, 5, 10):
        text = (unbroken * (1 + millions * 10**6 // len(unbroken)))[: millions * 10**6]
        source = Source("0" * 64, "long.txt", "text/plain", "utf-8", text)
        out[f"parsing {millions} million characters in a line (CPU s)"] = cpu_of(
            lambda source=source: parse_page(source)
        )
    return out


def sizes(database: Path, most: int = 14) -> list[tuple[str, float]]:
    """Return the largest tables and indices with their size in MB; none where SQLite was built without `dbstat`."""
    sql = "select name, sum(pgsize) / 1e6 from dbstat group by name order by 2 desc limit ?"
    with closing(sqlite3.connect(database)) as connection:
        if not connection.execute("select 1 from pragma_module_list where name = 'dbstat'").fetchone():
            return []
        return connection.execute(sql, [most]).fetchall()


def ratios(figures: Mapping[str, float]) -> Figures:
    """Return what does not depend on how fast the machine is: costs as multiples of the yardsticks."""
    scanned, inserted = figures["scan by one expression (CPU s)"], figures["insertion by SQLite (CPU s)"]
    inserts = figures["first build (CPU s)"]
    return {
        "first build / insertion by SQLite": inserts / inserted,
        "first build / scan": inserts / scanned,
        **{f"{stage} / scan": figures[f"{stage} (CPU s)"] / scanned for stage in ("parse", "extract", "review")},
        "rows / insertion by SQLite": figures["rows (CPU s)"] / inserted,
        "written / database": figures["written, times the database"],
        "database / text": figures["database (MB)"] / figures["text (MB)"],
    }


def table(figures: Mapping[str, float], found: Mapping[str, float], before: Mapping[str, float]) -> str:
    """Return the figures, and the ratios beside those committed, as tables in Markdown."""
    lines = ["| figure | |", "|---|---:|", *(f"| {name} | {value:,.2f} |" for name, value in figures.items())]
    lines += ["", "| ratio | now | committed |", "|---|---:|---:|"]
    for name, value in found.items():
        lines.append(f"| {name} | {value:.2f} | {f'{before[name]:.2f}' if name in before else '—'} |")
    return "\n".join(lines)


def measure(files: Sequence[Path], options: argparse.Namespace) -> tuple[Figures, list[tuple[str, float]]]:
    """Measure everything over the same files, in a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        folder = work / "pages"
        folder.mkdir()
        copies = [shutil.copy2(file, folder / f"{number:05}.md") for number, file in enumerate(files)]
        texts = [read(file).text for file in copies]
        figures: Figures = {"files": len(files), "text (MB)": sum(len(text.encode()) for text in texts) / MEGA}
        started = starts(copies[0], work)
        figures |= scan(texts) | stages(copies) | whole(folder, work / "a.db") | bulk_insert(work / "a.db", work)
        figures |= started
        if options.peer:
            figures |= peer(options.peer, folder, len(files))
        if options.long:
            figures |= long_texts(texts)
        return figures, sizes(work / "a.db")


def main() -> None:
    """Measure, print the figures, and write them where asked."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # who uses fatiao has its bytecode
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="regulations to take (default all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--long", action="store_true", help="measure parsing of long texts, too")
    parser.add_argument("--peer", metavar="PYTHON", help="the Python of an environment that has jionlp")
    parser.add_argument("--write", action="store_true", help="commit the figures to speed.json and docs/performance.md")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.md"))
    random.Random(options.seed).shuffle(files)
    if not files:
        parser.error(f"no Markdown file in {options.folder}; give a folder of regulations")
    figures, parts = measure(files[: options.limit], options)
    before = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"ratios": {}}
    report = table(figures, ratios(figures), before["ratios"])
    taken = "\n".join(
        ["", "| part of the database | MB |", "|---|---:|", *(f"| `{n}` | {mb:.1f} |" for n, mb in parts)]
    )
    print(report + "\n" + taken)
    if options.write:
        kept = {"figures": figures, "ratios": ratios(figures), "sizes": dict(parts)}
        FIGURES.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        head, _, rest = REPORT.read_text(encoding="utf-8").partition(BEGIN)
        tail = rest.partition(END)[2]
        REPORT.write_text(f"{head}{BEGIN}\n\n{report}\n{taken}\n\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
