"""xiangtu decide as a user meets it: questions, commands, undo, and what a build makes of the answers."""

import json
import shutil
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from xiangtu.cli.app import app

PAGES = {
    "night.txt": "夏庄镇办夜校\n\n本报讯（记者 王芳）3月5日，莒县夏庄镇夜校开班，夏庄镇镇长周海涛参加。\n",
    "spring.txt": "夏庄镇春耕忙\n\n本报讯（记者 赵敏）3月6日，莒县夏庄镇镇长王芳来到夏庄镇田头，查看春耕。\n",
}
COMMANDS = typer.main.get_command(app).commands["decide"].commands  # type: ignore[attr-defined]


def run(*arguments, answers=None):
    return CliRunner().invoke(app, list(arguments), input=answers)


def said(*arguments, answers=None):
    result = run(*arguments, answers=answers)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    (folder / "pages").mkdir()
    for name, text in PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    said("build", str(folder / "pages"), "-w", str(folder))
    return folder


@pytest.fixture
def workspace(built, tmp_path):
    shutil.copytree(built, tmp_path / "w")
    return tmp_path / "w"


def decisions(workspace):
    path = workspace / "graph" / "decisions.toml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def exports(workspace):
    return {path.name: path.read_bytes() for path in sorted((workspace / "exports").iterdir())}


def rebuild(workspace):
    return run("build", str(workspace / "pages"), "-w", str(workspace))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_decision_has_help_with_an_example_and_prints_json_on_request(name):
    output = said("decide", name, "--help")
    assert f"Example: xiangtu decide {name}" in output
    assert "--json" in output


