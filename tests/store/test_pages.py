"""The work store: pages whole or not at all, in a real file."""

import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import asdict

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
from xiangtu.store import (
    DamagedStore,
    PageStore,
    decode_record,
    decode_result,
    encode_record,
    encode_result,
)
from xiangtu.store.schema import FIRST


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
    database.execute("UPDATE results SET text = ?", (b"\x00\x01",))
    database.commit()
    database.close()
    with PageStore(path) as store, pytest.raises(DamagedStore, match=r"news\.txt"):
        list(store.results())


def test_a_store_of_the_first_version_is_taken_over_with_all_it_holds(tmp_path):
    path = tmp_path / "pages.sqlite"
    first_version(path, [result("b.txt", "相邸镇"), result("a.txt")])
    with PageStore(path) as store:
        assert list(store.results()) == [result("a.txt"), result("b.txt", "相邸镇")]
        assert [(page.id, page.key, page.root) for page in store.pages()] == [
            ("a.txt", "k", "seeds"),
            ("b.txt", "k", "seeds"),
        ]
    with PageStore(path) as store:
        assert len(store.pages()) == 2


def test_a_store_of_the_first_version_with_a_damaged_page_is_kept_as_it_is(tmp_path):
    path = tmp_path / "pages.sqlite"
    first_version(path, [result()])
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE pages SET result = ?", (b"\x00\x01",))
        database.commit()
    with pytest.raises(DamagedStore, match="move it away"):
        PageStore(path)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT id, result FROM pages").fetchall() == [("p.txt", b"\x00\x01")]


def first_version(path, results):
    """Write a store as version 1 wrote it: records as JSON objects, one column a page."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(FIRST)
        for each in results:
            data = json.dumps(asdict(each), default=sorted, ensure_ascii=False).encode("utf-8")
            row = (each.page.id, each.page.sha256, "k", "seeds", zlib.compress(data))
            database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)
        database.execute("PRAGMA user_version = 1")
        database.commit()


def test_text_and_what_is_stated_can_be_had_apart(tmp_path):
    with PageStore(tmp_path / "pages.sqlite") as store:
        store.put(result(), "k", "seeds")
        (text,) = store.texts()
    assert (text.mentions, text.articles) == (result().mentions, result().articles)
    assert (text.entities, text.assertions) == ((), ())


@given(st.lists(st.one_of(st.just(-1), st.integers(0, 30)), max_size=12))
def test_offsets_come_back_in_any_order(offsets):
    reading = Reading("x" * len(offsets), "y" * len(offsets), tuple(offsets), (), frozenset())
    assert decode_record(Reading, encode_record(reading)) == reading


def test_a_page_put_twice_has_one_digest_and_a_changed_one_another(tmp_path):
    with PageStore(tmp_path / "pages.sqlite") as store:
        found = []
        for name in ("坪上镇", "坪上镇", "相邸镇"):
            store.put(result(name=name), "k", "seeds")
            found += [page.digest for page in store.pages()]
    assert found[0] == found[1] != found[2]
