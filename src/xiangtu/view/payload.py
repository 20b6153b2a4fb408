"""What the page is told: nodes, edges, sentences and terms, as plain JSON values.

Names and sentences go in as they are. They are data here and in the page, which never reads them as markup.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, floor, sin
from typing import Any

import networkx as nx

from xiangtu.graph import (
    DEFAULT_THRESHOLDS,
    SENTENCE,
    Box,
    Cooccurrence,
    backbone,
    label_box,
    positions,
    ranked,
    strongest,
)
from xiangtu.model import Assertion, Entity, GazetteerEvidence, KnowledgeGraph
from xiangtu.view.pinyin import pinyin_keys
from xiangtu.view.quotations import PARTS, Quotations, strongest_sentences
from xiangtu.vocabulary import Term, load

Values = dict[str, Any]

CANVAS = (1064, 738)
"""Pixels for the map in a window of 1440 × 900: what panel, note and a rim for names leave."""
LABELS_AT_FIRST = 140
LABEL_FONT = 12
STRONG_LABELS = 12
STRONG_LABEL_FONT = 13
LABEL_LENGTH = 14
RADII = (5, 17)
"""Least and greatest radius of a node in pixels."""
BACKBONE = 2000
"""Above so many nodes the page opens with what the strongest edges join; search finds the rest."""
LINES_AT_FIRST = 6000
"""Of more co-occurrences within the backbone of a large graph the weaker wait for the slider."""
ASSOCIATION_STEPS = 20
"""Steps of the page's slider from 0 to 1."""
GOLDEN_ANGLE = 2.399963
PAIR_LIMIT = 50_000
"""Of more co-occurring pairs only the strongest go into the page."""
TEXT_LIMIT = 20_000_000
"""Characters of article text that one page carries; above it, the strongest sentences of each edge."""


@dataclass(frozen=True, slots=True)
class Payload:
    """All that the page shows. `nodes` and `edges` are what pyvis holds; the rest goes beside them."""

    nodes: list[Values]
    edges: list[Values]
    archive: Values


def build_payload(
    knowledge: KnowledgeGraph,
    graph: nx.MultiDiGraph[str],
    pairs: Sequence[Cooccurrence],
    *,
    title: str | None = None,
    quotes: bool = True,
    iri: Callable[[str], str] | None = None,
    text_limit: int = TEXT_LIMIT,
) -> Payload:
    """Return what the page shows of a corpus.

    Parameters
    ----------
    knowledge:
        The linked corpus.
    graph:
        ``build_graph(knowledge, strongest(pairs))``: decides ranks and positions.
    pairs:
        All co-occurrences; the page itself applies the threshold that its reader sets.
    title:
        Heading of the page; by default the places that the papers serve.
    quotes:
        False leaves all sentences out; headlines, names and numbers stay.
    iri:
        Gives the IRI of an entity's id as the Turtle has it; without it the page shows the id alone.
    text_limit:
        Characters of article text to carry; above it only the five strongest sentences of each edge.
    """
    node_of = {entity.id: index for index, entity in enumerate(knowledge.entities)}
    quotations = Quotations.of(knowledge, node_of)
    assertions = [_assertion(each, node_of, quotations) for each in knowledge.assertions]
    carried = _carried(pairs)
    cooccurring = [_pair(each, node_of) for each in carried]
    rank = {key: index for index, key in enumerate(ranked(graph))}
    opening = backbone(graph, pairs, BACKBONE, rank)
    nodes = _nodes(knowledge, graph, node_of, rank, opening, iri)
    is_thinned = quotations.characters() > text_limit
    if is_thinned:
        _bring_counts(nodes, cooccurring, carried, quotations)
        _thin(quotations, assertions, cooccurring)
    if not quotes:
        quotations.keep_text_of(())
    archive = {
        "title": title or _title(knowledge),
        "header": list(map(list, knowledge.header)),
        "quotes": quotes,
        "complete": quotes and not is_thinned,
        "pairs_left_out": len(pairs) - len(carried),
        "thresholds": {
            scope: {"count": threshold.count, "npmi": threshold.npmi, "g2": threshold.g2}
            for scope, threshold in DEFAULT_THRESHOLDS.items()
        },
        "association": _association_at_first(carried, opening),
        "terms": _terms(),
        "figures": [each for each in assertions if "measure" in each],
        "pages": [
            [each.page.id, each.page.newspaper, each.page.place, each.page.issue_date]
            for each in knowledge.results
        ],
        "articles": _articles(quotations),
        "sentences": [
            [
                each.article,
                PARTS.index(each.part),
                2 if each.after_gap else int(each.starts_line),
                int(each.repeats),
                each.text,
            ]
            + [value for mark in each.marks for value in mark]
            for each in quotations.sentences
        ],
    }
    edges = [each for each in assertions if "to" in each] + _chain(knowledge, node_of) + cooccurring
    return Payload(nodes, edges, archive)


