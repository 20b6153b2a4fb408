"""Check sources of the open corpus.

    python -m tools.check_corpus corpus/sources/b1a            # one batch, while it is written
    python -m tools.check_corpus corpus/sources/b1a --show     # and print every text with its mentions marked
    python -m tools.check_corpus corpus/sources/b1a --hints    # and list what may have been overlooked
    python -m tools.check_corpus --complete                    # the whole corpus, with the counts of the plan

Errors fail; hints do not: they are figures without a measure, quoted words without an entity, bodies without
a place.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.corpus_gold import AREAS, GoldError, Story, stories_of, story_mentions
from tools.corpus_places import Gazetteer
from tools.corpus_sources import (
    KINDS,
    PRINTS,
    ROOT,
    SOURCES,
    TYPES,
    NamedEntity,
    Source,
    SourceError,
    all_sources,
    batches,
    body_characters,
    read_source,
    source_paths,
)
from tools.make_corpus import plan, split_of
from tools.make_corpus_pages import clean_article, damaged_page, page_groups

from xiangtu.lexicon.places import open_gazetteer

ARTICLE_LENGTH = range(300, 901)
PICTURE_LENGTH = range(40, 301)
PAGE_LENGTH = range(5, 9)
# A sentence shorter than this may be said twice: 大家纷纷点赞。
SENTENCE_LENGTH = 12
# No run of this many characters of a seed page may stand in the corpus.
RUN_LENGTH = 16

# Longer than a run, and in every newspaper.
FORMULA = "习近平新时代中国特色社会主义思想"

SENTENCE_END = re.compile(r"[。！？!?；;\n]")
# matches 3.87, 5000, 60% — with what follows; not the 2 of A2级
FIGURE = re.compile(r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?[余多]?[万亿千百]?[余多]?[一-鿿%℃]{0,2}")
# matches “户户通”, 《某某办法》
QUOTED = re.compile(r"“([^“”]{2,20})”|《([^《》]+)》")
DIGITS = re.compile(r"\d+(?:\.\d+)?")
# Dates and times: figures that are no measures. matches 2023年3月, 5日, 10时; not 5年来, 3个月
DATE = re.compile(r"\d+(?:\.\d+)?(?:年|月|日|时|点|号|分|岁|届|期|周年|年度|版)")


def place_problems(source: Source, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield what is wrong with a source's places against the gazetteer."""
    if gazetteer.home(source) is None:
        yield f"county {' '.join(source.county)} is in no list under this chain"
        return
    parents: dict[str, set[str]] = defaultdict(set)
    for relation in source.relations:
        if relation.type == "located_in":
            parents[relation.subject].add(relation.object)
    for entity in source.entities:
        if entity.type not in {"Township", "Village"}:
            continue
        place = gazetteer.find(source, entity)
        if entity.local:
            if entity.type == "Township" or place is not None:
                yield f"{entity.name}: 'local' is for villages that no list has"
        elif place is None:
            yield f"{entity.name}: in no list of the counties that the article names (natural village: local)"
        elif entity.type == "Village" and parents[entity.name]:
            townships = {e.name for e in source.entities if e.type == "Township"} & parents[entity.name]
            if townships and place.parent and place.parent.name not in townships:
                yield f"{entity.name} lies in {place.parent.name}, not in {'、'.join(sorted(townships))}"


# What the ends of a relation must be: (types of the subject, types of the object); None for any.
ENDS: dict[str, tuple[frozenset[str] | None, frozenset[str] | None]] = {
    "holds_post": (frozenset({"Person"}), None),
    "located_in": (frozenset(TYPES) - {"Person", "Programme"}, frozenset({*AREAS, "Place", "Organisation"})),
    "runs": (None, frozenset({"Programme", "Event", "Place"})),
    "issued": (None, frozenset({"Document"})),
    "produces": (None, frozenset({"Product"})),
}


