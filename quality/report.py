"""The measures as a person reads them, and as numbers for a floor to hold up."""

from __future__ import annotations

from collections.abc import Iterator

from .parameters import ParameterScore
from .structure import StructureScore


def parameter_lines(score: ParameterScore) -> Iterator[str]:
    """Yield the lines of a report on parameters."""
    mention = score.mention
    yield f"parameters: gold {mention.gold}, predicted {mention.predicted}, matched {mention.hits}"
    for label, name, f1 in (
        ("mention", "mention", score.mention),
        ("tuple", "core", score.core),
        ("tuple+role", "with_role", score.with_role),
        ("whole", "whole", score.whole),
    ):
        yield f"  {label:12} {f1}  mean over files {score.mean.get(name, 0.0):.3f}"
    if not mention.hits:
        return
    for label, share in score.exact.items():
        yield f"  {label:12} {share:.3f} of matched"
    for label, words in score.words.items():
        either = f"{words.where_either:.3f} of the {words.either} where either has one"
        yield f"  {label:12} char-F1 {words.average:.3f} of matched, {either}"
    if score.act is not None:
        yield f"  {'act':12} char-F1 {score.act:.3f} of the {score.acts} penalties where both have one"
    places = f"full path {score.full_path:.3f}   regulation {score.regulation:.3f}"
    yield f"  {'article':12} {score.article:.3f}   {places}"


def structure_lines(score: StructureScore) -> Iterator[str]:
    """Yield the lines of a report on structure."""
    counts = {
        "documents": score.documents,
        "found": score.found,
        **score.metadata,
        "articles": score.articles,
        "articles found": score.articles_found,
        "articles whole": score.articles_whole,
        "articles extra": score.articles_extra,
        "chapters": score.chapters,
        "chapters found": score.chapters_found,
        "documents predicted": score.predicted,
    }
    yield "structure: " + ", ".join(f"{name} {count}" for name, count in counts.items())


def parameter_figures(score: ParameterScore) -> dict[str, float]:
    """Return the measures of parameters by name, each better the higher it is."""
    return {
        "mention F1": score.mention.f1,
        "tuple F1": score.core.f1,
        "tuple+role F1": score.with_role.f1,
        "whole F1": score.whole.f1,
        **{f"{name} of matched": share for name, share in score.exact.items()},
        **{f"{name} char-F1": words.where_either for name, words in score.words.items()},
        "article of matched": score.article,
        "full path of matched": score.full_path,
        "regulation of matched": score.regulation,
    }


def structure_figures(score: StructureScore) -> dict[str, float]:
    """Return the measures of structure by name, each better the higher it is."""
    return {
        "documents found": score.found,
        **{f"documents with {name} right": count for name, count in score.metadata.items()},
        "articles found": score.articles_found,
        "articles whole": score.articles_whole,
        "chapters found": score.chapters_found,
        "articles extra (negative)": -score.articles_extra,
        "documents too many (negative)": -max(0, score.predicted - score.documents),
    }
