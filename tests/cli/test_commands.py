"""The command line as a user meets it: results, help, one-line errors, exit codes."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import typer.main
from typer.testing import CliRunner

from xiangtu.cli.app import app
from xiangtu.pipeline.extraction import extraction_schema

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]

PAGE = "夏庄镇办夜校\n\n本报讯（记者 王芳）3月5日，莒县夏庄镇夜校开班，夏庄镇镇长周海涛参加。\n"


def xiangtu(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from xiangtu.cli import main; main()", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "pages").mkdir()
    (folder / "pages" / "night.txt").write_text(PAGE, encoding="utf-8")
    result = CliRunner().invoke(app, ["build", str(folder / "pages"), "-w", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name):
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"Example: xiangtu {name}" in result.output


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"schema"}))
def test_every_command_prints_json_on_request(name):
    assert "--json" in {option for parameter in COMMANDS[name].params for option in parameter.opts}


def test_the_report_is_written_as_csv_files(workspace, tmp_path):
    folder = tmp_path / "tables"
    result = CliRunner().invoke(app, ["report", "-w", str(workspace), "--csv", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    names = json.loads(result.output)["files"]
    assert "key_figures.csv" in names
    assert names == sorted(path.name for path in folder.iterdir())


def test_the_page_of_commands_is_what_the_program_says():
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tools" / "make_command_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == module.command_docs()


@pytest.mark.parametrize("page", SEEDS, ids=lambda path: path.stem[:3])
def test_extraction_json_is_held_to_its_schema_and_its_offsets_to_the_page(page):
    result = CliRunner().invoke(app, ["extract", str(page), "--json"])
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    jsonschema.validate(data, extraction_schema())
    text = page.read_text(encoding="utf-8-sig")
    entities = {entity["id"] for entity in data["entities"]}
    for article in data["articles"]:
        for mention in article["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
            assert mention["entity"] in entities
        for byline in article["bylines"]:
            assert "".join(text[byline["start"] : byline["end"]].split()) == byline["name"]
        for assertion in article["assertions"]:
            assert assertion["subject"] in entities
            assert assertion.get("object", assertion["subject"]) in entities
            assert 0 <= assertion["evidence"][0] < assertion["evidence"][1] <= len(text)


def test_the_schema_refuses_what_is_not_of_the_format():
    schema = extraction_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    good = {"page": "p", "sha256": "", "articles": [], "entities": []}
    jsonschema.validate(good, schema)
    for bad in ({}, good | {"extra": 1}, good | {"entities": [{"id": "x"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)


def test_a_build_ends_with_a_summary_and_as_json_on_request(workspace):
    arguments = ["build", str(workspace / "pages"), "-w", str(workspace)]
    said = CliRunner().invoke(app, arguments)
    assert "1 pages (0 read, 1 unchanged)" in said.output
    data = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert (data["pages"], data["unchanged"]) == (1, 1)


def test_show_tells_type_names_place_and_edges_with_their_sentences(workspace):
    said = CliRunner().invoke(app, ["show", "夏庄镇", "-w", str(workspace)])
    assert said.exit_code == 0, said.output
    assert "乡镇街道" in said.output
    assert "莒县 → 日照市 → 山东省" in said.output
    assert "周海涛" in said.output
    assert "“3月5日，莒县夏庄镇夜校开班" in said.output or "夏庄镇夜校开班" in said.output
    data = json.loads(CliRunner().invoke(app, ["show", "夏庄镇", "-w", str(workspace), "--json"]).stdout)
    assert data[0]["name"] == "夏庄镇"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "无此人"], 1),
        (["extract", "missing.txt"], 1),
        (["build", "missing"], 1),
        (["extract", "."], 2),
        (["extract"], 2),
        (["nonsense"], 2),
        (["build", "--nonsense"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_exit_code_2_and_unreadable_input_1_in_few_words(
    workspace, monkeypatch, arguments, code
):
    monkeypatch.chdir(workspace)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_an_ascii_locale_does_not_matter(workspace):
    page = workspace / "pages" / "night.txt"
    first = xiangtu("extract", str(page), LC_ALL="C", PYTHONUTF8="0", PYTHONHASHSEED="1")
    second = xiangtu("extract", str(page), LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert first.returncode == 0, first.stderr
    assert "夏庄镇办夜校" in first.stdout
    assert first.stdout == second.stdout


def test_a_workspace_that_was_never_built_says_what_to_do(tmp_path):
    result = xiangtu("show", "x", "-w", str(tmp_path))
    assert (result.returncode, result.stdout) == (1, "")
    assert "run 'xiangtu build'" in result.stderr
    assert result.stderr.count("\n") == 1


def test_control_characters_of_a_page_do_not_reach_the_terminal(tmp_path):
    page = tmp_path / "p.txt"
    page.write_text(PAGE.replace("夜校\n", "夜校\x1b[2J\n", 1), encoding="utf-8")
    result = xiangtu("extract", str(page))
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout


def test_a_workspace_extends_the_word_lists(tmp_path):
    page = tmp_path / "p.txt"
    page.write_text(
        "夜校开班\n\n本报讯（记者 王芳）3月5日，莒县夏庄镇总揽事周海涛说，报名的人很多。\n",
        encoding="utf-8",
    )
    plain = json.loads(xiangtu("extract", str(page), "--json", "-w", str(tmp_path)).stdout)
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "posts.txt").write_text("# our own\n总揽事\tvillage\n", encoding="utf-8")
    (tmp_path / "lexicon" / "nonsense.txt").write_text("x\n", encoding="utf-8")
    result = xiangtu("extract", str(page), "--json", "-w", str(tmp_path))
    assert "extends no list" in result.stderr

    def posts(data):
        return [row["post"] for row in data["articles"][0]["assertions"] if row["type"] == "holds_post"]

    assert "总揽事" not in posts(plain)
    assert "总揽事" in posts(json.loads(result.stdout))


def test_a_malformed_word_list_is_one_line_with_file_and_line(tmp_path):
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "posts.txt").write_text("好\n\tx\n", encoding="utf-8")
    result = xiangtu("extract", str(SEEDS[0]), "-w", str(tmp_path))
    assert result.returncode == 1
    assert "posts.txt, line 2" in result.stderr
    assert result.stderr.count("\n") == 1


def test_explain_tells_who_proposed_a_mention_and_why(workspace):
    page = str(workspace / "pages" / "night.txt")
    said = CliRunner().invoke(app, ["extract", page, "--explain"])
    assert said.exit_code == 0, said.output
    assert any(line.split()[:2] == ["夏庄镇", "Township"] for line in said.output.splitlines())
    data = json.loads(CliRunner().invoke(app, ["extract", page, "--explain", "--json"]).stdout)
    assert all(row["reasons"] for row in data)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("validate", "nowhere.ttl"), 1, "run 'xiangtu build' first"),
        (("query", "no-such-query"), 2, "no-such-query"),
        (("query", "signatures", "--param", "nobody=x"), 2, "nobody"),
        (("query", "size-of-the-graph", "--format", "turtle"), 2, "CONSTRUCT"),
        (("export", "no-such-folder/graph.nq", "--format", "nquads"), 1, "check path"),
    ],
)
def test_wrong_use_and_missing_files_are_told_apart(workspace, arguments, code, says):
    result = xiangtu(*arguments, *(() if arguments[0] == "validate" else ("-w", str(workspace))))
    assert result.returncode == code
    assert says in " ".join(result.stderr.split())
    assert "Errno" not in result.stderr
