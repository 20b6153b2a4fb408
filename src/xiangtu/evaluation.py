"""The measure: extraction JSON against gold annotations.

`Scorer` takes pages one after the other and keeps, for every kind of thing, what was found, what was missed
and what was made up. Gold lists an entity's printed forms (`surfaces`), not offsets: its mentions are found
in the text of its article, longest first, without overlap. What gold marks `optional` counts neither way.

    scorer = Scorer()
    scorer.add(gold, text, predicted)
    scorer.figures()["mentions"].f1

The kinds: ``articles`` (stretches that overlap by 0.9), ``titles``, ``mentions`` and ``mentions/TYPE``
(strict span and type), ``relations`` and ``relations/TYPE``, ``bylines``, ``measures (recall)``,
``entities (B-cubed)`` (Bagga and Baldwin 1998: do mentions of one thing carry one id), ``canonical names``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

Record = Mapping[str, Any]
Offsets = tuple[int, int]

# The share of characters that a predicted article must have in common with the gold one.
ARTICLE_OVERLAP = 0.9

SCORED_RELATIONS = frozenset({"located_in", "holds_post", "runs", "produces", "issued", "part_of"})

# White space, quote marks and heading marks: no part of a name or title that is compared.
# matches “ ” 《 》 # and blanks; not · or （
_IGNORED = re.compile(r"[\s“”\"'‘’「」『』《》#*]")


class Figure(NamedTuple):
    """One line of the result.

    For ``measures predicted / gold`` `f1` is that ratio and the counts are its terms.
    """

    precision: float
    recall: float
    f1: float
    true_positives: int
    false_positives: int
    false_negatives: int


@dataclass(slots=True)
class Tally:
    """Counts of one kind of thing, and a line for every miss and every invention."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    def figure(self) -> Figure:
        """Return precision, recall and F1 with the counts."""
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0
        return Figure(precision, recall, harmonic_mean(precision, recall), self.tp, self.fp, self.fn)


def harmonic_mean(precision: float, recall: float) -> float:
    """Return F1, 0 where both are 0.

    >>> harmonic_mean(0.5, 1.0)
    0.6666666666666666
    """
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def comparable(text: str | None) -> str:
    """Return a name or title without white space and quote marks.

    >>> comparable("“石榴红” 志愿服务队")
    '石榴红志愿服务队'
    """
    return _IGNORED.sub("", text or "")


# ---- gold --------------------------------------------------------------------------------------------------


def gold_segments(article: Record, text: str) -> list[Offsets]:
    """Return the stretches of a gold article: from its first string to the end of its last string.

    Raises ValueError where a string is not in the page's text.
    """
    spans = []
    for first, last in article["segments"]:
        start = text.find(first)
        if start < 0:
            raise ValueError(f"{article['id']}: segment start {first!r} is not in the page")
        end = text.find(last, start)
        if end < 0:
            raise ValueError(f"{article['id']}: segment end {last!r} is not after {first!r}")
        spans.append((start, end + len(last)))
    return spans


def gold_mentions(
    article: Record, text: str, spans: Sequence[Offsets], key: str = "surfaces"
) -> dict[Offsets, Record]:
    """Return the mentions of a gold article: every string under `key`, longest first, without overlap."""
    surfaces = sorted(
        ((surface, entity) for entity in article["entities"] for surface in entity.get(key, [])),
        key=lambda pair: -len(pair[0]),
    )
    taken: dict[Offsets, Record] = {}
    covered: set[int] = set()
    for start, end in spans:
        stretch = text[start:end]
        for surface, entity in surfaces:
            for hit in re.finditer(re.escape(surface), stretch):
                span = start + hit.start(), start + hit.end()
                if covered.isdisjoint(range(*span)):
                    covered.update(range(*span))
                    taken[span] = entity
    return taken


