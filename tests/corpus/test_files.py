"""Which files are pages, and what ``pages.toml`` says of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from xiangtu.corpus import InvalidMetadata, find_pages, read_page


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_means_its_text_files_below_it_by_their_path(tmp_path):
    for name in ("b.txt", "a.txt", "2023/03/c.txt", "notes.md", ".hidden/d.txt"):
        write(tmp_path / name, name)
    files, problems = find_pages([tmp_path])
    assert [file.id for file in files] == ["2023/03/c.txt", "a.txt", "b.txt"]
    assert not problems


def test_another_glob_names_other_files(tmp_path):
    write(tmp_path / "a.md", "x")
    assert [file.id for file in find_pages([tmp_path], "*.md")[0]] == ["a.md"]


@pytest.mark.parametrize(
    "make", [lambda path: None, lambda path: path.mkdir()], ids=["missing", "without pages"]
)
def test_a_path_that_gives_no_page_is_one_line_that_names_it(tmp_path, make):
    path = tmp_path / "issue"
    make(path)
    files, problems = find_pages([path])
    assert not files
    assert [str(path) in str(problem) for problem in problems] == [True]
    assert "\n" not in str(problems[0])


def test_two_files_of_one_name_below_two_roots_are_a_problem_not_a_replacement(tmp_path):
    write(tmp_path / "one/p.txt", "甲")
    write(tmp_path / "two/p.txt", "乙")
    files, problems = find_pages([tmp_path / "one", tmp_path / "two"])
    assert [str(file.path.parent.name) for file in files] == ["one"]
    assert "folder above both" in str(problems[0])


def test_one_file_given_twice_is_no_problem(tmp_path):
    path = write(tmp_path / "p.txt", "甲")
    files, problems = find_pages([tmp_path, path])
    assert len(files) == 1
    assert not problems


def test_facts_of_a_page_come_from_its_own_table_and_the_defaults(tmp_path):
    write(tmp_path / "a.txt", "甲")
    write(tmp_path / "b.txt", "乙")
    write(
        tmp_path / "pages.toml",
        '[defaults]\nnewspaper = "沂州日报"\n[pages."a.txt"]\nissue_date = 2023-03-22\nplace = "莒南县"\n',
    )
    a, b = find_pages([tmp_path])[0]
    assert (a.facts.newspaper, a.facts.place, a.facts.issue_date) == ("沂州日报", "莒南县", "2023-03-22")
    assert (b.facts.newspaper, b.facts.place, b.facts.issue_date) == ("沂州日报", None, None)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[defaults\n", "not valid TOML"),
        ("[page]\n", "unknown table"),
        ('[pages."a.txt"]\ncounty = "x"\n', "unknown key 'county'"),
        ('[pages."a.txt"]\nissue_date = "22.3.2023"\n', "is no date"),
        ('[pages."a.txt"]\nissue_date = "2023-02-30"\n', "is no date"),
        ('[pages."a.txt"]\nplace = ""\n', "leave it out"),
    ],
)
def test_a_faulty_metadata_file_is_refused_with_one_line(tmp_path, toml, says):
    write(tmp_path / "a.txt", "甲")
    write(tmp_path / "pages.toml", toml)
    with pytest.raises(InvalidMetadata, match=says) as caught:
        find_pages([tmp_path])
    assert "pages.toml" in str(caught.value)


def test_a_page_named_in_the_metadata_that_is_not_there_is_a_warning(tmp_path):
    write(tmp_path / "a.txt", "甲")
    write(tmp_path / "pages.toml", '[pages."b.txt"]\nplace = "莒南县"\n')
    _, problems = find_pages([tmp_path])
    assert [problem.is_failure for problem in problems] == [False]


def test_an_empty_page_is_read_with_a_warning(tmp_path):
    write(tmp_path / "a.txt", " \n")
    page, problem = read_page(find_pages([tmp_path])[0][0])
    assert page is not None
    assert problem is not None
    assert not problem.is_failure


def test_a_huge_file_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    page, problem = read_page(find_pages([tmp_path])[0][0])
    assert page is None
    assert "huge.txt" in str(problem)
    assert "split it" in str(problem)


AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from xiangtu.corpus import find_pages
if os.getuid() == 0:  # whom permissions do not bind
    os.setgid(65534), os.setuid(65534)
print(find_pages([Path(sys.argv[1])])[1][0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no read permission there")
def test_a_folder_that_may_not_be_read_is_one_line(tmp_path):
    folder = tmp_path / "locked"
    write(folder / "p.txt", "甲")
    folder.chmod(0)
    command = [sys.executable, "-c", AS_ANOTHER_USER, str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    folder.chmod(0o755)
    assert f"{folder}: cannot be read" in result.stdout, result.stderr