def _title(knowledge: KnowledgeGraph) -> str:
    """Name the places that the papers serve, three at most; empty where none is known.

    "等" stands where there are more, or pages whose place is not known.
    """
    served = dict.fromkeys(each.page.place for each in knowledge.results)
    places = [place for place in served if place]
    has_more = len(places) > 3 or len(places) < len(served)
    return "、".join(places[:3]) + ("等" if places and has_more else "")


def _terms() -> Values:
    vocabulary = load()

    def term(each: Term) -> Values:
        fields = {
            "zh": each.zh,
            "en": each.en,
            "inverse_zh": each.inverse_zh,
            "inverse_en": each.inverse_en,
            "about_zh": each.definition_zh,
            "about_en": each.definition_en,
            "colour": each.colour,
            "shape": each.shape,
            "byline": each.byline,
            "symmetric": each.symmetric,
            "derived": each.derived,
        }
        return {key: value for key, value in fields.items() if value}

    groups = {
        "types": vocabulary.types,
        "roles": vocabulary.roles,
        "predicates": vocabulary.predicates,
        "cooccurrence": vocabulary.cooccurrence,
    }
    return {name: {key: term(each) for key, each in group.items()} for name, group in groups.items()}


def _nodes(
    knowledge: KnowledgeGraph,
    graph: nx.MultiDiGraph[str],
    node_of: Mapping[str, int],
    rank: Mapping[str, int],
    opening: Collection[str],
    iri: Callable[[str], str] | None,
) -> list[Values]:
    radius = {key: _radius(len(data["articles"])) for key, data in graph.nodes(data=True)}
    boxes: dict[str, Box] = {}
    for entity in knowledge.entities:
        label = shortened(entity.name) if rank[entity.id] < LABELS_AT_FIRST else ""
        font = STRONG_LABEL_FONT if rank[entity.id] < STRONG_LABELS else LABEL_FONT
        boxes[entity.id] = label_box(label, radius[entity.id], font)
    places = _places(graph, boxes, rank, opening)
    nodes = []
    for entity in knowledge.entities:
        x, y = places[entity.id]
        fields = {
            "id": node_of[entity.id],
            "label": entity.name,
            "x": x,
            "y": y,
            "size": radius[entity.id],
            "rank": rank[entity.id],
            "beyond": int(entity.id not in opening),
            "type": entity.type,
            "key": entity.id,
            "roles": list(entity.roles),
            "aliases": list(entity.aliases),
            "pinyin": list(pinyin_keys((entity.name, *entity.aliases))),
            "parent": node_of.get(entity.parent or "", -1),
            "codes": list(map(list, entity.codes)),
            "status": entity.status,
            "candidates": list(entity.candidates),
            "note": entity.note,
            "confidence": round(entity.confidence, 2),
            "iri": iri(entity.id) if iri else "",
            "gazetteer": _records(entity),
        }
        nodes.append(fields)
    return nodes