@dataclass(frozen=True, slots=True)
class _Gold:
    """A gold page with its offsets worked out."""

    record: Record
    mentions: dict[Offsets, tuple[str, Record]]
    other_spans: dict[Offsets, Offsets]
    owner: dict[int, str]

    @classmethod
    def read(cls, record: Record, text: str) -> _Gold:
        mentions: dict[Offsets, tuple[str, Record]] = {}
        other_spans: dict[Offsets, Offsets] = {}
        owner: dict[int, str] = {}
        for article in record["articles"]:
            spans = gold_segments(article, text)
            for start, end in spans:
                owner.update((i, article["id"]) for i in range(start, end))
            own = gold_mentions(article, text, spans)
            mentions.update((span, (article["id"], entity)) for span, entity in own.items())
            for span, entity in gold_mentions(article, text, spans, "alt_surfaces").items():
                for inner, (_, other) in mentions.items():
                    if other is entity and inner != span and inner[0] < span[1] and span[0] < inner[1]:
                        other_spans.setdefault(span, inner)
        return cls(record, mentions, other_spans, owner)

    def gold_span(self, start: int, end: int) -> Offsets:
        """Return the gold mention that a predicted span stands for, or the span itself."""
        span = start, end
        return span if span in self.mentions else self.other_spans.get(span, span)


# ---- scoring -----------------------------------------------------------------------------------------------


