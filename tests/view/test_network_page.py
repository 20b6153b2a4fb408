"""The network page as a file: what is in it, and what is not."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from xiangtu.graph import DEFAULT_THRESHOLDS, SENTENCE, Cooccurrence, build_graph, cooccurrences, strongest
from xiangtu.model import KnowledgeGraph, TextEvidence
from xiangtu.view import build_payload, write_network
from xiangtu.view.page import columns, data, interface
from xiangtu.view.payload import Payload
from xiangtu.view.pinyin import pinyin_keys
from xiangtu.view.quotations import Quotations

PageOf = Callable[..., str]


class Parts(HTMLParser):
    """Collects attributes, and the content of the JSON scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.content: dict[str, Any] = {}
        self._open: str | None = None
        self._text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "action", "srcset")
        ]
        if tag == "script" and found.get("type") == "application/json":
            self._open, self._text = found["id"], ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open:
            self.content[self._open] = json.loads(self._text)
            self._open = None


def test_the_page_refers_to_nothing_outside_itself(page_of: PageOf, town: KnowledgeGraph) -> None:
    page = page_of(town)
    assert page.startswith("<!DOCTYPE html>\n")
    assert Parts(page).addresses == ["data:,", "#view-table"]
    assert "default-src 'none'" in page
    assert "sourceMappingURL" not in page


def test_the_same_graph_gives_the_same_bytes(page_of: PageOf, town: KnowledgeGraph) -> None:
    assert page_of(town) == page_of(town)


def test_without_quotes_no_sentence_is_in_the_page(page_of: PageOf, town: KnowledgeGraph) -> None:
    quoted, silent = page_of(town), page_of(town, quotes=False)
    sentence = "办起夜校行动"
    assert sentence in quoted
    assert sentence not in silent
    assert "柳溪镇办起夜校" in silent, "the headline stays"
    texts = [sentence[4] for sentence in Parts(silent).content["data-archive"]["sentences"]]
    assert texts
    assert not any(texts)


def with_idle_talk(knowledge: KnowledgeGraph) -> KnowledgeGraph:
    """Return the corpus with two sentences that name nobody at the end of each article."""
    talk = "天气晴好。"
    results = []
    for result in knowledge.results:
        articles = []
        for article in result.articles:
            reading = article.reading
            last = reading.sentences[-1]
            text = reading.text + talk + talk
            start = len(reading.text)
            more = (
                replace(last, start=start, end=start + len(talk)),
                replace(last, start=start + len(talk), end=len(text)),
            )
            longer = replace(
                reading,
                text=text,
                printed=text,
                offsets=(*reading.offsets, *[-1] * 2 * len(talk)),
                sentences=(*reading.sentences, *more),
            )
            articles.append(replace(article, reading=longer))
        results.append(replace(result, articles=tuple(articles)))
    return replace(knowledge, results=tuple(results))


def test_a_large_corpus_carries_only_the_strongest_sentences(town: KnowledgeGraph) -> None:
    talkative = with_idle_talk(town)
    pairs = cooccurrences(talkative)
    graph = build_graph(talkative, strongest(pairs))
    whole = build_payload(talkative, graph, pairs)
    thin = build_payload(talkative, graph, pairs, text_limit=10)
    assert (whole.archive["complete"], thin.archive["complete"]) == (True, False)
    texts = [sentence[4] for sentence in thin.archive["sentences"]]
    before = Counter(sentence[4] for sentence in whole.archive["sentences"])
    # headlines stand with their articles
    assert before - Counter(texts) == {"天气晴好。": 6, "柳溪镇办起夜校": 1, "夜校结业": 1}

    def quoted(payload: Payload) -> list[list[list[str]]]:
        rows = payload.archive["sentences"]
        return [
            [[rows[index][4] for index in group] for group in edge.get("sentences", ())]
            for edge in payload.edges
        ]

    assert quoted(thin) == quoted(whole)
    assert all(text for edge in quoted(thin) for group in edge for text in group)


def test_a_large_corpus_still_counts_all_its_sentences(town: KnowledgeGraph) -> None:
    pairs = cooccurrences(town)
    thin = build_payload(town, build_graph(town, strongest(pairs)), pairs, text_limit=10)
    village = next(node for node in thin.nodes if node["label"] == "石桥村")
    assert (village["named"], village["articles"]) == (5, [0, 1, 2])
    places = {
        (page, article): index
        for index, (page, article) in enumerate(
            (result.page.id, article.id) for result in town.results for article in result.articles
        )
    }
    found = {
        (edge["from"], edge["to"], edge["kind"]): edge["articles"] for edge in thin.edges if "count" in edge
    }
    number = {node["key"]: node["id"] for node in thin.nodes}
    assert found == {
        (number[pair.a], number[pair.b], pair.scope): sorted(
            {places[each.page, each.article] for each in pair.evidence}
        )
        for pair in pairs
    }


def test_where_sentences_are_left_out_the_next_one_says_so(town: KnowledgeGraph) -> None:
    quotations = Quotations.of(town, {})
    texts = [sentence.text for sentence in quotations.sentences]
    moved = quotations.keep_only([0, 1, 3])
    assert moved == {0: 0, 1: 1, 3: 2}
    assert [sentence.text for sentence in quotations.sentences] == [texts[0], texts[1], texts[3]]
    assert [sentence.after_gap for sentence in quotations.sentences] == [False, False, True]


