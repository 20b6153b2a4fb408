"""Pairs counted on disk are those that counting by hand gives."""

from collections import Counter
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiangtu.graph import (
    DEFAULT_THRESHOLDS,
    PairCounts,
    Threshold,
    appearances,
    build_graph,
    by_ends,
    cooccurrences,
    strongest,
)
from xiangtu.linking import link

NAMES = ("甲村", "乙村", "丙村", "丁社", "戊社")
sentences = st.lists(st.lists(st.sampled_from(NAMES), max_size=4), max_size=3)
corpora = st.lists(st.lists(sentences, max_size=2), min_size=1, max_size=3)
"""Pages of stories of sentences of names."""


def told(names):
    kind_of = {"村": "Village", "社": "Organisation"}
    return "说到" + "和".join(f"[{name}|{kind_of[name[-1]]}]" for name in names) + "。"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(corpus=corpora)
def test_every_pair_of_a_sentence_and_of_an_article_counts_once(write_page, story, corpus):
    by_hand: Counter[tuple[str, frozenset[str]]] = Counter()
    for page in corpus:
        for article in page:
            contexts = [("sentence", set(names)) for names in article] + [("article", set().union(*article))]
            for scope, named in contexts:
                by_hand.update((scope, frozenset(pair)) for pair in combinations(sorted(named), 2))
    pages = [
        write_page(f"p{number}", [story("题", "".join(map(told, article)) or "无。") for article in page])
        for number, page in enumerate(corpus)
    ]
    knowledge = link(pages)
    name_of = {entity.id: entity.name for entity in knowledge.entities}
    pairs = cooccurrences(knowledge)
    counted = {(pair.scope, frozenset((name_of[pair.a], name_of[pair.b]))): pair.count for pair in pairs}
    assert counted == dict(by_hand)
    for pair in pairs:
        assert len(pair.evidence) == pair.count
        assert list(pair.evidence) == sorted(pair.evidence, key=lambda each: (each.page, each.article))
        for each in pair.evidence:
            assert name_of[pair.a] in each.sentence
            assert name_of[pair.b] in each.sentence


def test_the_strongest_on_disk_are_the_strongest_in_memory(two_pages):
    knowledge = link(two_pages)
    thresholds = {"sentence": Threshold(npmi=0.2), "article": Threshold(count=2)}
    for chosen in (DEFAULT_THRESHOLDS, thresholds, {"article": Threshold()}):
        with PairCounts(knowledge) as counts:
            found = counts.strongest(chosen)
            expected = strongest(cooccurrences(knowledge), chosen)
            assert tuple(found) == expected
            assert tuple(found) == expected, "and again"
            assert len(found) == len(expected)
            assert found.by_scope() == Counter(pair.scope for pair in expected)
            assert list(by_ends(found)) == sorted(expected, key=lambda each: (each.a, each.b, each.scope))
            assert all(pair in found for pair in expected)


def test_the_appearances_of_an_entity_are_those_of_its_node(two_pages):
    knowledge = link(two_pages)
    graph = build_graph(knowledge)
    for identifier, found in appearances(knowledge).items():
        node = graph.nodes[identifier]
        assert (found.articles, found.mentions) == (len(node["articles"]), node["mentions"])