class Scorer:
    """Compares predictions with gold, page by page.

    `tallies` holds the counts of every kind of thing.
    """

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self._bcubed: list[tuple[float | None, float]] = []
        self._names: Counter[bool] = Counter()
        self._measures_predicted = 0

    def add(self, gold: Record, text: str, predicted: Record) -> None:
        """Score one page: its gold record, its text, and the extraction JSON that a program gives for it."""
        page = _Gold.read(gold, text)
        pairs = self._articles(page, text, predicted)
        self._mentions(page, predicted)
        link = self._clusters(page, predicted)
        self._relations(page, predicted, link)
        self._bylines(page, predicted, pairs)
        self._measures(page, predicted, pairs)

    def _articles(self, page: _Gold, text: str, predicted: Record) -> dict[str, Record]:
        """Pair each gold article with the predicted one that shares most characters."""
        doc = page.record["doc"]
        overlap: Counter[tuple[str, int]] = Counter()
        size: Counter[int] = Counter()
        gold_size = Counter(article for i, article in page.owner.items() if not text[i].isspace())
        for index, article in enumerate(predicted["articles"]):
            for start, end in article["segments"]:
                for i in range(start, min(end, len(text))):
                    if not text[i].isspace():
                        size[index] += 1
                        if i in page.owner:
                            overlap[page.owner[i], index] += 1
        pairs: dict[str, Record] = {}
        used: set[int] = set()
        tally = self.tallies["articles"]
        for (article_id, index), count in overlap.most_common():
            if article_id in pairs or index in used:
                continue
            pairs[article_id] = predicted["articles"][index]
            used.add(index)
            share = count / (gold_size[article_id] + size[index] - count)
            if share >= ARTICLE_OVERLAP:
                tally.tp += 1
            else:
                tally.fn += 1
                tally.fp += 1
                tally.missed.append(f"{doc} {article_id} IoU {share:.2f}")
        for article in page.record["articles"]:
            if article["id"] not in pairs:
                tally.fn += 1
                tally.missed.append(f"{doc} {article['id']} not found")
            if article.get("title"):
                self._title(doc, article, pairs.get(article["id"], {}).get("title"))
        tally.fp += len(predicted["articles"]) - len(used)
        return pairs

    def _title(self, doc: str, article: Record, found: str | None) -> None:
        title, kicker = comparable(article["title"]), comparable(article.get("kicker"))
        right = comparable(found) in {title, kicker + title, title + kicker}
        tally = self.tallies["titles"]
        tally.tp += right
        tally.fn += not right
        tally.fp += (not right) and bool(found)
        if not right:
            tally.missed.append(f"{doc} {article['id']} {article['title']!r} got {found!r}")

    def _mentions(self, page: _Gold, predicted: Record) -> None:
        found = {
            page.gold_span(mention["start"], mention["end"]): mention
            for article in predicted["articles"]
            for mention in article["mentions"]
        }
        matched: set[Offsets] = set()
        optional: set[int] = set()
        for span, (_, entity) in page.mentions.items():
            if entity.get("optional"):
                optional.update(range(*span))
        for span, mention in sorted(found.items()):
            if not any(i in page.owner for i in range(*span)):
                continue
            if span in page.mentions:
                entity = page.mentions[span][1]
                if entity.get("optional"):
                    continue
                if mention["type"] in {entity["type"], *entity.get("alt_types", [])}:
                    matched.add(span)
                    self._count("mentions", entity["type"], "tp")
                    continue
            elif not optional.isdisjoint(range(*span)):
                continue
            label = f"{page.record['doc']} {mention['text']!r} {mention['type']}"
            self._count("mentions", mention["type"], "fp", label)
        for span, (article, entity) in sorted(page.mentions.items(), key=lambda item: item[0]):
            if span not in matched and not entity.get("optional"):
                label = f"{article} {entity['name']!r} {entity['type']} at {span}"
                self._count("mentions", entity["type"], "fn", label)

    def _count(self, kind: str, type_: str, what: str, label: str = "") -> None:
        for key in (kind, f"{kind}/{type_}"):
            tally = self.tallies[key]
            setattr(tally, what, getattr(tally, what) + 1)
            if what == "fp":
                tally.spurious.append(label)
            elif what == "fn":
                tally.missed.append(label)

    def _clusters(self, page: _Gold, predicted: Record) -> dict[Any, str]:
        """B-cubed over gold mentions (one not found has recall 0); maps predicted entities to gold names."""
        entities = {entity["id"]: entity for entity in predicted["entities"]}
        gold_of = {span: entity["name"] for span, (_, entity) in page.mentions.items()}
        pred_of = {
            page.gold_span(mention["start"], mention["end"]): mention.get("entity")
            for article in predicted["articles"]
            for mention in article["mentions"]
        }
        sizes = Counter(gold_of.values())
        required = [span for span, (_, entity) in page.mentions.items() if not entity.get("optional")]
        gold_sets: dict[str, set[Offsets]] = defaultdict(set)
        pred_sets: dict[Any, set[Offsets]] = defaultdict(set)
        for span in gold_of.keys() & pred_of.keys():
            gold_sets[gold_of[span]].add(span)
            pred_sets[pred_of[span]].add(span)
        wanted_spans = set(required)
        for span, name in gold_of.items():
            if span in pred_of:
                together = pred_sets[pred_of[span]]
                common = len(gold_sets[name] & together)
                self._bcubed.append((common / len(together), common / sizes[name]))
            elif span in wanted_spans:
                self._bcubed.append((None, 0.0))
        # Where two gold names tie, the first of the set wins: tuples of numbers hash alike in every run.
        link = {
            entity_id: Counter(gold_of[span] for span in spans).most_common(1)[0][0]
            for entity_id, spans in pred_sets.items()
        }
        given = {comparable(entities.get(entity_id, {}).get("name")) for entity_id in link}
        wanted = {page.mentions[span][1]["name"]: page.mentions[span][1] for span in required}
        for name, entity in wanted.items():
            right = {comparable(form) for form in (name, *entity.get("alt_names", []))}
            self._names[bool(right & given)] += 1
        return link

    def _relations(self, page: _Gold, predicted: Record, link: Mapping[Any, str]) -> None:
        doc = page.record["doc"]
        listed = [entity for article in page.record["articles"] for entity in article["entities"]]
        optional = {entity["name"] for entity in listed if entity.get("optional")}
        wanted: set[tuple[str, str, str, str | None]] = set()
        allowed: set[tuple[str, str, str, str | None]] = set()
        for article in page.record["articles"]:
            for relation in article["relations"]:
                key = (
                    relation["type"],
                    relation["subj"],
                    comparable(relation.get("post")),
                    relation.get("obj"),
                )
                (allowed if relation.get("optional") else wanted).add(key)
        known = {
            comparable(name): entity["name"]
            for entity in listed
            for name in (entity["name"], *entity.get("alt_names", []))
        }
        names = {
            entity["id"]: link.get(entity["id"])
            or known.get(comparable(entity["name"]), "? " + entity["name"])
            for entity in predicted["entities"]
        }
        have = {
            (
                assertion["type"],
                names.get(assertion["subject"], "?"),
                comparable(assertion.get("post")),
                names.get(assertion.get("object")),
            )
            for article in predicted["articles"]
            for assertion in article["assertions"]
            if assertion["type"] in SCORED_RELATIONS
        }
        for key in sorted(have, key=str):
            tally = self.tallies[f"relations/{key[0]}"]
            if key in wanted:
                tally.tp += 1
            elif key not in allowed and not {key[1], key[3]} & optional and key[1] != key[3]:
                tally.fp += 1
                tally.spurious.append(f"{doc} {key}")
        for key in sorted(wanted, key=str):
            if key[0] in SCORED_RELATIONS and key not in have and not {key[1], key[3]} & optional:
                tally = self.tallies[f"relations/{key[0]}"]
                tally.fn += 1
                tally.missed.append(f"{doc} {key}")

    def _bylines(self, page: _Gold, predicted: Record, pairs: Mapping[str, Record]) -> None:
        tally = self.tallies["bylines"]
        matched: set[int] = set()
        for article in page.record["articles"]:
            want = {(byline["name"], byline["role"]) for byline in article["bylines"]}
            either = {
                (byline["name"], role): (byline["name"], byline["role"])
                for byline in article["bylines"]
                for role in byline.get("alt_roles", [])
            }
            other = pairs.get(article["id"], {"bylines": []})
            matched.add(id(other))
            have = {(byline["name"], byline["role"]) for byline in other["bylines"]}
            have = {either.get(pair, pair) for pair in have}
            tally.tp += len(want & have)
            tally.fn += len(want - have)
            tally.fp += len(have - want)
            tally.missed += [f"{article['id']} {pair}" for pair in sorted(want - have)]
            tally.spurious += [f"{article['id']} {pair}" for pair in sorted(have - want)]
        for article in predicted["articles"]:
            if id(article) not in matched:
                tally.fp += len(article["bylines"])

    def _measures(self, page: _Gold, predicted: Record, pairs: Mapping[str, Record]) -> None:
        """Count value and unit together; recall only, as gold lists the main measures, not all."""
        tally = self.tallies["measures (recall)"]
        self._measures_predicted += sum(
            assertion["type"] == "measure"
            for article in predicted["articles"]
            for assertion in article["assertions"]
        )
        for article in page.record["articles"]:
            have = Counter(
                (round(float(assertion["value"]), 4), assertion.get("unit"))
                for assertion in pairs.get(article["id"], {"assertions": []})["assertions"]
                if assertion["type"] == "measure" and assertion.get("value") is not None
            )
            for measure in article.get("measures", []):
                if measure.get("optional"):
                    continue
                key = (round(float(measure["value"]), 4), measure["unit"])
                if have[key]:
                    have[key] -= 1
                    tally.tp += 1
                else:
                    tally.fn += 1
                    tally.missed.append(f"{article['id']} {measure['text']!r} {key}")

    def figures(self) -> dict[str, Figure]:
        """Return a figure for every kind of thing, all pages together."""
        rows = {kind: tally.figure() for kind, tally in sorted(self.tallies.items())}
        total = Tally()
        for kind, tally in self.tallies.items():
            if kind.startswith("relations/"):
                total.tp, total.fp, total.fn = total.tp + tally.tp, total.fp + tally.fp, total.fn + tally.fn
        rows["relations"] = total.figure()
        measures = self.tallies["measures (recall)"]
        if listed := measures.tp + measures.fn:
            ratio = self._measures_predicted / listed
            rows["measures predicted / gold"] = Figure(0, 0, ratio, self._measures_predicted, 0, listed)
        if self._bcubed:
            linked = [precision for precision, _ in self._bcubed if precision is not None]
            precision = sum(linked) / max(1, len(linked))
            recall = sum(share for _, share in self._bcubed) / len(self._bcubed)
            rows["entities (B-cubed)"] = Figure(
                precision,
                recall,
                harmonic_mean(precision, recall),
                len(linked),
                0,
                len(self._bcubed) - len(linked),
            )
        if names := self._names.total():
            share = self._names[True] / names
            rows["canonical names"] = Figure(share, share, share, self._names[True], self._names[False], 0)
        return rows

    def errors(self, limit: int) -> Iterator[tuple[str, str, str]]:
        """Yield up to `limit` errors of each kind and sort: (kind, ``missed`` or ``spurious``, what)."""
        for kind, tally in sorted(self.tallies.items()):
            for sort, lines in (("missed", tally.missed), ("spurious", tally.spurious)):
                for line in lines[:limit]:
                    yield kind, sort, line


