"""Every table of the report, asked of the Turtle in SPARQL: the same numbers."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from xiangtu.corpus import find_pages, read_page
from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import KnowledgeGraph
from xiangtu.pipeline.extraction import extract
from xiangtu.rdf import entity_iri, query_text, run_query, write_turtle
from xiangtu.report import build_report, report_json
from xiangtu.vocabulary import load

SEEDS = Path(__file__).parents[2] / "seeds"
PREFIXES = {
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xt": "https://xiangtu.example/ontology#",
}


@dataclass(frozen=True)
class Corpus:
    """A corpus as its report (JSON) and as its Turtle."""

    name: str
    tables: dict[str, list[dict[str, Any]]]
    turtle: Path
    store: Store

    def rows(self, key: str) -> list[dict[str, Any]]:
        return self.tables.get(key, [])

    def ask(self, query: str) -> list[tuple[str, ...]]:
        found: Any = self.store.query(query, prefixes=PREFIXES)
        return [tuple("" if cell is None else cell.value for cell in row) for row in found]

    def values(self, query: str) -> dict[str, str]:
        """Return the two columns of an answer as a mapping."""
        return {row[0]: row[1] for row in self.ask(query)}

    def count(self, pattern: str) -> int:
        """Return how many ?x fit the pattern."""
        ((number,),) = self.ask(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
        return int(number)

    def numbers(self, of: str, pattern: str) -> dict[str, int]:
        """Return ?key → how many different `of` fit the pattern."""
        query = f"SELECT ?key (COUNT(DISTINCT {of}) AS ?n) {{ {pattern} }} GROUP BY ?key"
        return {key: int(number) for key, number in self.ask(query)}

    def named(self, query: str, parameters: str = "") -> list[dict[str, str]]:
        """Return the answer of a named query as a user gets it."""
        values = dict(part.split("=") for part in parameters.split())
        result = run_query(self.turtle, query_text(query, values))
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def iri(cell: dict[str, str]) -> str:
    return entity_iri(cell["id"])


def term(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return PREFIXES[prefix] + local


def seed_pages() -> KnowledgeGraph:
    pages = [read_page(file)[0] for file in find_pages([SEEDS])[0]]
    return link([extract(page) for page in pages if page is not None])


@pytest.fixture(scope="module", params=["five pages", "two dated pages"])
def corpus(
    request: pytest.FixtureRequest, two_pages: tuple[Any, ...], tmp_path_factory: pytest.TempPathFactory
) -> Corpus:
    knowledge = seed_pages() if request.param == "five pages" else link(two_pages)
    pairs = cooccurrences(knowledge)
    turtle = tmp_path_factory.mktemp("agreement") / "xiangtu.ttl"
    write_turtle(knowledge, strongest(pairs), turtle)
    store = Store()
    store.bulk_load(path=str(turtle), format=RdfFormat.TURTLE)
    report = json.loads(report_json(build_report(knowledge, build_graph(knowledge, strongest(pairs)), pairs)))
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for section in report["sections"].values():
        for table in section["tables"]:
            tables[table["table"]] += [row | {"about": table.get("about")} for row in table["rows"]]
    return Corpus(request.param, tables, turtle, store)


STATEMENT = "?x a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ."


def test_key_figures(corpus: Corpus) -> None:
    numbers = {row["measure"]: row["number"] for row in corpus.rows("key_figures")}
    assert numbers["count_pages"] == corpus.count("?article schema:isPartOf ?x . ?x schema:sha256 ?hash")
    assert numbers["count_articles"] == corpus.count("?x a schema:NewsArticle")
    assert numbers["count_entities"] == corpus.count("?x skos:prefLabel ?name ; xt:confidence ?c")
    assert numbers["count_relations"] == corpus.count(STATEMENT)
    assert numbers["count_figures"] == corpus.count("?x a schema:Observation")
    assert numbers["count_signers"] == corpus.count("?a prov:agent ?x")
    assert numbers["count_sentence_pairs_strong"] == corpus.count("?x a xt:SentenceCooccurrence")


def test_entities_by_type(corpus: Corpus) -> None:
    for row in corpus.rows("entities_by_type"):
        kind = load().types[row["type"]].iri
        assert row["entities"] == corpus.count(f"?x a {kind}")
        assert (row["in_gazetteer"] or 0) == corpus.count(f'?x a {kind} ; xt:status "resolved"')
    assert corpus.rows("entities_by_type")


def test_people_by_role(corpus: Corpus) -> None:
    found = {term(load().roles[row["role"]].iri): row["people"] for row in corpus.rows("people_by_role")}
    assert found
    assert found == corpus.numbers("?x", "?x a schema:Person ; xt:hasRole ?key")


def test_relations_by_kind(corpus: Corpus) -> None:
    rows = {row["kind"]: row for row in corpus.rows("relations_by_kind")}
    figures = rows.pop("measure")
    assert figures["relations"] == corpus.count("?x a schema:Observation")
    kinds = {term(load().predicates[kind].iri): row for kind, row in rows.items()}
    assert {key: row["relations"] for key, row in kinds.items()} == corpus.numbers(
        "?x", STATEMENT.replace("?p ;", "?key ;")
    )
    planned = corpus.numbers("?x", '?x rdf:predicate ?key ; xt:modality "planned"')
    alone = corpus.numbers("?x", "?x rdf:predicate ?key FILTER NOT EXISTS { ?x xt:statedIn ?article }")
    query = "SELECT ?p (COUNT(*) AS ?n) { ?x rdf:predicate ?p ; prov:wasDerivedFrom ?source } GROUP BY ?p"
    sources = {kind: int(number) for kind, number in corpus.ask(query)}
    query = "SELECT ?p (AVG(?c) AS ?mean) { ?x rdf:predicate ?p ; xt:confidence ?c } GROUP BY ?p"
    means = {kind: float(mean) for kind, mean in corpus.ask(query)}
    for key, row in kinds.items():
        assert row["planned"] == planned.get(key, 0)
        assert row["gazetteer_only"] == alone.get(key, 0)
        assert row["sources"] == sources[key]
        assert row["mean_confidence"] == pytest.approx(means[key], abs=0.006)


def test_programmes(corpus: Corpus) -> None:
    rows = {iri(row["programme"]): row for row in corpus.rows("programmes")}
    articles = corpus.numbers("?x", "?x schema:mentions ?key . ?key a xt:Programme")
    assert {key: row["articles"] for key, row in rows.items() if row["articles"]} == articles
    runners = {(key, iri(each)) for key, row in rows.items() for each in row["runners"]}
    assert runners == set(corpus.ask("SELECT ?p ?r { ?p a xt:Programme . ?r xt:runs|xt:founded ?p }"))
    assert runners
    writers = {(key, iri(each)) for key, row in rows.items() for each in row["reported_by"]}
    assert writers == set(corpus.ask("SELECT ?p ?w { ?p a xt:Programme . ?w xt:reportsOn ?p }"))
    places = {(key, iri(each)) for key, row in rows.items() for each in row["places"]}
    above = "?r xt:runs|xt:founded ?p . ?r xt:parent* ?place . ?place a ?kind"
    kinds = "VALUES ?kind { xt:Region xt:Township xt:Village }"
    assert places <= set(corpus.ask(f"SELECT ?p ?place {{ {kinds} ?p a xt:Programme . {above} }}"))
    named = {(row["programmeName"], row["runnerName"]) for row in corpus.named("who-runs-programmes")}
    shown = {(row["programme"]["name"], each["name"]) for row in rows.values() for each in row["runners"]}
    assert named <= shown


def test_signers(corpus: Corpus) -> None:
    rows = {iri(row["person"]): row for row in corpus.rows("signers")}
    signed = corpus.numbers("?article", "?article prov:qualifiedAttribution/prov:agent ?key")
    assert {key: row["signed_articles"] for key, row in rows.items()} == signed
    assert {row["person"]["name"] for row in rows.values()} == {
        row["signer"] for row in corpus.named("signatures")
    }


def test_who_signs_with_whom(corpus: Corpus) -> None:
    rows = {
        frozenset((row["person"]["name"], row["partner"]["name"])): row["articles"]
        for row in corpus.rows("byline_pairs")
    }
    named = {
        frozenset((row["first"], row["second"])): int(row["articles"]) for row in corpus.named("co-reporters")
    }
    assert rows == named
    assert rows


def test_beats(corpus: Corpus) -> None:
    for kind, of in (("Township", "xt:Township"), ("Programme", "xt:Programme")):
        rows = [row for row in corpus.rows("beats") if row["about"] == kind]
        shown = {
            (iri(row["person"]), entity_iri(column)): number
            for row in rows
            for column, number in row.items()
            if column not in ("person", "about") and number
        }
        pattern = f"{STATEMENT} ?x xt:statedIn ?article . ?o a {of} FILTER(?p = xt:reportsOn)"
        query = f"SELECT ?s ?o (COUNT(DISTINCT ?article) AS ?n) {{ {pattern} }} GROUP BY ?s ?o"
        assert shown == {(person, target): int(number) for person, target, number in corpus.ask(query)}


def test_posts(corpus: Corpus) -> None:
    shown = {(row["body"]["name"], row["post"], row["person"]["name"]) for row in corpus.rows("posts")}
    assert len(corpus.rows("posts")) == corpus.count("?x a org:Membership")
    assert shown == {
        (row["bodyName"], row["post"], row["personName"]) for row in corpus.named("posts-and-holders")
    }
    assert shown


def test_comparable_figures(corpus: Corpus) -> None:
    def key(indicator: str, subject: str, printed: str) -> tuple[str, str, str]:
        return indicator, subject, "".join(printed.split())

    shown = Counter(
        key(row["indicator"], row["subject"]["name"], row["figure"])
        for row in corpus.rows("comparable_figures")
    )
    named = Counter(
        key(row["indicator"], row["subjectName"], row["printed"])
        for row in corpus.named("comparable-figures")
        if row["indicator"]
    )
    assert set(shown) == set(named)


def test_the_largest_figures_of_each_unit(corpus: Corpus) -> None:
    by_unit: dict[str, list[str]] = defaultdict(list)
    for row in corpus.rows("largest_figures"):
        by_unit[row["normalised_unit"].removeprefix("unit_")].append(row["figure"])
    assert by_unit
    for unit, shown in by_unit.items():
        named = corpus.named("largest-figures", f"unit={unit}")
        values = {(row["subjectName"], row["printed"]): float(row["normalised"]) for row in named}
        largest = sorted(values.values(), reverse=True)[: len(shown)]
        printed: dict[str, set[float]] = defaultdict(set)
        for (_, text), value in values.items():
            printed["".join(text.split())].add(value)
        assert all(printed[text] & set(largest) for text in shown), unit


def test_places_and_what_they_lie_in(corpus: Corpus) -> None:
    rows = {iri(row["place"]): row for row in corpus.rows("place_tree")}
    kinds = "VALUES ?kind { xt:Region xt:Township xt:Village } ?key a ?kind ."
    assert set(rows) == {key for (key,) in corpus.ask(f"SELECT ?key {{ {kinds} }}")}
    articles = corpus.numbers("?article", f"{kinds} ?article schema:mentions ?key")
    assert {key: row["articles"] for key, row in rows.items() if row["articles"]} == articles
    status = corpus.values(f"SELECT ?key ?status {{ {kinds} ?key xt:status ?status }}")
    assert {
        key: row["status"].removeprefix("status_") for key, row in rows.items() if row["status"]
    } == status


def test_townships_that_are_named_are_not_among_those_never_named(corpus: Corpus) -> None:
    for row in corpus.rows("missing_townships"):
        named = {
            name
            for (name,) in corpus.ask(
                "SELECT ?name { ?t a xt:Township ; rdfs:label ?name ; "
                f'xt:parent <{iri(row["region"])}> ; xt:status "resolved" . ?a schema:mentions ?t }}'
            )
        }
        assert row["named"] == len(named)
        assert not named & set(row["never_named"])


def test_the_time_line(corpus: Corpus) -> None:
    dated = corpus.numbers(
        "?x",
        "?x a schema:NewsArticle ; (schema:isPartOf?)/schema:datePublished ?date BIND(STR(?date) AS ?key)",
    )
    assert {row["date"]: row["articles"] for row in corpus.rows("time_line")} == dated
    assert bool(dated) == (corpus.name == "two dated pages")


def test_relations_with_most_sources(corpus: Corpus) -> None:
    articles = {
        (subject, predicate, target, post): int(number)
        for subject, predicate, target, post, number in corpus.ask(
            f"SELECT ?s ?p ?o ?post (COUNT(DISTINCT ?article) AS ?n) {{ {STATEMENT} "
            "?x xt:statedIn ?article OPTIONAL { ?x org:role/rdfs:label ?post } } GROUP BY ?x ?s ?p ?o ?post"
        )
    }
    counts: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for (subject, predicate, target, _), number in articles.items():
        counts[subject, predicate, target].add(number)
    for row in corpus.rows("strongest_relations"):
        kind = row["kind"][0] if isinstance(row["kind"], list) else row["kind"]
        if kind == "holds_post":
            continue
        ends = iri(row["from"]), term(load().predicates[kind].iri), iri(row["to"])
        assert row["articles"] in counts[ends]


def test_strongest_pairs(corpus: Corpus) -> None:
    shown = {
        (iri(row["entity"]), iri(row["partner"])): (row["sentences"], row["npmi"], row["g2"])
        for row in corpus.rows("strongest_pairs")
    }
    pattern = "?x a xt:SentenceCooccurrence ; xt:member ?a , ?b ; xt:count ?n ; xt:npmi ?npmi ; xt:g2 ?g2"
    asked = {
        (a, b): (int(n), round(float(npmi), 2), round(float(g2), 1))
        for a, b, n, npmi, g2 in corpus.ask(f"SELECT ?a ?b ?n ?npmi ?g2 {{ {pattern} }}")
    }
    for ends, numbers in shown.items():
        assert numbers == pytest.approx(asked[ends], abs=0.06)


def test_neighbours(corpus: Corpus) -> None:
    edges = (
        f"{{ {STATEMENT} BIND(?s AS ?key) BIND(?o AS ?other) }} UNION "
        f"{{ {STATEMENT} BIND(?o AS ?key) BIND(?s AS ?other) }} UNION "
        "{ ?x org:member ?key ; org:organization ?other } UNION "
        "{ ?x org:member ?other ; org:organization ?key } UNION "
        "{ ?x xt:member ?key , ?other FILTER(?key != ?other) }"
    )
    degree = corpus.numbers(
        "?other", f"{edges} FILTER NOT EXISTS {{ ?key a org:Post }} FILTER NOT EXISTS {{ ?other a org:Post }}"
    )
    shown = {iri(row["entity"]): row["degree"] for row in corpus.rows("centrality")}
    assert {key: number for key, number in shown.items() if number} == degree
    distribution = Counter(shown.values())
    assert {row["degree"]: row["entities"] for row in corpus.rows("degrees")} == dict(distribution)


def test_communities_hold_entities_of_the_graph(corpus: Corpus) -> None:
    known = {key for (key,) in corpus.ask("SELECT ?x { ?x skos:prefLabel ?name ; xt:confidence ?c }")}
    for row in corpus.rows("communities"):
        assert {iri(each) for each in row["leading"]} <= known
    assert sum(row["size"] for row in corpus.rows("communities")) <= len(known)


def test_pages_and_what_they_lack(corpus: Corpus) -> None:
    page = "?x a schema:NewsArticle ; schema:isPartOf/schema:identifier ?key"
    articles = corpus.numbers("?x", page)
    unsigned = corpus.numbers(
        "?x", f"{page} ; schema:headline ?h FILTER NOT EXISTS {{ ?x prov:qualifiedAttribution ?a }}"
    )
    untitled = corpus.numbers("?x", f"{page} FILTER NOT EXISTS {{ ?x schema:headline ?h }}")
    for row in corpus.rows("page_quality"):
        assert row["articles"] == articles.get(row["page"], 0)
        assert row["without_byline"] == unsigned.get(row["page"], 0)
        assert row["untitled"] == untitled.get(row["page"], 0)
    hashes = corpus.values("SELECT ?page ?hash { ?x schema:identifier ?page ; schema:sha256 ?hash }")
    assert {row["page"]: row["sha256"] for row in corpus.rows("pages")} == hashes


def test_places_without_a_record(corpus: Corpus) -> None:
    shown = {(row["type"], row["place"]["name"]) for row in corpus.rows("unresolved_places")}
    assert shown == {(row["type"], row["name"]) for row in corpus.named("places-without-a-code")}


def test_doubtful_relations(corpus: Corpus) -> None:
    shown = {
        (row["from"]["name"], term(load().predicates[row["kind"]].iri), row["to"]["name"], row["confidence"])
        for row in corpus.rows("doubtful_relations")
    }
    named = {
        (row["subjectName"], row["predicate"], row["objectName"], float(row["confidence"]))
        for row in corpus.named("low-confidence-statements", "below=0.6")
    }
    assert {each[0::2] for each in shown} == {each[0::2] for each in named}
    assert len(corpus.rows("doubtful_relations")) == corpus.count(
        f"{STATEMENT} ?x xt:confidence ?c FILTER(?c < 0.6)"
    )


def test_names_that_look_alike_are_names_of_the_graph(corpus: Corpus) -> None:
    names = {name for (name,) in corpus.ask("SELECT ?name { ?x skos:prefLabel ?name }")}
    for row in corpus.rows("look_alikes"):
        assert {row["entity"]["name"], row["similar"]["name"]} <= names


def test_repairs(corpus: Corpus) -> None:
    shown = {(iri(row["entity"]), row["repair"]) for row in corpus.rows("repairs")}
    assert shown == set(corpus.ask("SELECT ?x ?note { ?x xt:confidence ?c ; rdfs:comment ?note }"))
