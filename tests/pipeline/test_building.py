"""A workspace through its life: pages in, changed, renamed, unreadable, gone; real rooms, real files."""

import json
from pathlib import Path

import pytest

from xiangtu.corpus import InvalidMetadata
from xiangtu.pipeline.building import Options, Summary, build, remove
from xiangtu.pipeline.loading import load, status
from xiangtu.pipeline.workspace import EXPORT_FOLDER
from xiangtu.store import PageStore

SPRING = (
    "坪上镇春耕正当时\n\n本报讯（记者 王芳）3月5日，莒南县坪上镇召开春耕现场会，坪上镇党委书记李建国出席。"
    "今年以来，坪上镇实施“田长制”，改造高标准农田2000亩。\n"
)
SCHOOL = "涝坡镇修缮校舍\n\n本报讯（通讯员 赵敏）近日，莒南县涝坡镇投资30万元修缮涝坡镇中心小学校舍。\n"


def page(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    page(folder, "spring.txt", SPRING)
    page(folder, "school.txt", SCHOOL)
    return folder


def run(workspace: Path, *paths: Path, replaces: bool = True) -> Summary:
    return build(workspace, paths, Options(replaces=replaces))


def exports(workspace: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((workspace / EXPORT_FOLDER).iterdir())}


def titles(workspace: Path) -> list[str | None]:
    return [article.title for result in load(workspace).results for article in result.articles]


def test_a_build_reads_links_and_exports(tmp_path, pages):
    summary = run(tmp_path, pages)
    assert (summary.pages, summary.read, summary.articles, summary.has_failures) == (2, 2, 2, False)
    assert summary.entities["Township"] == 2
    assert set(summary.exports) == set(exports(tmp_path))


def test_a_second_build_reads_nothing_and_writes_the_same_bytes(tmp_path, pages):
    run(tmp_path, pages)
    first = exports(tmp_path)
    assert run(tmp_path, pages).read == 0
    assert exports(tmp_path) == first


def test_a_changed_page_is_read_again_and_a_vanished_one_removed_and_named(tmp_path, pages):
    run(tmp_path, pages)
    page(pages, "spring.txt", SPRING.replace("春耕正当时", "春耕忙"))
    (pages / "school.txt").unlink()
    summary = run(tmp_path, pages)
    assert (summary.read, summary.removed) == (1, ["school.txt"])
    assert titles(tmp_path) == ["坪上镇春耕忙"]


def test_removing_a_page_leaves_the_bytes_of_a_build_without_it(tmp_path, pages):
    run(tmp_path / "a", pages)
    (pages / "school.txt").unlink()
    run(tmp_path / "a", pages)
    run(tmp_path / "b", pages)
    assert exports(tmp_path / "a") == exports(tmp_path / "b")


def test_adding_keeps_the_rest_and_gives_the_bytes_of_one_build(tmp_path, pages):
    run(tmp_path / "a", pages / "spring.txt")
    summary = run(tmp_path / "a", pages / "school.txt", replaces=False)
    assert (summary.pages, summary.read) == (2, 1)
    run(tmp_path / "b", pages)
    assert exports(tmp_path / "a") == exports(tmp_path / "b")


def test_order_of_paths_and_number_of_workers_do_not_change_a_byte(tmp_path, pages):
    for number in range(8):
        page(pages, f"more{number}.txt", SCHOOL.replace("30万元", f"{number + 40}万元"))
    every = sorted(pages.iterdir())
    build(tmp_path / "a", every, Options(workers=1))
    build(tmp_path / "b", every[::-1], Options(workers=2))
    assert exports(tmp_path / "a") == exports(tmp_path / "b")


def test_the_same_bytes_under_two_names_count_once_with_a_warning(tmp_path, pages):
    page(pages, "twin.txt", SPRING)
    summary = run(tmp_path, pages)
    assert summary.pages == 2
    assert not summary.has_failures
    assert "counted once" in str(summary.problems[0])
    again = run(tmp_path, page(tmp_path / "other", "again.txt", SPRING), replaces=False)
    assert again.pages == 2
    assert "counted once" in str(again.problems[0])


def test_a_page_that_became_unreadable_keeps_its_earlier_version(tmp_path, pages):
    run(tmp_path, pages)
    before = titles(tmp_path)
    (pages / "school.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    summary = run(tmp_path, pages)
    assert summary.has_failures
    assert summary.removed == []
    assert titles(tmp_path) == before


def test_pages_of_a_folder_that_is_not_there_any_more_are_kept(tmp_path, pages):
    more = tmp_path / "more"
    page(more, "flood.txt", SCHOOL.replace("修缮", "加固"))
    run(tmp_path, pages, more)
    more.rename(tmp_path / "moved")
    summary = run(tmp_path, pages, more)
    assert summary.has_failures
    assert summary.pages == 3


def test_where_nothing_can_be_read_everything_stays_as_it_was(tmp_path, pages):
    run(tmp_path, pages)
    before = exports(tmp_path)
    summary = run(tmp_path, tmp_path / "typo")
    assert summary.has_failures
    assert exports(tmp_path) == before
    assert len(titles(tmp_path)) == 2


def test_a_faulty_metadata_file_stops_the_build_and_loses_nothing(tmp_path, pages):
    run(tmp_path, pages)
    before = exports(tmp_path)
    page(pages, "pages.toml", "[defaults\n")
    with pytest.raises(InvalidMetadata):
        run(tmp_path, pages)
    assert exports(tmp_path) == before


def test_new_facts_of_a_page_are_taken_in(tmp_path, pages):
    run(tmp_path, pages)
    page(pages, "pages.toml", '[pages."spring.txt"]\nnewspaper = "沂蒙晚报"\nissue_date = "2024-03-06"\n')
    assert run(tmp_path, pages).read == 1
    facts = {result.page.id: result.page.newspaper for result in load(tmp_path).results}
    assert facts == {"school.txt": None, "spring.txt": "沂蒙晚报"}


def test_a_page_without_text_gives_a_graph_without_entities(tmp_path):
    summary = run(tmp_path, page(tmp_path / "pages", "blank.txt", "\n \n"))
    assert (summary.pages, summary.articles, summary.has_failures) == (1, 0, False)
    assert json.loads((tmp_path / EXPORT_FOLDER / "report.json").read_text(encoding="utf-8"))


def test_no_quotes_leaves_the_sentences_out_of_every_export(tmp_path, pages):
    build(tmp_path, [pages], Options(quotes=False))
    for name, data in exports(tmp_path).items():
        assert "召开春耕现场会" not in data.decode("utf-8-sig"), name
    build(tmp_path, [pages], Options())
    quoting = [
        name for name, data in exports(tmp_path).items() if "召开春耕现场会" in data.decode("utf-8-sig")
    ]
    assert {"xiangtu.ttl", "network.html", "edges.csv"} <= set(quoting)


def test_a_removed_page_leaves_the_bytes_of_a_build_without_it(tmp_path, pages):
    run(tmp_path / "a", pages)
    summary = remove(tmp_path / "a", ["school.txt", "unknown.txt"], Options())
    assert summary.removed == ["school.txt"]
    assert "unknown.txt" in str(summary.problems[0])
    run(tmp_path / "b", pages / "spring.txt")
    assert exports(tmp_path / "a") == exports(tmp_path / "b")


def test_status_names_the_pages_and_those_that_another_version_read(tmp_path, pages):
    run(tmp_path, pages)
    assert (status(tmp_path).pages, status(tmp_path).stale) == (("school.txt", "spring.txt"), ())
    with PageStore(tmp_path / "graph" / "pages.sqlite") as store:
        store.put(next(store.results()), "another version", "pages")
    assert status(tmp_path).stale == ("school.txt",)
    assert run(tmp_path, pages).read == 1