def test_too_many_pairs_are_cut_to_the_strongest(
    town: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = tuple(
        replace(pair, count=3, npmi=0.9, g2=20.0 + index) for index, pair in enumerate(cooccurrences(town))
    )
    graph = build_graph(town, strongest(pairs))
    monkeypatch.setattr("xiangtu.view.payload.PAIR_LIMIT", 3)
    payload = build_payload(town, graph, pairs)
    carried = [edge["g2"] for edge in payload.edges if "count" in edge]
    assert sorted(carried) == [each.g2 for each in pairs[-3:]]
    assert payload.archive["pairs_left_out"] == len(pairs) - 3


def test_a_graph_of_very_many_lines_opens_with_the_strongest(
    town: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = sorted(entity.id for entity in town.entities)[:8]
    made = list(combinations(ends, 2))
    pairs = [
        Cooccurrence(a, b, SENTENCE, 1, round(0.4 + 0.02 * number, 2), 9.0, ())
        for number, (a, b) in enumerate(made)
    ]
    graph = build_graph(town, pairs)
    usual = build_payload(town, graph, pairs).archive["association"]
    assert usual == DEFAULT_THRESHOLDS[SENTENCE].npmi
    monkeypatch.setattr("xiangtu.view.payload.LINES_AT_FIRST", 10)
    raised = build_payload(town, graph, pairs).archive["association"]
    assert 0 < sum(each.npmi >= raised for each in pairs) <= 10


def test_every_relation_finds_the_sentence_that_states_it(town: KnowledgeGraph) -> None:
    pairs = cooccurrences(town)
    payload = build_payload(town, build_graph(town, strongest(pairs)), pairs)
    stated = [edge for edge in payload.edges if edge["kind"] == "holds_post"]
    assert [payload.archive["sentences"][index][4] for edge in stated for [index] in edge["sentences"]] == [
        each.sentence
        for assertion in town.assertions
        if assertion.type == "holds_post"
        for each in assertion.evidence
        if isinstance(each, TextEvidence)
    ]


def test_an_empty_graph_has_a_page(page_of: PageOf) -> None:
    parts = Parts(page_of(KnowledgeGraph((), (), ())))
    assert parts.content["data-nodes"] == {}
    assert parts.content["data-archive"]["articles"] == []


def test_the_file_is_utf_8_with_line_feeds_whatever_the_locale(
    town: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    pairs = cooccurrences(town)
    path = tmp_path / "network.html"
    write_network(town, build_graph(town, strongest(pairs)), pairs, path)
    content = path.read_bytes()
    assert b"\r" not in content
    assert "柳溪镇" in content.decode("utf-8")
    assert list(tmp_path.iterdir()) == [path], "pyvis leaves no lib folder behind"


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "\u2028\u2029", "\ud800", "\0"]
)
def test_no_text_can_end_the_script_that_holds_it(text: str) -> None:
    written = str(data({"name": text}))
    assert not re.search("[<>&\u2028\u2029\0\ud800-\udfff]", written)
    assert json.loads(written) == {"name": text}


def test_columns_keep_the_order_and_drop_what_is_always_empty() -> None:
    assert columns([{"a": 1, "b": "", "c": []}, {"a": 0, "b": "x"}]) == {"a": [1, 0], "b": ["", "x"]}


def test_names_are_found_by_initials_and_by_full_pinyin() -> None:
    assert pinyin_keys(["柳溪镇", "A 区"]) == ("lxz", "liuxizhen", "aq", "aqu")
    assert pinyin_keys([]) == ()


def test_marks_count_as_javascript_does_where_a_rare_character_stands_before(town: KnowledgeGraph) -> None:
    result = town.results[0]
    article = result.articles[0]
    text = article.reading.printed
    first = text.index("柳溪镇石桥村")
    rare = text[:first][:-1] + "𠮷" + text[first:]
    reading = replace(article.reading, printed=rare, text=rare)
    changed = replace(result, articles=(replace(article, reading=reading),))
    knowledge = replace(town, results=(changed,))
    nodes = {entity.id: index for index, entity in enumerate(town.entities)}
    sentences = Quotations.of(knowledge, nodes).sentences
    for sentence in sentences:
        units = sentence.text.encode("utf-16-le")
        for start, end, node in sentence.marks:
            printed = units[2 * start : 2 * end].decode("utf-16-le")
            entity = town.entities[node]
            assert printed in (entity.name, *entity.aliases)


def test_words_that_no_sentence_holds_are_quoted_as_the_evidence_has_them(town: KnowledgeGraph) -> None:
    result = town.results[0]
    evidence = TextEvidence(result.page.id, result.articles[0].id, (), "别处的话。")
    quotations = Quotations.of(town, {})
    (index,) = quotations.of_evidence(evidence)
    assert quotations.sentences[index].text == "别处的话。"
    assert quotations.of_evidence(replace(evidence, page="没有的版面")) == ()


def test_every_word_of_the_interface_is_in_both_languages_and_every_used_one_exists() -> None:
    words = interface()
    assert all(set(entry) == {"zh", "en"} and all(entry.values()) for entry in words.values())
    places = {
        key: [set(re.findall(r"\{(\w+)\}", text)) for text in entry.values()] for key, entry in words.items()
    }
    assert {key for key, (zh, en) in places.items() if zh != en} == set()
    assets = Path(__file__).parents[2] / "src/xiangtu/view/assets"
    source = "".join(
        path.read_text(encoding="utf-8") for path in sorted(assets.iterdir()) if path.suffix != ".toml"
    )
    used = set(re.findall(r'word\("(\w+)"', source)) | set(re.findall(r'data-word(?:-\w+)?="(\w+)"', source))
    assert used - set(words) == set()
