"""fatiao (法条): regulation pages in, a citable database of numeric parameters out."""

__version__ = "0.1.0"