# ---- files -------------------------------------------------------------------------------------------------


class GoldPage(NamedTuple):
    """A page of a gold directory: its record, and the file that holds its text."""

    record: Record
    text_path: Path

    @property
    def text(self) -> str:
        """The page's text: BOM removed, line ends LF."""
        return self.text_path.read_text(encoding="utf-8-sig")


def find_document(folder: Path, doc: str, suffix: str) -> Path | None:
    """Return the first file of `folder` whose name starts with `doc` and ends with `suffix`."""
    found = [p for p in sorted(folder.iterdir()) if p.name.startswith(doc) and p.suffix == suffix]
    return found[0] if found else None


def gold_pages(gold_dir: Path, text_dir: Path | None = None) -> Iterator[GoldPage]:
    """Yield the pages of a gold directory, sorted by file name.

    `gold_dir` holds ``DOC.json`` and, unless `text_dir` is given, a text file whose name starts with DOC
    beside it; it may be a folder of such folders. Raises FileNotFoundError where a page has no text or there
    is no page.
    """
    paths = sorted(gold_dir.rglob("*.json"))
    if not paths:
        raise FileNotFoundError(f"no gold (DOC.json) in {gold_dir}")
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        text_path = find_document(text_dir or path.parent, record["doc"], ".txt")
        if text_path is None:
            raise FileNotFoundError(f"no text of {record['doc']} in {text_dir or path.parent}")
        yield GoldPage(record, text_path)


