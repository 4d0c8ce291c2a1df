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


class Node:
    itself: object = None


@pytest.mark.parametrize(
    ("running", "limits", "sizes", "taken"),
    [
        pytest.param(False, {"_MANY": 0}, [0], True, id="many objects"),
        pytest.param(True, {"_MANY": 0}, [0], False, id="a collector that runs looks itself"),
        pytest.param(False, {}, [0], False, id="few objects"),
        pytest.param(False, {}, [5_000_000], False, id="a large page to come"),
        pytest.param(False, {}, [5_000_000, 0], True, id="a large page behind"),
        pytest.param(False, {"_ALL": 1}, [0], True, id="the sweep that looks at everything"),
    ],
)
def test_when_a_sweep_takes_cycles(
    running: bool, limits: dict[str, int], sizes: list[int], taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"_ALL": 1 << 40, "_read": 0, **limits}.items():
        monkeypatch.setattr(f"fatiao.parse.collector.{name}", value)
    gc.collect()
    gc.disable()
    try:
        node = Node()
        node.itself, kept = node, weakref.ref(node)
        del node
        (gc.enable if running else gc.disable)()
        for size in sizes:
            sweep(size)
        assert (kept() is None) is taken
    finally:
        gc.enable()