def statement_problems(source: Source) -> Iterator[str]:
    """Yield what is wrong with a source's relations: ends that are missing or cannot be, doubles."""
    types = {entity.name: entity.type for entity in source.entities}
    for name, count in Counter(entity.name for entity in source.entities).items():
        if count > 1:
            yield f"{name} is listed twice: one entity, one line"
    keys = Counter((r.type, r.subject, r.object, r.post) for r in source.relations)
    for (kind, subject, object_, _), count in keys.items():
        if count > 1:
            yield f"{kind}: {subject} -> {object_} stands twice"
        for end, allowed in zip((subject, object_), ENDS.get(kind, (None, None)), strict=True):
            if end not in types:
                yield f"{kind}: {end!r} is no entity of the article"
            elif allowed is not None and types[end] not in allowed:
                yield f"{kind}: {end} is a {types[end]}; wanted: {', '.join(sorted(allowed))}"
    for relation in source.relations:
        if relation.type == "runs" and types.get(relation.subject) == "Person" and not relation.optional:
            yield f"runs: {relation.subject} is a Person (founded, or runs?)"


def measure_problems(source: Source) -> Iterator[str]:
    """Yield measures without a subject, or whose value or unit is not in their words."""
    names = {entity.name for entity in source.entities}
    for measure in source.measures:
        if measure.subject not in names:
            yield f"measure {measure.text!r}: subject {measure.subject!r} is no entity of the article"
        digits = [float(number) for number in DIGITS.findall(measure.text)]
        if digits and measure.value not in digits:
            yield f"measure {measure.text!r}: the value {measure.value:g} is not in its words"
        words = re.sub(r"[余多来几\s]", "", measure.text).replace("百分之", "%")
        if measure.unit not in words and not measure.optional:
            yield f"measure {measure.text!r}: the unit {measure.unit!r} is not in its words"


def text_problems(source: Source) -> Iterator[str]:
    """Yield what is wrong with a source's header and text."""
    lengths = PICTURE_LENGTH if source.is_picture else ARTICLE_LENGTH
    if body_characters(source) not in lengths:
        yield f"{body_characters(source)} characters; {lengths.start} to {lengths.stop - 1} are wanted"
    if not source.is_picture and source.kind not in KINDS:
        yield f"kind {source.kind!r} is none of {', '.join(KINDS)}"
    if source.print not in PRINTS:
        yield f"print {source.print!r} is none of ascii, spaced"
    if not source.paper or (not source.is_picture and not source.theme):
        yield "paper and theme must be given"
    if not source.is_picture and not source.relations:
        yield "no relations"
    if source.kicker and not source.title:
        yield "a kicker without a title"


def mention_problems(source: Source) -> Iterator[str]:
    """Yield entities that longer names hide, and names of the county's places that are not listed."""
    stories = stories_of(source)
    found = [(story, story_mentions(story)) for story in stories]
    printed = {entity.name for _, mentions in found for entity in mentions.values()}
    for entity in source.entities:
        if entity.name not in printed:
            yield f"{entity.name} stands only inside longer names: drop it, with its relations"
    names = _place_names(source.county[-1])
    for story, mentions in found:
        covered = {i for span in mentions for i in range(*span)}
        for name in names:
            for hit in re.finditer(re.escape(name), story.text):
                if covered.isdisjoint(range(*hit.span())):
                    around = story.text[max(0, hit.start() - 8) : hit.end() + 8]
                    yield f"{name} is a place of the county and not annotated in …{around}…"


def _place_names(county: str) -> list[str]:
    gazetteer = open_gazetteer()
    names = {county}
    for region in gazetteer.regions(county):
        found = gazetteer.county(region.region_code) if region.name == county else None
        if found:
            names |= {place.name for place in (*found.townships, *found.villages) if len(place.name) > 2}
    return sorted(names, key=lambda name: (-len(name), name))


