"""Write review/characters/confusions.txt: for each character those it is mistaken for, the likeliest first.

    python benchmarks/confusions.py ARCHIVE --fonts FONT.ttc FONT.ttf … [--near 16] [--sounds 6] [--out FILE]

Two sorts of mistakes are told apart. Those of the eye are made by rendering the characters of GB 2312 that the archive
holds with free fonts, and comparing their blurred bitmaps: what is nearest in any of the fonts comes first. Those of
the hand are characters typed for others of the same sound, the commonest first; sounds are pypinyin's
(https://github.com/mozillazg/python-pinyin, MIT). Neither fonts nor sounds are shipped: the table has characters alone.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from fatiao.review.characters.confusions import EQUAL, KNOWN, TABLE
from fatiao.text.traditional import in_simplified_texts
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE, GRID, BLUR = 96, 24, 3.0
"""Dots a character is drawn in, those it is compared in, and the radius of the blur."""
_HEAD = """\
# For each character those it is mistaken for: in pairs that are known, for the eye, for the ear.
# Made by benchmarks/confusions.py. Do not edit.
"""


def main() -> None:
    """Write the table of the fonts that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--fonts", nargs="+", required=True, help="a font file, with #N the N-th font of a collection")
    parser.add_argument("--near", type=int, default=32, help="neighbours by pixels")
    parser.add_argument("--sounds", type=int, default=8, help="neighbours by sound")
    parser.add_argument("--out", type=Path, default=TABLE)
    args = parser.parse_args()
    meant = [character for character, _ in common(args.archive).most_common()]
    read = [chr(code) for code in range(0x4E00, 0xA000) if in_simplified_texts(chr(code))]
    alike = merged([neighbours(read, meant, font, args.near) for font in args.fonts], args.near)
    sounding = same_sound(read, meant, args.sounds)
    rows = []
    for character in read:
        known = [other for pair in KNOWN if character in pair for other in pair if other != character]
        equal = {other for pair in EQUAL if character in pair for other in pair}
        eye = [other for other in alike[character] if other not in {*known, *equal}]
        hand = [other for other in sounding[character] if other not in {*known, *equal, *eye}]
        rows.append(f"{character}\t{''.join(known)}\t{''.join(eye)}\t{''.join(hand)}\n")
    args.out.write_text(_HEAD + "".join(sorted(rows)), encoding="utf-8")


def common(archive: Path) -> Counter[str]:
    """Return how often each Chinese character of GB 2312 stands in the texts of a folder."""
    counts: Counter[str] = Counter()
    for path in sorted(archive.rglob("*.md")):
        counts.update(path.read_text(encoding="utf-8"))
    return Counter({c: n for c, n in counts.items() if "一" <= c <= "鿿" and in_simplified_texts(c)})


def drawn(characters: Sequence[str], font: str) -> np.ndarray:
    """Return a row for each character: its blurred bitmap, of mean 0 and length 1."""
    file, _, index = font.partition("#")
    face = ImageFont.truetype(file, SIZE - SIZE // 6, index=int(index or 0))
    rows = np.empty((len(characters), GRID * GRID), np.float32)
    for row, character in zip(rows, characters, strict=True):
        picture = Image.new("L", (SIZE, SIZE))
        ImageDraw.Draw(picture).text((SIZE // 2, SIZE // 2), character, 255, face, anchor="mm")
        small = picture.filter(ImageFilter.GaussianBlur(BLUR)).resize((GRID, GRID), Image.Resampling.BOX)
        row[:] = np.asarray(small, np.float32).ravel()
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def neighbours(read: Sequence[str], meant: Sequence[str], font: str, near: int) -> dict[str, list[str]]:
    """Return for each character the nearest of those that can be meant, as a font draws them, the nearest first."""
    columns = {character: column for column, character in enumerate(meant)}
    wanted = drawn(meant, font)
    found = {}
    for start in range(0, len(read), 500):
        some = read[start : start + 500]
        for character, alike in zip(some, drawn(some, font) @ wanted.T, strict=True):
            if character in columns:
                alike[columns[character]] = -1.0
            found[character] = [meant[column] for column in np.argsort(-alike, kind="stable")[:near]]
    return found


def merged(tables: Iterable[dict[str, list[str]]], near: int) -> dict[str, list[str]]:
    """Return the nearest characters of several fonts: taken in turns, the nearest of each font first."""
    turns: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for table in tables:
        for character, found in table.items():
            for rank, other in enumerate(found):
                turns[character][other] = min(rank, turns[character].get(other, near))
    return {
        character: sorted(ranks, key=lambda other: (ranks[other], other))[:near] for character, ranks in turns.items()
    }


def same_sound(read: Sequence[str], meant: Sequence[str], most: int) -> dict[str, list[str]]:
    """Return for each character the commonest ones that may have the same sound, whatever their tone."""
    from pypinyin import Style, pinyin

    sounds = {one: pinyin(one, style=Style.NORMAL, heteronym=True)[0] for one in {*read, *meant}}
    by_sound = defaultdict(list)
    for one in meant:
        for sound in sounds[one]:
            by_sound[sound].append(one)
    rank = {one: number for number, one in enumerate(meant)}
    found = {one: {other for sound in sounds[one] for other in by_sound[sound]} - {one} for one in read}
    return {one: sorted(others, key=rank.__getitem__)[:most] for one, others in found.items()}


if __name__ == "__main__":
    main()
