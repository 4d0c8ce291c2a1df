"""Any bytes: read and parsed whole, or refused with a reason. See `fuzzed.py` for what holds."""

from __future__ import annotations

import pytest
from fuzzed import TARGETS, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SLOW = {
    "pdf": 6,
    "encodings": 15,
    "markup": 15,
    "docx": 15,
    "binding": 15,
    "segmentation": 15,
    "html": 20,
    "quantities": 20,
    "review": 20,
}
"""Examples of what takes longer than most."""


FOUND = [
    ("metadata", bytes.fromhex("003f020304050600000000000000060f10cfb2696a6b0c310f26bd0e001427bdbdbdbdbdbd")),
    ("markup", bytes.fromhex("0001025b021d1e1f2021222324058c8c8c00000000060708091d1e1f2021222324252627")),
    (
        "quantities",  # the title of a document is printed behind it
        bytes.fromhex(
            "fbe79086f7f7f740051718191a1b1c1d411e1f202122232624252728292a2b2c2d2e2f3031e2333435ffffffff363738383a"
            "3b8d3d3e3f404142434445484947464a4b4c4c4e4f2526e1e1606162638f9091e192939495e69f9073969798999a9b9c9d9e"
            "f7f7f7f7f7f7f7f7f7f7f7f7d7f7f7e5bc9f00f7f7f7f7e5bc9f000004"
        ),
    ),
    (
        "quantities",  # 可以 forty times: each one word, or two
        bytes.fromhex(
            "000102030405060708000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d02030415060708090a0c0d0e0f"
            "101112131415161718191a1b1c0b0c0d0e0f1011121314151617d8d8d8d8d8d8d8d8d800000000d8d8d8d8d8d8d8d8d8d8d8d8d8"
            "d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d81dd8d8d8d8d8d8d818191a1b1c1d1e1e09"
        ),
    ),
    (
        "html",  # the line of the title is the site's
        bytes.fromhex(
            "3c21444f43545950452068746d6c3e0a3c68746d6c3e3c686561643e3c6d65746120636861727365743d2262696735223e3c7469"
            "746c653eaa6b262333353236383b262332343231313b3c6c653eaa6b262333353236383b262332343231313b3c2f74b0eaae61ac"
            "eca965a44ba4bba454ad70a645ab4fb14bb357a9773c2f68313e00000000aec9b6a13a323032342d30362d32362030393a34313a"
            "333920a8d3b7bd3a20aa6babdfb8ea70a645aaa5aca4a7a4e9b05fac49a6e6a1433c2f703e0a3c2f626f64793e3c2f68746d6c3e"
            "0a"
        ),
    ),
]
"""Inputs for which something did not hold once."""


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_was_found_holds(name: str, data: bytes) -> None:
    TARGETS[name](data)


def damaged(seed: bytes, places: list[tuple[int, int]]) -> bytes:
    """Return bytes of which some are others."""
    raw = bytearray(seed)
    for at, byte in places:
        if raw:
            raw[at % len(raw)] = byte
    return bytes(raw)


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name: str) -> None:
    places = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=20)
    data = st.binary(max_size=120) | st.builds(damaged, st.sampled_from(seeds(name)), places)

    @settings(max_examples=SLOW.get(name, 50), deadline=None, suppress_health_check=list(HealthCheck))
    @given(data)
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()