def hints(source: Source) -> Iterator[str]:
    """Yield what may have been overlooked: figures, quoted words, bodies without a place."""
    for story in stories_of(source):
        mentions = story_mentions(story)
        covered = {i for span in mentions for i in range(*span)}
        for measure in story.measures:
            at = story.text.find(measure.text)
            while at >= 0:
                covered.update(range(at, at + len(measure.text)))
                at = story.text.find(measure.text, at + 1)
        for date in DATE.finditer(story.text):
            covered.update(range(*date.span()))
        loose = [m[0] for m in FIGURE.finditer(story.text) if covered.isdisjoint(range(*m.span()))]
        if loose:
            yield f"figures without a measure: {' '.join(loose)}"
        quotes = [m[0] for m in QUOTED.finditer(story.text) if covered.isdisjoint(range(*m.span()))]
        if quotes:
            yield f"quoted words without an entity (slogans are none): {' '.join(quotes)}"
    placed = {r.subject for r in source.relations if r.type in {"located_in", "part_of"}}
    loose = [
        e.name
        for e in source.entities
        if e.type in {"Township", "Village", "Organisation", "Place"}
        and not e.optional
        and e.name not in placed
    ]
    if loose:
        yield f"in no place: {' '.join(loose)}"


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text that are long enough to be somebody's, without marks and white space."""
    for sentence in SENTENCE_END.split(text):
        bare = re.sub(r"\W", "", sentence)
        if len(bare) >= SENTENCE_LENGTH:
            yield bare


def copied_sentences(sources: Sequence[Source]) -> Iterator[str]:
    """Yield sentences that two articles share."""
    owners: dict[str, str] = {}
    for source in sources:
        for sentence in set(sentences(source.text)):
            if owners.setdefault(sentence, source.id) != source.id:
                yield f"{source.id} and {owners[sentence]} share the sentence {sentence!r}"


def copied_from_seeds(sources: Sequence[Source]) -> Iterator[str]:
    """Yield runs of characters that a source shares with one of the real pages in `seeds/`."""
    pages = [_bare(p.read_text(encoding="utf-8-sig")) for p in sorted((ROOT / "seeds").glob("*.txt"))]
    runs = {page[i : i + RUN_LENGTH] for page in pages for i in range(len(page) - RUN_LENGTH + 1)}
    for source in sources:
        text = _bare(source.title + source.text)
        shared = next(
            (text[i : i + RUN_LENGTH] for i in range(len(text)) if text[i : i + RUN_LENGTH] in runs), None
        )
        if shared and len(shared) == RUN_LENGTH:
            yield f"{source.id} shares {shared!r} with a real page"


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).replace(FORMULA, "")


def source_problems(source: Source, gazetteer: Gazetteer) -> list[str]:
    """Return all that is wrong with one source."""
    problems = [
        *text_problems(source),
        *statement_problems(source),
        *measure_problems(source),
        *place_problems(source, gazetteer),
    ]
    if problems:
        return problems
    try:
        problems = list(mention_problems(source))
        clean_article(source, gazetteer)
    except GoldError as error:
        problems.append(str(error))
    return problems


def page_problems(sources: Sequence[Source], gazetteer: Gazetteer) -> Iterator[str]:
    """Yield pages that cannot be printed, or have too few or too many articles."""
    for batch, members in batches(sources).items():
        for page_id, printed in page_groups(batch, members).items():
            articles = sum(not source.is_picture for source in printed)
            if articles not in PAGE_LENGTH:
                wanted = f"{PAGE_LENGTH.start} to {PAGE_LENGTH.stop - 1}"
                yield f"{page_id}: {articles} articles; a page has {wanted}"
            papers = sorted({source.paper for source in printed})
            if len(papers) > 1:
                yield f"{page_id}: a page is one paper's, this one is of {'、'.join(papers)}"
            try:
                damaged_page(page_id, printed, gazetteer)
            except GoldError as error:
                yield str(error)


