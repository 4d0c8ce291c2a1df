"""The regulations of a page as trees."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from rich.tree import Tree

from ...parse.model import Page, Provision, Regulation
from ...store.naming import cuts_of
from ...text.levels import Level
from ...text.reading import Reading

_EXCERPT = 60
"""Characters shown of a provision."""


def page_trees(page: Page) -> Iterator[Tree]:
    """Yield a tree for each regulation of a page: what it is, and its provisions with how they begin."""
    reading = Reading(page.source.text, page.edits, cuts_of(page))
    for regulation in page.regulations:
        tree = Tree(Text(regulation.title, style="bold"), guide_style="dim")
        if facts := _facts(regulation):
            tree.add(Text(facts, style="italic"))
        _grow(tree, regulation.root, reading)
        yield tree


def _facts(regulation: Regulation) -> str:
    names = {
        "kind": regulation.kind,
        "status": regulation.status,
        "issuer": regulation.issuer,
        "number": regulation.doc_number,
        "region": regulation.region,
        "adopted": regulation.adopted,
        "approved": regulation.approved,
        "promulgated": regulation.promulgated,
        "effective": regulation.effective,
        "expires": regulation.expires,
        "text as of": regulation.text_as_of,
    }
    return ", ".join(f"{name} {value}" for name, value in names.items() if value)


def _grow(root: Tree, provision: Provision, reading: Reading) -> None:
    """Add what is below a provision to its tree. Walks without recursion, as deep as the text may go."""
    waiting = [(root, child) for child in reversed(provision.children)]
    while waiting:
        tree, node = waiting.pop()
        name = Text(_name(node), style="cyan")
        if excerpt := _excerpt(reading.of(node.body)):
            name.append(f"  {excerpt}", style="default")
        branch = tree.add(name)
        waiting += [(branch, child) for child in reversed(node.children)]


def _name(node: Provision) -> str:
    """Return label and heading; where the text prints neither, what the provision is."""
    unnamed = "款" if node.level is Level.PARA else str(node.level)
    return " ".join(filter(None, (node.label.strip(), node.heading))) or unnamed


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "…"
