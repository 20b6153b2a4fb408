"""Linking in a store, step by step, is linking all pages at once."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiangtu.linking import (
    NO_DECISIONS,
    Decision,
    Decisions,
    in_memory,
    is_linked,
    link_pages,
    linked_corpus,
    linked_otherwise,
    update_links,
)
from xiangtu.model import PageResult
from xiangtu.store import PageStore

SUYANG = "340602"
APPEARANCES = (
    ("周明", "plain"),
    ("周明", "reporter"),
    ("周明", "镇长@夏庄镇"),
    ("周明", "镇长@夏庄镇、书记@夏庄镇党委<夏庄镇"),
    ("周明", "局长@教育局<杜集区"),
    ("王女士", "plain"),
    ("李红", "plain|书记@柳河村"),
)
NAMINGS = (
    ("Organisation", "杜集区人社局"),
    ("Organisation", "杜集区人力资源和社会保障局"),
    ("Programme", "乡村振兴战略", "乡村振兴"),
    ("Programme", "乡村振兴行动计划", "乡村振兴"),
    ("Programme", "乡村振兴"),
    ("Village", "柳河村"),
)
DECISIONS = (
    Decision("s", "same", a="乡村振兴战略", b="乡村振兴行动计划"),
    Decision("n", "not_same", a="programme:340602-乡村振兴战略", b="programme:340602-乡村振兴"),
    Decision("p", "same", a="person:340602-夏庄镇-周明", b="person:340602-周明"),
    Decision("d", "drop", entity="柳河村"),
    Decision("t", "type", entity="programme:340602-乡村振兴", type="Event"),
    Decision("m", "name", entity="周明", name="周某明"),
    Decision("r", "reject", subject="李红", predicate="holds_post", object="柳河村"),
)


@pytest.fixture(scope="module")
def pool(appearance, naming):
    pages = [appearance(name, SUYANG, how) for name, how in APPEARANCES]
    pages += [naming(kind, SUYANG, *names) for kind, *names in NAMINGS]
    return [renamed(page, f"{number:02}") for number, page in enumerate(pages)]


steps = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.integers(0, 5), st.integers(-1, len(APPEARANCES) + len(NAMINGS) - 1)), max_size=4
        ),
        st.sets(st.sampled_from(DECISIONS)),
    ),
    min_size=1,
    max_size=4,
)


def decided(chosen):
    return Decisions(tuple(sorted(chosen, key=lambda each: each.id)))


def renamed(result, page_id):
    """Return a result as that of another page."""

    def moved(evidence):
        return replace(evidence, page=page_id) if hasattr(evidence, "page") else evidence

    said = tuple(replace(each, evidence=tuple(map(moved, each.evidence))) for each in result.assertions)
    return replace(result, page=replace(result.page, id=page_id), assertions=said)


def assert_same(linked, expected):
    graph = in_memory(linked).knowledge
    assert graph.entities == expected.knowledge.entities
    assert graph.assertions == expected.knowledge.assertions
    assert linked.merges == expected.merges
    assert linked.unused == expected.unused
    texts = tuple(replace(each, entities=(), assertions=()) for each in expected.knowledge.results)
    assert graph.results == texts
    assert [linked.knowledge.results[number] for number in range(len(texts))] == list(texts)


def take(pool, folder, steps):
    """Take some steps in a new store, and after each compare it with linking all that is there at once."""
    pages: dict[str, PageResult] = {}
    with PageStore(folder / "pages.sqlite") as store:
        for changes, chosen in steps:
            for slot, number in changes:
                page_id = f"p{slot}"
                if number < 0:
                    store.remove(page_id)
                    pages.pop(page_id, None)
                else:
                    pages[page_id] = renamed(pool[number], page_id)
                    store.put(pages[page_id], f"{number}", "pages")
            decisions = decided(chosen)
            update_links(store, decisions, "v1")
            assert is_linked(store, decisions, "v1")
            assert_same(linked_corpus(store, decisions), link_pages(list(pages.values()), decisions))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(steps=steps)
def test_any_steps_give_what_linking_at_once_gives(pool, tmp_path_factory, steps):
    take(pool, tmp_path_factory.mktemp("steps"), steps)


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=1500)
@given(steps=steps)
def test_many_steps_give_what_linking_at_once_gives(pool, tmp_path_factory, steps):
    take(pool, tmp_path_factory.mktemp("steps"), steps)


def test_linking_otherwise_leaves_the_store_as_it_is(pool, tmp_path):
    decisions = decided(DECISIONS[:1])
    with PageStore(tmp_path / "pages.sqlite") as store:
        for result in pool:
            store.put(result, "k", "pages")
        update_links(store, NO_DECISIONS, "v1")
        assert_same(linked_otherwise(store, decisions), link_pages(pool, decisions))
        assert is_linked(store, NO_DECISIONS, "v1")
        assert_same(linked_corpus(store, NO_DECISIONS), link_pages(pool))


def test_another_version_derives_everything_anew(pool, tmp_path):
    with PageStore(tmp_path / "pages.sqlite") as store:
        for result in pool:
            store.put(result, "k", "pages")
        update_links(store, NO_DECISIONS, "v1")
        store.database.execute("DELETE FROM link_winners")
        store.database.execute("UPDATE link_pages SET digest = 'wrong' WHERE page % 2")
        assert not is_linked(store, NO_DECISIONS, "v2")
        update_links(store, NO_DECISIONS, "v2")
        assert_same(linked_corpus(store, NO_DECISIONS), link_pages(pool))


def test_only_the_blocks_that_a_page_touches_are_linked_again(pool, tmp_path, naming):
    with PageStore(tmp_path / "pages.sqlite") as store:
        for result in pool:
            store.put(result, "k", "pages")
        update_links(store, NO_DECISIONS, "v1")
        kept = "INSERT INTO link_winners VALUES ('mark', 'of the first linking')"
        store.database.execute(kept)
        winners = dict(store.database.execute("SELECT old, new FROM link_winners"))
        store.put(naming("Organisation", "371327", "莒南县人社局"), "k", "pages")
        update_links(store, NO_DECISIONS, "v1")
        after = dict(store.database.execute("SELECT old, new FROM link_winners"))
    assert winners.items() <= after.items()
    assert after.keys() - winners.keys() == {"organisation:371327-莒南县人社局"}


def test_an_interruption_between_two_steps_loses_nothing(pool, tmp_path, monkeypatch):
    monkeypatch.setattr("xiangtu.linking.stored.PAGES_AT_ONCE", 3)
    path = tmp_path / "pages.sqlite"
    with PageStore(path) as store:
        for result in pool:
            store.put(result, "k", "pages")
        monkeypatch.setattr("xiangtu.linking.stored._link_touched", interrupted)
        with pytest.raises(KeyboardInterrupt):
            update_links(store, NO_DECISIONS, "v1")
    monkeypatch.undo()
    with PageStore(path) as store:
        assert not is_linked(store, NO_DECISIONS, "v1")
        update_links(store, NO_DECISIONS, "v1")
        assert_same(linked_corpus(store, NO_DECISIONS), link_pages(pool))


def interrupted(*_):
    raise KeyboardInterrupt
