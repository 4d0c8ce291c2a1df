"""The provisions of one tree by number: which one a reference such as 前款 or 第八条第二款 means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ...text.levels import INSIDE_ARTICLES, Level
from ..model import Path, Provision

Step = tuple[Level, str]
"""A level and a number of it: (ARTICLE, "12之1")."""

_ARTICLE = Level.ARTICLE
_SCOPES = frozenset((Level.PART, Level.CHAPTER, Level.SECTION))


class ProvisionIndex:
    """The provisions of one tree, found by number; paths count from its root."""

    def __init__(self, root: Provision) -> None:
        """Index `root` down to its articles, and no further: most of what stands below is never asked for.

        Of articles with one number the first counts, those of an annex apart.
        """
        self._root = root
        self._numbered: dict[tuple[Path, Level, str], Path] = {}
        self._below: dict[Path, dict[Step, Path]] = {}
        self._articles: list[Path] = []
        self.labels: list[int] = []
        """Where the provisions down to articles begin that have a label: 第三章, 第八条."""
        self._index(root, (), ())

    def _index(self, parent: Provision, at: Path, scope: Path) -> None:
        """Index what is below `parent`; `scope` is the annex it stands in, or ()."""
        for index, node in enumerate(parent.children):
            if node.level in INSIDE_ARTICLES:
                continue
            path = (*at, index)
            if node.number is not None:
                self._numbered.setdefault((scope, node.level, node.number), path)
            if node.label:
                self.labels.append(node.span.start)
            if node.level is _ARTICLE:
                self._articles.append(path)
            if node.children and node.children[-1].level not in INSIDE_ARTICLES:  # 2.02节 stands behind 款
                self._index(node, path, path if node.level is Level.ANNEX else scope)

    def opens(self, at: int) -> bool:
        """Tell whether a provision that has a label (第八条, （三）) begins at the character `at`."""
        node = self._root.at(self._root.path_at(at))
        return node.span.start == at and bool(node.label)

    def above(self, path: Path, level: Level) -> Path | None:
        """Return the provision of a level that `path` stands in, itself included, or None."""
        found, node = None, self._root
        for depth, index in enumerate(path, 1):
            node = node.children[index]
            if node.level is level:
                found = path[:depth]
        return found

    def locate(self, steps: Sequence[Step], at: Path = ()) -> Path | None:
        """Return the provision that the steps name, read where `at` stands.

        What the tree lacks below an article is passed over, so the answer may be the nearest provision above; None
        where not even the first step is there.
        """
        found: Path | None = None
        for level, number in steps:
            below = self._step(level, number, at if found is None else found, named=found is not None)
            if below is None:
                return found
            found = below
        return found

    def earlier(self, level: Level, count: int, at: Path) -> list[Path]:
        """Return the `count` provisions of a level before the one that `at` stands in: 前条, 前两款; [] if too few."""
        if level is Level.ARTICLE:
            article = self.above(at, level)
            index = bisect_left(self._articles, article) if article else 0  # they stand in the order of their paths
            return self._articles[index - count : index] if index >= count else []
        own = self.above(at, level)
        if own is None:
            return self.earlier(Level.PARA, count, at) if level is Level.ITEM else []  # 前项 of old: the 款 before
        siblings = self._root.at(own[:-1]).children
        found: list[Path] = []
        for index in range(own[-1] - 1, -1, -1):
            if siblings[index].level is level:
                found.append((*own[:-1], index))
                if len(found) == count:
                    return found[::-1]
        return []

    def _step(self, level: Level, number: str, at: Path, named: bool) -> Path | None:
        """Return the provision of a level and number below `at` if that was `named`, else near it."""
        if level in _SCOPES or level is Level.ARTICLE:
            return self._numbered_step(level, number, at, named)
        if not named:
            above = Level.ITEM if level is Level.SUBITEM else Level.ARTICLE if level is Level.PARA else Level.PARA
            within = self.above(at, above) or (self.above(at, Level.ARTICLE) if level is Level.ITEM else None)
            if within is None:
                return None
            return self._child(within, level, number) or (
                self._child(self.above(at, Level.ARTICLE) or within, level, number) if level is Level.ITEM else None
            )
        return self._child(at, level, number)

    def _numbered_step(self, level: Level, number: str, at: Path, named: bool) -> Path | None:
        if level is Level.SECTION and "." not in number:
            chapter = at if named else self.above(at, Level.CHAPTER)
            return self._child(chapter, level, number) if chapter is not None else None
        annex = self.above(at, Level.ANNEX)
        found = self._numbered.get((annex, level, number)) if annex else None
        return found or self._numbered.get(((), level, number))

    def _child(self, at: Path, level: Level, number: str) -> Path | None:
        """Return the first provision of a level and number below `at`; 项 are looked for in every 款."""
        if at not in self._below:
            self._below[at] = {}
            self._gather(at, self._below[at])
        found = self._below[at].get((level, number))
        if found is None and level is Level.ITEM:  # items printed 1. are subitems of the tree
            return self._below[at].get((Level.SUBITEM, number))
        return found

    def _gather(self, at: Path, found: dict[Step, Path]) -> None:
        """Add what is below `at` to `found`, but what is below one of its items; the first of a number counts."""
        for index, node in enumerate(self._root.at(at).children):
            path = (*at, index)
            if node.number is not None:
                found.setdefault((node.level, node.number), path)
            if node.level is not Level.ITEM:
                self._gather(path, found)
