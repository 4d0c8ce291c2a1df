"""The cycle collector runs again after a page, as it ran before, and not where its owner has stopped it."""

import gc
import weakref

import pytest
from fatiao.parse.collector import paused, sweep


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("fault", [True, False], ids=["fault", "no fault"])
def test_the_collector_is_left_as_it_was(running: bool, fault: bool) -> None:
    (gc.enable if running else gc.disable)()
    try:
        with pytest.raises(ValueError, match="a fault") if fault else paused(), paused():
            assert not gc.isenabled()
            if fault:
                raise ValueError("a fault")
        assert gc.isenabled() is running
    finally:
        gc.enable()


@pytest.mark.parametrize("running", [True, False])
def test_a_sweep_takes_cycles_only_where_the_collector_is_paused(
    running: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fatiao.parse.collector._MANY", 0)

    class Node:
        itself: object = None

    node = Node()
    node.itself, kept = node, weakref.ref(node)
    (gc.enable if running else gc.disable)()
    try:
        del node
        sweep()
        assert (kept() is None) is not running
    finally:
        gc.enable()
