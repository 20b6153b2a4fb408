"""The word lists: their form, and what they must and must not hold."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.lexicon import list_names, open_gazetteer, rows, words
from xiangtu.lexicon.wordlists import parse

FOLDER = files("xiangtu.lexicon") / "words"


@pytest.mark.parametrize("name", list_names())
def test_a_list_is_in_form(name: str) -> None:
    raw = (FOLDER / f"{name}.txt").read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    lines = text.splitlines()
    header = [line for line in lines if line.startswith("#")]
    entries = lines[len(header) :]
    assert lines == header + entries, "the header stands on top"
    assert any("Source" in line for line in header)
    assert any("Licence" in line for line in header)
    assert entries
    assert entries == sorted(set(entries))
    for entry in entries:
        fields = entry.split("\t")
        assert fields[0]
        assert all(field == field.strip() for field in fields)


# Lists of which the first field is a key: what a word is must not depend on which line comes first.
KEYED = [
    "bylines",
    "event_suffixes",
    "facility_suffixes",
    "honorific_suffixes",
    "lookalikes",
    "national_documents",
    "organisation_suffixes",
    "policy_programmes",
    "post_prefixes",
    "posts",
    "product_words",
    "programme_suffixes",
    "surnames",
    "verbs_of_action",
    "verbs_of_saying",
]


@pytest.mark.parametrize("name", KEYED)
def test_a_word_has_one_entry_in_a_list_that_is_a_table(name: str) -> None:
    keys = [entry[0] for entry in rows(name, 3)]
    assert len(keys) == len(set(keys))


def test_every_byline_word_has_a_role() -> None:
    roles = {"reporter", "correspondent", "photographer", "author", "intern", "editor"}
    table = {word: role for word, role in rows("bylines", 2)}  # noqa: C416
    assert set(table.values()) == roles
    assert table["通讯员"] == "correspondent"
    assert table["全媒体记者"] == "reporter"


def test_a_department_has_its_short_form_and_the_levels_it_stands_at() -> None:
    short = {(full, short) for full, short, _, _ in rows("departments", 4)}
    for pair in [
        ("人力资源和社会保障局", "人社局"),
        ("市场监督管理局", "市监局"),
        ("市场监督管理局", "市场局"),
        ("医疗保障局", "医保局"),
        ("退役军人事务局", "退役军人局"),
        ("残疾人联合会", "残联"),
        ("妇女联合会", "妇联"),
        ("工商业联合会", "工商联"),
        ("人民代表大会常务委员会", "人大常委会"),
        ("村民委员会", "村委会"),
        ("村务监督委员会", "监委会"),
    ]:
        assert pair in short
    kinds = {
        "party", "government", "congress", "consultative", "discipline", "court", "procuratorate", "mass",
        "police", "military", "media", "health", "education", "service", "business",
    }  # fmt: skip
    for full, _, levels, kind in rows("departments", 4):
        assert set(levels) <= set("pcxtv"), full
        assert kind in kinds, full


def test_a_post_has_a_kind() -> None:
    kinds = {
        "party", "government", "congress", "consultative", "discipline", "court", "mass", "village", "grid",
        "business", "school", "health", "media", "police", "military", "technical", "capacity", "generic",
    }  # fmt: skip
    table = {post: (kind, body) for post, kind, body in rows("posts", 3)}
    assert {kind for kind, _ in table.values()} == kinds
    assert table["党工委书记"] == ("party", "党工委")
    assert table["村委会主任"] == ("village", "村委会")


def test_common_and_compound_surnames_are_known_and_word_like_ones_marked() -> None:
    tiers = {name: tier for name, tier in rows("surnames", 2)}  # noqa: C416
    assert set(tiers.values()) == {"common", "frequent", "rare", "word"}
    assert [tiers[name] for name in ("王", "欧阳", "亓", "和")] == ["common", "rare", "rare", "word"]
    assert sum(tier == "common" for tier in tiers.values()) == 100


def test_no_name_of_a_policy_is_also_a_generic_word() -> None:
    assert not words("policy_programmes") & words("generic_policy_words")
    assert {"乡村振兴", "河长制", "人居环境整治"} <= words("policy_programmes")
    assert {"加强", "组织", "宜居"} <= words("not_places")


def test_short_forms_and_stems_of_regions_belong_to_regions() -> None:
    gazetteer = open_gazetteer()
    full = {place.name for place in gazetteer.all_regions}
    assert {name for name, _ in rows("region_short_forms", 2)} <= full
    assert words("ambiguous_region_stems") <= set(gazetteer.region_names)


def test_lookalikes_are_alike_both_ways_and_never_the_same_character() -> None:
    table = {char: others for char, others in rows("lookalikes", 2)}  # noqa: C416
    for char, others in table.items():
        assert len(char) == 1
        assert char not in others
        assert len(set(others)) == len(others)
        assert all(char in table[other] for other in others)
    for pair in ("未末", "官宫", "土士", "侯候", "己已", "祁邢"):
        assert pair[1] in table[pair[0]]
    assert "国" not in table["村"]


def test_a_workspace_adds_its_own_words_and_changes_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text("# ours\n村晚总导演\tmedia\n", encoding="utf-8")
    assert "村晚总导演" in words("posts", tmp_path)
    assert ("村晚总导演", "media", "") in rows("posts", 3, tmp_path)
    assert words("posts") == words("posts", tmp_path) - {"村晚总导演"}
    assert words("surnames", tmp_path) == words("surnames")


def test_a_list_may_have_a_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_bytes("\ufeff\r\n总导演助理\r\n\r\n".encode())
    assert "总导演助理" in words("posts", tmp_path)


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text("总导演\n\tmedia\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"posts\.txt, line 2"):
        words("posts", tmp_path)


def test_too_many_fields_are_refused(tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text("总导演\tmedia\t剧组\t多余\n", encoding="utf-8")
    with pytest.raises(ValueError, match="more than 3 fields"):
        rows("posts", 3, tmp_path)


def test_an_unknown_list_is_refused_with_those_that_exist() -> None:
    with pytest.raises(KeyError, match="surnames"):
        words("no_such_list")


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cs")), min_size=1)))
def test_what_is_written_one_a_line_is_read_sorted_and_once(entries: list[str]) -> None:
    kept = sorted({entry for entry in entries if not entry.startswith("#")})
    assert [entry[0] for entry in parse("\n".join(entries), "test")] == kept


def test_the_documentation_names_every_list() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "lexicon.md"
    text = page.read_text(encoding="utf-8")
    assert [name for name in list_names() if f"`{name}`" not in text] == []
