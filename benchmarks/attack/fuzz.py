"""Attack a reader or a stage with inputs that a coverage-guided fuzzer makes, for as long as is wanted.

usage: PYTHONPATH=tests python benchmarks/attack/fuzz.py TARGET [--seconds S] [--corpus FOLDER]

TARGET is one of those of `tests/fuzzed.py`, which tell what must hold. The fuzzer is atheris (libFuzzer, Linux). Inputs
that reach new code are kept in FOLDER, if one is given, and are begun with the next time. Prints how many inputs were
tried. One for which something does not hold is written to `crash-…` in the current folder, and ends the attack with an
exit status that is not 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["fatiao"], enable_loader_override=False):
    from fuzzed import TARGETS, seeds

_LONGEST = {"pdf": 40_000, "docx": 20_000, "html": 20_000, "encodings": 20_000, "binding": 100, "segmentation": 100}
"""Bytes of an input; of other targets 400."""
_SECONDS_EACH = 120
_MEGABYTES = 4096


def main() -> None:
    """Run the fuzzer on one target; it ends the process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=[*TARGETS])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="folder of inputs to begin with, and to keep new ones in")
    args = parser.parse_args()
    with ExitStack() as stack:
        corpus = args.corpus or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(args.target)):
            (corpus / f"seed-{number}").write_bytes(seed)
        options = {
            "max_total_time": args.seconds,
            "max_len": _LONGEST.get(args.target, 400),
            "timeout": _SECONDS_EACH,
            "rss_limit_mb": _MEGABYTES,
            "print_final_stats": 1,
        }
        arguments = [f"-{name}={value}" for name, value in options.items()]
        atheris.Setup([sys.argv[0], str(corpus), *arguments], TARGETS[args.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
