"""The learned choice: its words, its candidates, the short list, and what is chosen among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.extract.binding.context import Context
from fatiao.extract.binding.finding import by
from fatiao.extract.choice import choose, shortlist
from fatiao.extract.choice.borders import Borders, Rows
from fatiao.extract.choice.candidates import Candidate, Cuts, Line, begin_of, end_of
from fatiao.extract.choice.features import Look
from fatiao.extract.choice.places import Kind, Place
from fatiao.extract.choice.roles import ROLES, RULE, likeliest, role_features, with_roles
from fatiao.extract.choice.table import Table
from fatiao.extract.choice.weights import grounds, trusted, words
from fatiao.extract.model import Comparator, Field, Mention, Role
from fatiao.extract.parameters import bound_units
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.extract.subject import describe_all, scenes
from fatiao.ingest import read
from fatiao.parse.page import parse_page
from fatiao.text.clauses import Clause
from fatiao.text.fold import fold
from fatiao.text.segment import tokens
from fatiao.text.source import Span

PAGES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("劳动者应当提前通知", "劳动者 应当 提前 通知"),
        ("注册资本A级,不得", "注册 资本 A 级 , 不得"),
        ("", ""),
        ("  空 白", "空 白"),
    ],
)
def test_words_cover_all_but_space(text: str, want: str) -> None:
    found = tokens(text, 0, len(text))
    assert " ".join(token.word for token in found) == want
    assert all(text[token.start : token.end] == token.word for token in found)


def all_scenes(path: Path) -> list[choose.Scene]:
    page = parse_page(read(path))
    return [
        seen
        for regulation in page.regulations
        for _, context, mentions in bound_units(regulation, page.source.text)
        for seen in scenes(mentions, context)
        if isinstance(seen, choose.Scene)
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[:3])
def test_the_short_list_is_the_best_of_all(path: Path) -> None:
    seen = [(Look(scene.around), scene.cuts.around(scene.around)) for scene in all_scenes(path)[:40]]
    every = [one for one, _ in shortlist.shortlists(seen, Borders(Table({})), shortlist.EVERY)]
    assert all(len({(one.span, one.place) for one in some}) == len(some) for some in every)
    for learned in (words(), grounds()):
        listed = shortlist.shortlists(seen, learned.borders, shortlist.RUN)
        for (look, _), some, lists in zip(seen, every, listed, strict=True):
            for field, found in enumerate(lists):
                scores = sorted((scored(learned.coarse, look, one)[field] for one in some), reverse=True)
                least = round(scores[0] - shortlist.RUN.margin, 2)
                wanted = [score for score in scores[: shortlist.RUN.most] if score >= least]
                assert [scored(learned.coarse, look, one)[field] for one in found] == pytest.approx(wanted)
                for one in found:
                    assert one.outside == pytest.approx(learned.fine.outside(look, one))


@pytest.mark.parametrize("text", [f"{'甲乙' * 60}不低于50万元", f"不低于50万元{'甲乙' * 60}", "不低于50万元"])
def test_candidates_far_from_the_number_have_the_score_of_the_farthest(text: str) -> None:
    (scene,) = scenes(*mention_of(text))
    assert isinstance(scene, choose.Scene)
    look = Look(scene.around)
    ((listed, _),) = shortlist.shortlists([(look, scene.cuts.around(scene.around))], words().borders, shortlist.EVERY)
    assert all(one.outside == pytest.approx(words().fine.outside(look, one)) for one in listed)


def test_stems_without_weights_are_forgotten_and_those_with_weights_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fatiao.extract.choice.borders._KEPT_STEMS", 2)
    rows = Rows(Table({"fa": 1 + 2j, "fb0": 0.15j}), Table({}), ("", "0"))
    first, second = rows["fa"], rows["fb"]
    assert [rows[stem] for stem in ("fc", "fd", "fe")] == [0, 0, 0]
    assert rows.keys() == {"fa", "fb", "fe"}
    assert (rows["fa"], rows["fb"]) == (first, second)
    assert rows.weights[[first, second + 1]].tolist() == [[100, 200, 0, 0], [0, 15, 0, 0]]


def test_few_mentions_of_long_clauses_are_scored_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "_WORDS", 20)
    seen = [(Look(scene.around), scene.cuts.around(scene.around)) for scene in all_scenes(PAGES[0])[:9]]
    batches = list(shortlist._batches(seen))
    assert [one for some in batches for one in some] == seen
    assert 1 < len(batches) <= len(seen)
    assert all(len(some) == 1 or words_of(some) <= 20 for some in batches)


def words_of(mentions: list[tuple[Look, list[tuple[Place, Line]]]]) -> int:
    return sum(len(line.words) for _, lines in mentions for _, line in lines)


def scored(table: Table, look: Look, found: Candidate) -> tuple[float, float]:
    score = table.outside(look, found)
    return round(score.real, 2), round(score.imag, 2)


def candidate(start: int, end: int) -> Candidate:
    words = list(tokens("甲" * 40, 0, 40))
    place = Place(Clause(0, 40, "。"), Kind.OWN, 0, 0)
    line = Line.of(words, "。")
    begin, ending = begin_of(words, start), end_of(words, end - 1, "。")
    return Candidate(Span(start, end), place, line, start, end - 1, begin, ending)


@pytest.mark.parametrize(
    ("scores", "spans", "want"),
    [
        pytest.param([1.0, 0.9, 0.9], [None, (0, 10), (1, 10)], 1, id="two that say the same outweigh a third"),
        pytest.param([1.0, 0.9, 0.9], [None, (0, 10), (20, 30)], 0, id="two that say different things do not"),
        pytest.param([2.0, 0.0], [None, (0, 10)], 0, id="the likelier"),
        pytest.param(
            [0.0, 1.0, 0.5, float("-inf")], [None, (0, 10), (0, 9), (0, 8)], 1, id="among those, the likeliest"
        ),
    ],
)
def test_the_best_counts_for_those_that_say_the_same(
    scores: list[float], spans: list[tuple[int, int] | None], want: int
) -> None:
    best, sure = choose.best_of(scores, [candidate(*span) if span else None for span in spans])
    assert best == want and 0 < sure <= 1


def test_lines_are_cut_at_the_mentions_of_their_unit() -> None:
    text = "注册资本不低于50万元,净资产不低于30万元。"
    mentions = tuple(find_mentions(text, Span(0, len(text))))
    cuts = Cuts(text, tuple(mention.span for mention in mentions))
    scene = next(iter(scenes(mentions, Context(text, text, Span(0, len(text))))))
    assert isinstance(scene, choose.Scene)
    (_, own), (_, later) = cuts.around(scene.around)
    assert [word.word for word in own.words if word.tag == "M"] == ["50万元"]
    assert [word.word for word in later.words if word.tag == "M"] == ["30万元"]


def mention_of(text: str) -> tuple[tuple[Mention, ...], Context]:
    folded = fold(text)
    return tuple(find_mentions(folded, Span(0, len(text)))), Context(text, folded, Span(0, len(text)))


def test_a_role_that_is_chosen_has_its_clause_as_evidence() -> None:
    (mention,), context = mention_of("申请人应当在30日内提交材料。")
    assert with_roles((mention,), context, lambda around: (Role.DEADLINE, 0.7)) == (mention,)
    (other,) = with_roles((mention,), context, lambda around: (Role.LIMIT, 0.7))
    (told,) = [piece for piece in other.evidence if piece.field is Field.ROLE]
    assert (other.role, other.confidence, told.rule, told.score) == (Role.LIMIT, 0.7, RULE, 0.7)
    assert told.span.of(context.text) == "申请人应当在30日内提交材料"


def test_what_is_not_chosen_among_keeps_its_role() -> None:
    mentions, context = mention_of("本办法自2020年1月1日起施行。")
    assert [mention.role for mention in mentions] == [Role.EFFECTIVE]
    assert with_roles(mentions, context, lambda around: (Role.LIMIT, 1.0)) == mentions


def test_the_role_is_the_one_of_the_highest_score() -> None:
    mentions, context = mention_of("注册资本不低于50万元。")
    scene = next(iter(scenes(mentions, context)))
    assert isinstance(scene, choose.Scene)
    name = next(iter(role_features(scene.around)))
    for i, role in enumerate(ROLES):
        chosen, sure = likeliest(scene.around, {name: tuple(5.0 * (i == j) for j in range(len(ROLES)))})
        assert chosen is role and sure > 0.9
    assert likeliest(scene.around, {}) == (ROLES[0], pytest.approx(1 / len(ROLES)))


def test_a_bar_lasts_exactly_so_long() -> None:
    mentions, context = mention_of("追回补贴资金，五年内不得再次申请补贴。")
    (told,) = with_roles(mentions, context, lambda around: (Role.PENALTY, 0.9))
    assert (told.comparator, told.low, told.high) == (Comparator.EQ, 5, 5)
    assert not [piece for piece in told.evidence if piece.field is Field.BOUND]


def test_what_a_trusted_rule_says_is_not_looked_for() -> None:
    mentions, context = mention_of("处一万元以下罚款。")
    scene = next(iter(scenes(mentions, context)))
    assert isinstance(scene, choose.Scene) and scene.settled.attribute
    assert ("attribute", "penalty", scene.settled.attribute.rule) in trusted()
    attribute = choose.trusted_choice(scene, "attribute", scene.settled.attribute)
    assert attribute and attribute.found == scene.settled.attribute and (attribute.score or 0) >= 0.97


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("罚款数额不得超过违法所得的三倍。", Field.BASE, "违法所得"),
        ("主管部门应当自收到申请材料之日起20日内作出决定。", Field.TRIGGER, "收到申请材料之日"),
        ("注册资本不低于50万元。", None, None),
    ],
)
def test_a_share_has_a_base_and_a_period_a_trigger(text: str, field: Field | None, words: str | None) -> None:
    mentions, context = mention_of(text)
    (subject,) = describe_all(mentions, context)
    found = {piece.field: piece.span.of(text) for piece in subject.evidence}
    assert {found.get(Field.BASE), found.get(Field.TRIGGER)} == {words, None}
    assert field is None or found[field] == words == getattr(subject, field.value)


def test_a_rule_that_found_no_character_found_nothing() -> None:
    text = "逾期不改正的，由主管部门对其并处一百至一千元的罚款。"
    mentions, context = mention_of(text)
    (subject,) = describe_all(mentions, context)
    assert all(piece.span.of(text) for piece in subject.evidence)
    assert by("fined", Span(3, 3)) is None
