"""Patterns that are compiled at first use do what compiled ones do."""

from __future__ import annotations

import re
import sys

import fatiao.workers  # which imports all that reads pages
import pytest
from fatiao.text.patterns import pattern

DIGITS = r"(?P<digits>\d+)"


@pytest.mark.parametrize(
    "ask",
    [
        lambda asked: asked.search("第12条")["digits"],
        lambda asked: asked.match("第12条", 1).span(),
        lambda asked: asked.fullmatch("12").end(),
        lambda asked: [match[0] for match in asked.finditer("1、2、3", 2, 4)],
        lambda asked: asked.sub("几", "第12条第3款"),
        lambda asked: (asked.pattern, asked.flags, asked.groupindex["digits"]),
    ],
)
def test_is_as_if_compiled_at_once(ask):
    asked = pattern(DIGITS, re.MULTILINE)
    assert ask(asked) == ask(re.compile(DIGITS, re.MULTILINE))
    assert ask(asked) == ask(re.compile(DIGITS, re.MULTILINE))  # now that it is compiled


def test_what_is_wrong_is_told_at_first_use():
    broken = pattern("(")
    with pytest.raises(re.error, match="missing \\)"):
        broken.search("")


def test_it_has_no_more_than_a_pattern_has():
    with pytest.raises(AttributeError):
        pattern("a").searches  # noqa: B018


def test_those_of_all_modules_are_right():
    modules = [module for name, module in sys.modules.items() if name.startswith(f"{fatiao.__name__}.")]
    found = [one for module in modules for one in vars(module).values() if type(one) is type(pattern(""))]
    assert len(found) > 50 and all(one.flags for one in found)