def test_the_page_about_decisions_names_every_command():
    text = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`xiangtu decide {name}" not in text] == []


def test_open_pairs_are_listed_with_their_sentences(workspace):
    (pair,) = json.loads(said("decide", "-w", str(workspace), "--list", "--json"))
    assert pair["label"] == "同名，所属不同"
    assert {pair["a"]["name"], pair["b"]["name"]} == {"王芳"}
    sentences = [row["sentence"] for side in ("a", "b") for row in pair[side]["sentences"]]
    assert any("莒县夏庄镇镇长王芳来到夏庄镇田头" in each for each in sentences)
    assert "1 open pairs" in said("decide", "-w", str(workspace), "--list")
    assert decisions(workspace) == ""


def test_a_join_that_is_not_sure_can_be_parted_on_the_terminal(workspace):
    more = "夏庄镇春播\n\n本报讯 3月9日，莒县夏庄镇春播，周海涛到田头察看。\n"
    (workspace / "pages" / "sowing.txt").write_text(more, encoding="utf-8")
    assert rebuild(workspace).exit_code == 0
    rows = json.loads(said("decide", "-w", str(workspace), "--json"))
    (joined,) = [row for row in rows if row["reason"] == "joined"]
    assert [row["sentence"] for row in joined["b"]["sentences"]] == [
        "3月9日，莒县夏庄镇春播，周海涛到田头察看。"
    ]
    assert joined["a"]["id"] == "person:371122-夏庄镇-周海涛"
    answers = "".join("n\n" if row is joined else "s\n" for row in rows)
    said("decide", "-w", str(workspace), answers=answers)
    found = json.loads(said("show", "周海涛", "-w", str(workspace), "--json"))
    assert {each["id"] for each in found} == {"person:371122-夏庄镇-周海涛", "person:371122-周海涛"}


@pytest.mark.parametrize(("answer", "kind"), [("y", "same"), ("n", "not_same")])
def test_an_answer_is_written_and_not_asked_again(workspace, answer, kind):
    output = said("decide", "-w", str(workspace), answers=f"what\n{answer}\n")
    assert output.count("one thing? ") == 2
    assert "1 decisions kept" in output
    assert f'kind = "{kind}"' in decisions(workspace)
    assert json.loads(said("decide", "-w", str(workspace), "--json")) == []


@pytest.mark.parametrize("answers", ["s\n", "q\n", ""])
def test_to_skip_to_quit_and_the_end_of_the_input_write_nothing(workspace, answers):
    assert "0 decisions kept" in said("decide", "-w", str(workspace), answers=answers)
    assert decisions(workspace) == ""


def test_decisions_show_in_the_next_build_and_undo_restores_the_bytes(workspace):
    before = exports(workspace)
    said("decide", "name", "夏庄镇", "夏庄古镇", "-w", str(workspace), "--reason", "试")
    said("decide", "drop", "周海涛", "-w", str(workspace))
    assert rebuild(workspace).exit_code == 0
    nodes = exports(workspace)["nodes.csv"].decode("utf-8-sig")
    assert "夏庄古镇" in nodes
    assert "周海涛" not in nodes
    assert "taken back: drop-" in said("decide", "undo", "-w", str(workspace))
    assert "taken back: name-" in said("decide", "undo", "-w", str(workspace))
    assert rebuild(workspace).exit_code == 0
    assert exports(workspace) == before


def test_every_command_writes_its_decision(workspace):
    for arguments in (
        ("same", "person:371122-王芳", "person:371122-夏庄镇-王芳"),
        ("name", "周海涛", "周海"),
        ("type", "周海涛", "Organisation"),
        ("reject", "周海涛", "holds_post", "夏庄镇", "--post", "镇长"),
        ("drop", "赵敏"),
    ):
        answer = json.loads(said("decide", *arguments, "-w", str(workspace), "--json"))
        assert (answer["kind"], answer["state"]) == (arguments[0], "kept")
    assert decisions(workspace).count("[[decision]]") == 5


def test_a_decision_that_contradicts_another_is_refused_with_its_line(workspace):
    ends = ("person:371122-王芳", "person:371122-夏庄镇-王芳")
    said("decide", "same", *ends, "-w", str(workspace))
    before = decisions(workspace)
    result = run("decide", "not-same", *ends, "-w", str(workspace))
    assert result.exit_code == 1
    assert "say 'same': remove one of them" in str(result.exception)
    assert decisions(workspace) == before


def test_a_decision_that_is_there_already_is_not_written_twice(workspace):
    arguments = ("decide", "name", "夏庄镇", "夏庄古镇", "-w", str(workspace))
    said(*arguments)
    before = decisions(workspace)
    assert "known already" in said(
        "decide", "name", "township:371122-夏庄镇", "夏庄古镇", "-w", str(workspace)
    )
    assert decisions(workspace) == before


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (("drop", "无此人"), 1, "nothing here is '无此人'"),
        (("drop", "王芳"), 1, "2 things are named '王芳'"),
        (("type", "赵敏", "Town"), 2, "no type 'Town'"),
        (("reject", "赵敏", "likes", "夏庄镇"), 2, "no predicate 'likes'"),
        (("same", "赵敏", "赵敏"), 2, "one thing already"),
        (("undo",), 1, "there are no decisions"),
        (("undo", "d9"), 1, "there is no decision 'd9'"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_written(workspace, arguments, code, what):
    result = run("decide", *arguments, "-w", str(workspace))
    assert result.exit_code == code
    assert what in result.output
    assert decisions(workspace) == ""


def test_options_before_the_command_are_refused_not_ignored(workspace):
    result = run("decide", "-w", str(workspace), "drop", "赵敏")
    assert result.exit_code == 2
    assert "write options after 'drop'" in result.output


def test_a_build_tells_what_no_longer_applies_and_goes_on(workspace):
    path = workspace / "graph" / "decisions.toml"
    path.write_text('[[decision]]\nid = "d1"\nkind = "drop"\nentity = "person:1-无"\n', encoding="utf-8")
    result = rebuild(workspace)
    assert result.exit_code == 0
    assert "graph/decisions.toml:1: decision 'd1' (line 1) no longer applies" in result.output


def test_a_faulty_file_stops_a_build_before_it_touches_anything(workspace):
    before = exports(workspace)
    path = workspace / "graph" / "decisions.toml"
    path.write_text("[[decision]]\nid = \n", encoding="utf-8")
    result = rebuild(workspace)
    assert result.exit_code == 1
    assert "decisions.toml:2: not valid TOML" in str(result.exception)
    assert exports(workspace) == before
    assert path.read_text(encoding="utf-8") == "[[decision]]\nid = \n"


def test_control_characters_of_a_name_do_not_reach_the_terminal(workspace):
    said("decide", "name", "赵敏", "赵\x1b[2J敏", "-w", str(workspace))
    assert "\x1b" not in said("decide", "-w", str(workspace), answers="s\n")
    assert "\x1b" not in said("decide", "undo", "-w", str(workspace))
