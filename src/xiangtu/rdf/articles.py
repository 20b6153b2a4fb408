"""Newspapers, pages and articles with their bylines as RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from xiangtu.model import Article, Byline, KnowledgeGraph, PageResult
from xiangtu.rdf.description import Description, date, decimal, integer, text
from xiangtu.rdf.entities import LANGUAGE
from xiangtu.rdf.namespaces import Names, term
from xiangtu.vocabulary import load


def describe_newspapers(knowledge: KnowledgeGraph, names: Names) -> Iterator[Description]:
    """Yield each newspaper that a page or an article names, sorted."""
    titles = {
        title
        for result in knowledge.results
        for title in (result.page.newspaper, *(article.newspaper for article in result.articles))
        if title
    }
    for title in sorted(titles):
        described = Description(names.node("newspaper", title), "schema:Newspaper")
        yield described.add("rdfs:label", text(title, LANGUAGE)).add("schema:name", text(title, LANGUAGE))


def describe_page(result: PageResult, names: Names) -> Description:
    """Return what is known of a page."""
    page = result.page
    described = Description(names.node("page", page.id), "schema:DigitalDocument")
    described.add("rdfs:label", text(page.id)).add("schema:identifier", text(page.id))
    described.add("schema:sha256", text(page.sha256))
    described.add("schema:isPartOf", _newspaper(page.newspaper, names))
    described.add("schema:spatialCoverage", text(page.place, LANGUAGE))
    return described.add("schema:datePublished", date(page.issue_date))


def describe_article(result: PageResult, article: Article, names: Names) -> Iterator[Description]:
    """Yield an article, then each signature of its byline."""
    page = result.page
    node = names.article(page.id, article.id)
    described = Description(node, "schema:NewsArticle")
    described.add("rdfs:label", text(article.title, LANGUAGE))
    described.add("schema:headline", text(article.title, LANGUAGE))
    described.add("schema:alternativeHeadline", text(article.kicker, LANGUAGE))
    described.add("schema:articleSection", text(article.section, LANGUAGE))
    newspaper = _newspaper(article.newspaper, names)
    described.add("schema:isPartOf", names.node("page", page.id), newspaper)
    described.add("schema:datePublished", date(article.issue_date or page.issue_date))
    signers = signers_of(result, article)
    described.add("schema:author", *(names.entity(signer) for signer in signers if signer))
    named = {mention.entity for mention in result.mentions_of(article.id) if mention.entity}
    described.add("schema:mentions", *(names.entity(each) for each in named))
    attributions = list(_attributions(page.id, article, signers, names))
    described.add("prov:qualifiedAttribution", *(each.subject for each in attributions))
    yield described.add("xt:confidence", decimal(article.confidence, 2))
    yield from attributions


def signers_of(result: PageResult, article: Article) -> list[str | None]:
    """Return the entity id of each signature: of the mention that stands where the byline has the name."""
    at: dict[int, str] = {}
    for mention in result.mentions_of(article.id):
        spans = article.reading.spans(mention.start, mention.end)
        if spans and mention.entity:
            at.setdefault(spans[0].start, mention.entity)
    return [at.get(byline.start) for byline in article.bylines]


def _attributions(
    page: str, article: Article, signers: Iterable[str | None], names: Names
) -> Iterator[Description]:
    for order, (byline, signer) in enumerate(zip(article.bylines, signers, strict=True), start=1):
        described = Description(names.node("attribution", page, article.id, str(order)), "prov:Attribution")
        described.add("prov:agent", names.entity(signer) if signer else None)
        described.add("prov:hadRole", _role(byline)).add("xt:order", integer(order))
        yield described.add("xt:signature", text(byline.name))


def _role(byline: Byline) -> NamedNode:
    return term(load().roles[byline.role].iri)


def _newspaper(title: str | None, names: Names) -> NamedNode | None:
    return names.node("newspaper", title) if title else None
