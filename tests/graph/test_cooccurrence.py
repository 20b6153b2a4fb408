"""Which names stand together, and what does not count."""

from xiangtu.graph import DEFAULT_THRESHOLDS, Threshold, cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import entity_id


def count(knowledge, scope, a, b):
    names = {entity.id: entity.name for entity in knowledge.entities}
    return sum(
        pair.count
        for pair in cooccurrences(knowledge)
        if pair.scope == scope and {names[pair.a], names[pair.b]} == {a, b}
    )


def test_two_names_in_one_sentence_count_once_a_sentence(two_pages):
    assert count(link(two_pages), "sentence", "石桥村", "夜校行动") == 2


def test_names_of_one_article_count_in_article_scope(two_pages):
    assert count(link(two_pages), "article", "周明", "夜校行动") == 1
    assert count(link(two_pages), "sentence", "周明", "夜校行动") == 0


def test_names_never_count_across_articles(two_pages):
    assert count(link(two_pages), "article", "周明", "青禾米") == 0


def test_text_printed_twice_counts_once(write_page, story):
    body = "[甲村|Village]有[乙社|Organisation]。[甲村|Village]有[乙社|Organisation]。"
    once = write_page("a", [story("题", body, repeats=frozenset({1}))])
    twice = write_page("a", [story("题", body)])
    assert count(link((once,)), "sentence", "甲村", "乙社") == 1
    assert count(link((twice,)), "sentence", "甲村", "乙社") == 2


def test_signing_an_article_is_no_co_occurrence(two_pages):
    assert count(link(two_pages), "article", "李禾", "石桥村") == 0


def test_a_signer_whom_the_text_names_counts_there(write_page, story):
    page = write_page("a", [story("题", "[甲村|Village]来了[李禾|Person]。", (("李禾", "reporter"),))])
    assert count(link((page,)), "sentence", "甲村", "李禾") == 1


def test_a_long_list_of_names_relates_none_of_them(write_page, story):
    names = "、".join(f"[第{number}村|Village]" for number in range(41))
    page = write_page("a", [story(None, names + "。[甲村|Village]与[乙村|Village]。")])
    pairs = [pair for pair in cooccurrences(link((page,))) if pair.scope == "sentence"]
    assert [(pair.count, pair.g2) for pair in pairs] == [(1, 0.0)]


def test_a_page_of_one_huge_list_is_soon_done(write_page, story):
    names = "、".join(f"[第{number}村|Village]" for number in range(3000))
    assert cooccurrences(link((write_page("a", [story(None, names)]),))) == ()


def test_an_unrelated_page_changes_no_count(two_pages, write_page, story):
    other = write_page("三版.txt", [story("题", "[丙镇|Township]的[丁会|Event]。")], scope="770303")

    def counts(results):
        return {(pair.scope, pair.a, pair.b): pair.count for pair in cooccurrences(link(results))}

    before, after = counts(two_pages), counts((*two_pages, other))
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2


def test_association_is_the_textbooks(write_page, story):
    """Ten sentences: 甲村 in 4, 乙社 in 3, both in 2. G² by hand: 2·Σ O ln(O/E) = 1.2651."""
    body = "[甲村|Village][乙社|Organisation]。" * 2 + "[甲村|Village]。" * 2 + "[乙社|Organisation]。"
    page = write_page("a", [story(None, body + "空句。" * 5)])
    (pair,) = [pair for pair in cooccurrences(link((page,))) if pair.scope == "sentence"]
    assert (pair.count, pair.g2, pair.npmi) == (2, 1.27, 0.3174)


def test_evidence_has_the_sentence_and_the_words(two_pages):
    knowledge = link(two_pages)
    village = entity_id("Village", "990101", "石桥村")
    rice = entity_id("Product", "990101", "青禾米")
    (pair,) = [
        pair
        for pair in cooccurrences(knowledge)
        if pair.scope == "sentence" and {pair.a, pair.b} == {village, rice}
    ]
    (evidence,) = pair.evidence
    assert evidence.sentence == "石桥村种青禾米近2.5万亩。"
    text = knowledge.results[1].page.text
    assert [text[span.start : span.end] for span in evidence.spans] == ["石桥村", "青禾米"]


def test_two_sentences_of_one_article_are_quoted_with_an_ellipsis(two_pages):
    knowledge = link(two_pages)
    names = {entity.id: entity.name for entity in knowledge.entities}
    (pair,) = [
        pair
        for pair in cooccurrences(knowledge)
        if pair.scope == "article" and {names[pair.a], names[pair.b]} == {"夜校行动", "青禾米"}
    ]
    assert pair.evidence[0].sentence == "柳溪镇石桥村的夜校行动结业。……石桥村种青禾米近2.5万亩。"


def test_thresholds_keep_what_reaches_them(two_pages):
    pairs = cooccurrences(link(two_pages))
    kept = strongest(pairs, {"sentence": Threshold(count=2)})
    assert kept
    assert all(pair.count >= 2 and pair.scope == "sentence" for pair in kept)
    assert set(strongest(pairs)) <= set(pairs)
    assert set(DEFAULT_THRESHOLDS) == {"sentence", "article"}
