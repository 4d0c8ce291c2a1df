"""What a great many regulations cost: synthetic ones, built into a database and asked.

usage: python benchmarks/scale.py FOLDER WORK [--documents 100000] [--seed S]

FOLDER holds regulations as Markdown. From each are made, in turn, as many documents of its length as are wanted: half
of their articles have the words of others, and the title begins with a place that is nowhere, so that no two texts and
few titles are equal. They are written into WORK/pages and built into WORK/scale.db, both once; run again, it only asks.
Prints what the build cost (all processes, what they share of memory divided among them), and the seconds that each
question takes: first while the system has none of the file in its memory, and again.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from fatiao.store.search import match_query
from fatiao.text.numerals import NUMERAL_CHARACTERS
from measured import cost_of

MEGA = 1e6
IN_A_FOLDER = 1_000
ARTICLE = re.compile(rf"(第[{NUMERAL_CHARACTERS}]+条\s+)(?=\S)")
SYLLABLES = "安宝昌德丰福广恒华吉嘉建康乐丽隆明宁平清仁瑞盛泰通万文祥新兴延永裕云泽"
QUESTIONS = {
    "a regulation's text": "select text from provisions where document_id = ({any}) order by ordinal",
    "its parameters": "select * from parameters where document_id = ({any})",
    "a hundred penalties by value": "select id, label, max_value from parameters where role = 'penalty' "
    "and quantity = 'money' and unit = 'CNY' order by max_value desc limit 100",
    "deadlines of fifteen days": "select count(*) from parameters where role = 'deadline' and unit = 'd' "
    "and max_value = 15",
    "words: 养犬": f"select count(*) from provisions_fts where provisions_fts match '{match_query('养犬')}'",
    "words: 罚款, the best twenty": "select rowid from provisions_fts where provisions_fts match "
    f"'{match_query('罚款')}' order by rank limit 20",
    "what cites a regulation": "select count(*) from citations where target_document_id = ({any})",
    "parameters by role": "select role, count(*) from parameters group by 1",
    "regulations by year": "select year, count(*) from parameters group by 1",
    "flags by kind": "select kind, count(*) from flags group by 1",
}
"""What is asked, `{any}` for the identifier of some document."""


def synthetic(files: Sequence[Path], documents: int, seed: int) -> Iterator[str]:
    """Give the texts of so many documents."""
    texts = [file.read_text(encoding="utf-8").split("\n\n") for file in files]
    pool = [found[2] for text in texts for one in text if len(found := ARTICLE.split(one, maxsplit=1)) == 3]
    chance = random.Random(seed)
    for number in range(documents):
        title, *body = texts[number % len(texts)]
        place = "".join(chance.choices(SYLLABLES, k=3))
        yield "\n\n".join([f"# {place}市{title.lstrip('# ')}", *(_exchanged(one, pool, chance) for one in body)])


def _exchanged(paragraph: str, pool: Sequence[str], chance: random.Random) -> str:
    """Return a paragraph, or in half of the cases its number with the words of another."""
    found = ARTICLE.split(paragraph, maxsplit=1)
    if len(found) < 3 or chance.random() < 0.5:
        return paragraph
    return found[1] + chance.choice(pool)


def write(texts: Iterator[str], pages: Path) -> int:
    """Write texts into folders of `pages`, and return how many characters they have."""
    characters = 0
    for number, text in enumerate(texts):
        folder = pages / f"{number // IN_A_FOLDER:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:07}.md").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def build(pages: Path, database: Path) -> None:
    """Build the database and print what it cost."""
    command = (sys.executable, "-m", "fatiao", "build", pages, "--db", database, "--quiet")
    cost = cost_of(command, allowed=(0, 1))  # 1 where a file holds no regulation
    size = database.stat().st_size
    print(f"build: {cost.wall:,.0f} s, {cost.cpu:,.0f} CPU s, {cost.memory / MEGA:,.0f} MB of memory at most")
    print(f"written: {cost.written / MEGA:,.0f} MB, {cost.written / size:.2f} times the database")


def ask(database: Path) -> None:
    """Print how long each question takes."""
    with closing(_opened(database)) as connection:
        ((documents,),) = connection.execute("select count(*) from documents").fetchall()
        ((parameters,),) = connection.execute("select count(*) from parameters").fetchall()
        ((any_,),) = connection.execute("select id from documents limit 1 offset ?", [documents // 2]).fetchall()
    print(f"database: {database.stat().st_size / MEGA:,.0f} MB, {documents:,} documents, {parameters:,} parameters")
    for name, sql in QUESTIONS.items():
        _forget(database)
        first, again = (_seconds(database, sql.format(any=f"'{any_}'")) for _ in range(2))
        print(f"{name:32}{first:9.3f} s first{again:9.3f} s again")


def _seconds(database: Path, sql: str) -> float:
    with closing(_opened(database)) as connection:
        connection.execute("select count(*) from sqlite_master").fetchone()
        began = time.perf_counter()
        connection.execute(sql).fetchall()
        return time.perf_counter() - began


def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)


def _forget(file: Path) -> None:
    """Have the system forget what it has read of a file."""
    descriptor = os.open(file, os.O_RDONLY)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def main() -> None:
    """Make the documents and the database where they are not there, and ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pages, database = options.work / "pages", options.work / "scale.db"
    if not pages.exists():
        files = sorted(options.folder.rglob("*.md"))
        characters = write(synthetic(files, options.documents, options.seed), pages)
        print(f"{options.documents:,} documents, {characters:,} characters")
    if not database.exists():
        build(pages, database)
    ask(database)


if __name__ == "__main__":
    main()
