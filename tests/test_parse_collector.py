"""The cycle collector runs again after a page, as it ran before, and not where its owner has stopped it."""

import gc

import pytest
from fatiao.parse.collector import paused


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
