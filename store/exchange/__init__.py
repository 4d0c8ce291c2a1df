"""Decisions as files: for other programs as W3C Web Annotations, for people and pull requests as patches."""