def _places(
    graph: nx.MultiDiGraph[str],
    boxes: Mapping[str, Box],
    rank: Mapping[str, int],
    opening: Collection[str],
) -> dict[str, tuple[int, int]]:
    """Return where each entity stands.

    Of a large graph only the backbone is laid out: what the page opens with. Each of the rest stands
    beside its highest-ranked neighbour that has a place, on a spiral, the next in rank further out.
    """
    drawn = graph if len(opening) == len(graph) else graph.subgraph(opening).copy()
    places = positions(drawn, boxes, CANVAS)
    turns: dict[tuple[int, int], int] = {}
    for key in sorted(set(graph).difference(opening), key=rank.__getitem__):
        around = (set(graph.predecessors(key)) | set(graph.successors(key))) & places.keys()
        centre = places[min(around, key=rank.__getitem__)] if around else (CANVAS[0] // 2, CANVAS[1] // 2)
        turn = turns[centre] = turns.get(centre, 0) + 1
        reach, angle = 14 * turn**0.5, GOLDEN_ANGLE * turn
        places[key] = (round(centre[0] + reach * cos(angle)), round(centre[1] + reach * sin(angle)))
    return places


def shortened(name: str) -> str:
    """Return the name as the map prints it: at most 14 characters.

    >>> shortened("青山镇"), shortened("一二三四五六七八九十一二三四五")
    ('青山镇', '一二三四五六七八九十一二三…')
    """
    return name if len(name) <= LABEL_LENGTH else name[: LABEL_LENGTH - 1] + "…"


def _radius(articles: int) -> int:
    least, greatest = RADII
    return min(greatest, round(least + 2.6 * articles**0.5)) if articles else least


def _assertion(assertion: Assertion, node_of: Mapping[str, int], quotations: Quotations) -> Values:
    """Return an assertion; optional fields are left out where empty."""
    sentences: list[list[int]] = []
    records: list[list[str]] = []
    for evidence in assertion.evidence:
        if isinstance(evidence, GazetteerEvidence):
            records.append([evidence.scheme, evidence.code, evidence.label])
        elif found := quotations.of_evidence(evidence):
            sentences.append(list(found))
    fields: Values = {
        "from": node_of[assertion.subject],
        "kind": assertion.type,
        "sentences": sentences,
        "confidence": round(assertion.confidence, 2),
        "rule": assertion.rule,
        "records": records,
        "post": assertion.post,
        "role": assertion.role,
        "planned": int(assertion.status == "planned"),
        "valid": assertion.valid,
    }
    if assertion.object is not None:
        fields["to"] = node_of[assertion.object]
    if assertion.measure is not None:
        measure = assertion.measure
        fields["measure"] = [measure.indicator, measure.value, measure.unit, measure.hedge, measure.period,
                             measure.normalised_value, measure.normalised_unit, measure.text]  # fmt: skip
    return fields


def _chain(knowledge: KnowledgeGraph, node_of: Mapping[str, int]) -> list[Values]:
    """Return the steps of the gazetteer's chain (county, city, province) that no assertion states."""
    stated = {(each.subject, each.object) for each in knowledge.assertions}
    return [
        {
            "from": node_of[entity.id],
            "to": node_of[entity.parent],
            "kind": "located_in",
            "records": _records(entity),
            "confidence": 1.0,
            "rule": "gazetteer",
            "chain": 1,
        }
        for entity in knowledge.entities
        if entity.parent is not None
        and entity.parent in node_of
        and (entity.id, entity.parent) not in stated
        and _records(entity)
    ]


def _records(entity: Entity) -> list[list[str]]:
    return [
        [each.scheme, each.code, each.label]
        for each in entity.evidence
        if isinstance(each, GazetteerEvidence)
    ]


def _carried(pairs: Sequence[Cooccurrence]) -> Sequence[Cooccurrence]:
    """Return the pairs that the page carries: all, or, of too many, the strongest in their order."""
    if len(pairs) <= PAIR_LIMIT:
        return pairs
    kept = heapq.nlargest(
        PAIR_LIMIT, strongest(pairs), key=lambda pair: (pair.g2, pair.a, pair.b, pair.scope)
    )
    return sorted(kept, key=lambda pair: (pair.scope, pair.a, pair.b))


def _association_at_first(pairs: Sequence[Cooccurrence], opening: Collection[str]) -> float:
    """Return the least NPMI that a co-occurrence must have when the page opens.

    That of `DEFAULT_THRESHOLDS`, or so many steps of the slider more that at most `LINES_AT_FIRST` sentence
    pairs of the opening reach it.
    """
    least = DEFAULT_THRESHOLDS[SENTENCE].npmi
    strong = sorted(
        (
            pair.npmi
            for pair in strongest(pairs, {SENTENCE: DEFAULT_THRESHOLDS[SENTENCE]})
            if pair.a in opening and pair.b in opening
        ),
        reverse=True,
    )
    if len(strong) <= LINES_AT_FIRST:
        return least
    step = floor(strong[LINES_AT_FIRST] * ASSOCIATION_STEPS) + 1
    return min(1.0, max(least, step / ASSOCIATION_STEPS))


def _pair(pair: Cooccurrence, node_of: Mapping[str, int]) -> Values:
    return {
        "from": node_of[pair.a],
        "to": node_of[pair.b],
        "kind": pair.scope,
        "count": pair.count,
        "npmi": round(pair.npmi, 2),
        "g2": round(pair.g2, 1),
    }


def _needed(quotations: Quotations, assertions: Iterable[Values], pairs: Iterable[Values]) -> set[int]:
    """Return the sentences that are kept where not all texts are carried: five an edge."""
    kept = strongest_sentences(
        quotations, ((each["from"], each["to"]) for each in pairs if each["kind"] == "sentence")
    )
    for assertion in assertions:
        for sentences in assertion["sentences"][:5]:
            kept.update(sentences)
    return kept


def _thin(quotations: Quotations, assertions: Iterable[Values], pairs: Iterable[Values]) -> None:
    """Leave out the sentences that no edge needs; of those that do but for text, leave out the text.

    Every sentence that evidence stands in keeps its row, as does every byline: they tell the article.
    """
    assertions = list(assertions)
    needed = _needed(quotations, assertions, pairs)
    quotations.keep_text_of(needed)
    rows = {index for each in assertions for group in each["sentences"] for index in group}
    rows.update(index for index, each in enumerate(quotations.sentences) if each.part == "byline")
    moved = quotations.keep_only(rows | needed)
    for each in assertions:
        each["sentences"] = [[moved[index] for index in group] for group in each["sentences"]]


def _bring_counts(
    nodes: Sequence[Values],
    pairs: Sequence[Values],
    carried: Sequence[Cooccurrence],
    quotations: Quotations,
) -> None:
    """Give nodes and pairs what the page would count from sentences that it will not have."""
    named: dict[int, int] = dict.fromkeys(range(len(nodes)), 0)
    articles: dict[int, set[int]] = {index: set() for index in named}
    for sentence in quotations.sentences:
        for node in {node for _, _, node in sentence.marks}:
            named[node] += sentence.part != "byline" and not sentence.repeats
            articles[node].add(sentence.article)
    for fields in nodes:
        fields |= {"named": named[fields["id"]], "articles": sorted(articles[fields["id"]])}
    for fields, pair in zip(pairs, carried, strict=True):
        fields["articles"] = sorted(
            {quotations.article_index(each.page, each.article) for each in pair.evidence}
        )


def _articles(quotations: Quotations) -> list[list[Any]]:
    """Return page, title, kicker, section, date, newspaper, bylines, first sentence, how many of each."""
    first_of: dict[int, int] = {}
    length_of: dict[int, int] = {}
    for index, sentence in enumerate(quotations.sentences):
        first = first_of.setdefault(sentence.article, index)
        length = length_of.get(sentence.article, 0)
        length_of[sentence.article] = length + (index == first + length)
    return [
        [
            page,
            article.title,
            article.kicker,
            article.section,
            article.issue_date,
            article.newspaper,
            [[byline.name, byline.role] for byline in article.bylines],
            first_of.get(index, -1),
            min(length_of.get(index, 0), len(article.reading.sentences)),
        ]
        for index, (page, article) in enumerate(quotations.articles)
    ]
