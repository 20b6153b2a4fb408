"""The work store: pages whole or not at all, in a real file."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.model import (
    Article,
    Assertion,
    Byline,
    Entity,
    GazetteerEvidence,
    Measure,
    Mention,
    Page,
    PageResult,
    Reading,
    Sentence,
    Span,
    TextEvidence,
)
from xiangtu.store import DamagedStore, PageStore, decode_result, encode_result


def result(page_id: str = "p.txt", name: str = "坪上镇") -> PageResult:
    reading = Reading(name, name, tuple(range(len(name))), (Sentence(0, len(name), "title"),), frozenset({1}))
    text = TextEvidence(page_id, "a1", (Span(0, 2), Span(3, 4)), name)
    return PageResult(
        page=Page(page_id, "f" * 64, name, place="莒南县"),
        articles=(
            Article("a1", name, None, None, (Span(0, 3),), (Byline("王芳", "reporter", 0, 2),), reading),
        ),
        mentions=(Mention("a1", 0, 3, name, "Township", 0.97, 0, "gazetteer", "known", "township:1-x"),),
        entities=(
            Entity(
                "township:1-x",
                "Township",
                name,
                codes=(("nbs2023", "371327102"),),
                evidence=(GazetteerEvidence("nbs2023", "371327102", name),),
            ),
        ),
        assertions=(
            Assertion("runs", "a", "b", (text,), 0.5, "r"),
            Assertion(
                "measure", "a", None, (text,), 0.5, "m", measure=Measure("亩产", 1.5, "万斤", "1.5万斤")
            ),
        ),
    )


@given(st.text(max_size=20))
def test_a_result_comes_back_equal(name):
    value = result(name=name or "镇")
    assert decode_result(encode_result(value)) == value


def test_pages_are_put_replaced_and_removed(tmp_path):
    with PageStore(tmp_path / "graph" / "pages.sqlite") as store:
        store.put(result("b.txt"), "k1", "seeds")
        store.put(result("a.txt"), "k1", "seeds")
        store.put(result("b.txt", "相邸镇"), "k2", "seeds")
        assert [(page.id, page.key) for page in store.pages()] == [("a.txt", "k1"), ("b.txt", "k2")]
        assert [item.page.text for item in store.results()] == ["坪上镇", "相邸镇"]
        store.remove("a.txt")
        store.remove("never.txt")
        assert [page.id for page in store.pages()] == ["b.txt"]


def test_what_was_put_is_there_for_the_next_to_open(tmp_path):
    path = tmp_path / "pages.sqlite"
    with PageStore(path) as store:
        store.put(result(), "k", "seeds")
    with PageStore(path) as store:
        assert list(store.results()) == [result()]


def test_a_file_that_is_no_store_is_named_and_kept(tmp_path):
    path = tmp_path / "pages.sqlite"
    path.write_bytes("不是数据库".encode() * 500)
    with pytest.raises(DamagedStore, match=r"pages\.sqlite.*move it away"):
        PageStore(path)
    assert path.read_bytes() == "不是数据库".encode() * 500


def test_a_store_of_another_version_is_refused_and_kept(tmp_path):
    path = tmp_path / "pages.sqlite"
    with PageStore(path) as store:
        store.put(result(), "k", "seeds")
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.commit()
    database.close()
    with pytest.raises(DamagedStore, match="schema 99"):
        PageStore(path)


def test_a_damaged_result_names_its_page(tmp_path):
    path = tmp_path / "pages.sqlite"
    with PageStore(path) as store:
        store.put(result("news.txt"), "k", "seeds")
    database = sqlite3.connect(path)
    database.execute("UPDATE pages SET result = ?", (b"\x00\x01",))
    database.commit()
    database.close()
    with PageStore(path) as store, pytest.raises(DamagedStore, match=r"news\.txt"):
        list(store.results())