def batch_problems(sources: Sequence[Source]) -> Iterator[str]:
    """Yield sources whose county or page is not the plan's for their batch."""
    planned = plan()["counties"]
    for batch, members in batches(sources).items():
        pages = {row["county"]: row.get("page", 0) for row in planned.get(batch, [])}
        for source in members:
            county = " ".join(source.county)
            if county not in pages:
                yield f"{source.id}: {county or 'no county'} is not in the plan of {batch}"
            elif source.page != pages[county]:
                yield f"{source.id}: page {source.page}, the plan says {pages[county]} (0 for none)"


def split_problems(sources: Sequence[Source]) -> Iterator[str]:
    """Yield counties that stand in two splits, and cities below a province that do."""
    homes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for split, members in split_of(sources).items():
        for source in members:
            for depth in range(2, len(source.county) + 1):
                homes[source.county[:depth]].add(split)
    for place, splits in sorted(homes.items()):
        if len(splits) > 1:
            yield f"{' '.join(place)} stands in {' and '.join(sorted(splits))}"


def plan_problems(sources: Sequence[Source]) -> Iterator[str]:
    """Yield where the corpus differs from its plan: articles and pages of each split, counties, provinces."""
    planned = plan()
    for split, members in split_of(sources).items():
        articles = sum(not source.is_picture for source in members)
        if articles != planned["articles"][split]:
            yield f"{split}: {articles} articles, {planned['articles'][split]} are planned"
        pages = sum(len(page_groups(batch, own)) for batch, own in batches(members).items())
        if pages != planned["pages"][split]:
            yield f"{split}: {pages} pages, {planned['pages'][split]} are planned"
    if len({source.county for source in sources}) < 60 or len({source.county[0] for source in sources}) < 25:
        yield "fewer than 60 counties or 25 provinces"


def marked(story: Story) -> str:
    """Return a story's text with its mentions in brackets: 〔石台镇 Township〕; `?` after optional ones."""
    pieces, position = [], 0
    for (start, end), entity in sorted(story_mentions(story).items(), key=lambda item: item[0]):
        pieces += [story.text[position:start], _mark(story.text[start:end], entity)]
        position = end
    return "".join([*pieces, story.text[position:]])


def _mark(words: str, entity: NamedEntity) -> str:
    name = "" if entity.name == words else f"={entity.name}"
    return f"〔{words}{name} {entity.type[:4]}{'?' if entity.optional else ''}〕"


def main() -> int:
    """Check batches or the whole corpus; print problems, and return 1 where there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, help="folders or files of sources; all without")
    parser.add_argument("--show", action="store_true", help="print texts with their mentions marked")
    parser.add_argument("--hints", action="store_true", help="list what may have been overlooked")
    parser.add_argument("--complete", action="store_true", help="check the counts of the plan, too")
    options = parser.parse_args()
    gazetteer = Gazetteer()
    problems: list[str] = []
    sources: list[Source] = []
    files = [file for p in options.paths for file in ([p] if p.is_file() else source_paths(p))]
    for path in [file.resolve() for file in files] or source_paths(SOURCES):
        try:
            source = read_source(path)
            wrong = source_problems(source, gazetteer)
        except (SourceError, GoldError) as error:
            problems.append(str(error))
            continue
        sources.append(source)
        problems += [f"{source.id}: {problem}" for problem in wrong]
        if options.show:
            for story in stories_of(source):
                print(f"---- {story.id} ({body_characters(source)})\n{marked(story)}\n")
        if options.hints:
            for hint in hints(source):
                print(f"hint {source.id}: {hint}")
    problems += [*batch_problems(sources), *copied_sentences(sources), *copied_from_seeds(sources)]
    whole = not files
    if not problems and (whole or not any(path.is_file() for path in options.paths)):
        problems += page_problems(sources, gazetteer)
    if whole:
        problems += split_problems(sources)
    if options.complete:
        problems += plan_problems(all_sources() if not whole else sources)
    print("\n".join(problems))
    articles = sum(not source.is_picture for source in sources)
    print(f"{articles} articles, {len(sources) - articles} pictures, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