def evaluate(gold_dir: Path, predict: Callable[[Path], Record], text_dir: Path | None = None) -> Scorer:
    """Score a program on a gold directory: `predict` gives the extraction JSON of a text file."""
    scorer = Scorer()
    for page in gold_pages(gold_dir, text_dir):
        scorer.add(page.record, page.text, predict(page.text_path))
    return scorer


def as_prediction(gold: Record, text: str) -> dict[str, Any]:
    """Return a gold record as extraction JSON, so that one annotator can be scored against another.

    What the annotator marked optional is left out: it claims nothing.
    """
    entities: dict[tuple[str, str], dict[str, Any]] = {}
    articles = []
    for article in gold["articles"]:
        spans = gold_segments(article, text)
        ids: dict[str, str] = {}
        for entity in article["entities"]:
            if not entity.get("optional"):
                key = entity["type"], entity["name"]
                record = {"id": ":".join(key), "type": entity["type"], "name": entity["name"]}
                entities.setdefault(key, record)
                ids[entity["name"]] = entities[key]["id"]
        mentions = [
            {
                "start": start,
                "end": end,
                "text": text[start:end],
                "type": entity["type"],
                "entity": ids[entity["name"]],
            }
            for (start, end), entity in sorted(
                gold_mentions(article, text, spans).items(), key=lambda m: m[0]
            )
            if not entity.get("optional")
        ]
        assertions = [
            {
                "type": relation["type"],
                "subject": ids[relation["subj"]],
                "object": ids[relation["obj"]],
                "post": relation.get("post", ""),
            }
            for relation in article["relations"]
            if not relation.get("optional") and relation["subj"] in ids and relation["obj"] in ids
        ]
        assertions += [
            {
                "type": "measure",
                "subject": ids.get(measure["subject"]),
                "indicator": measure["indicator"],
                "value": measure["value"],
                "unit": measure["unit"],
            }
            for measure in article.get("measures", [])
            if not measure.get("optional")
        ]
        articles.append(
            {
                "id": article["id"],
                "title": article.get("title"),
                "kicker": article.get("kicker"),
                "segments": [list(span) for span in spans],
                "bylines": [{"name": b["name"], "role": b["role"]} for b in article["bylines"]],
                "mentions": mentions,
                "assertions": assertions,
            }
        )
    return {"page": gold["doc"], "articles": articles, "entities": list(entities.values())}


def figures_table(figures: Mapping[str, Figure]) -> str:
    """Return the figures as lines of text: precision, recall, F1 and counts."""
    lines = [f"{'':34}{'P':>7}{'R':>7}{'F1':>7}{'tp':>6}{'fp':>6}{'fn':>6}"]
    lines += [
        f"{kind:34}{row.precision:7.3f}{row.recall:7.3f}{row.f1:7.3f}"
        f"{row.true_positives:6d}{row.false_positives:6d}{row.false_negatives:6d}"
        for kind, row in figures.items()
    ]
    return "\n".join(lines)


def figures_json(figures: Mapping[str, Figure]) -> str:
    """Return the figures as one line of JSON: kind → [P, R, F1, tp, fp, fn]."""
    return json.dumps({kind: list(row) for kind, row in figures.items()}, ensure_ascii=False)
