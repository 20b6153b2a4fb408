"""What people decide: the algebra, the file, and messages that say which decision and where."""

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.linking import (
    Decision,
    Decisions,
    InvalidDecisions,
    Judgement,
    append_decisions,
    decision_id,
    read_decisions,
    remove_decision,
)

P, N, U = Judgement.POSITIVE, Judgement.NEGATIVE, Judgement.UNSURE


def same(identifier, a, b, line=0):
    return Decision(identifier, "same", a=a, b=b, line=line)


def not_same(identifier, a, b, line=0):
    return Decision(identifier, "not_same", a=a, b=b, line=line)


@pytest.mark.parametrize(
    ("one", "other", "both"), [(P, P, P), (P, N, N), (N, P, N), (N, N, U), (P, U, U), (U, N, U), (U, U, U)]
)
def test_judgements_add_along_a_chain(one, other, both):
    assert one + other is both


def test_same_reaches_through_others_and_not_same_through_same():
    decisions = Decisions(
        (same("1", "a", "b"), same("2", "c", "b"), not_same("3", "c", "d"), same("4", "e", "d"))
    )
    assert decisions.judgement("a", "c") is P
    assert decisions.judgement("a", "e") is N
    assert decisions.judgement("a", "x") is U
    assert decisions.judgement("x", "x") is P


def test_two_that_both_differ_from_a_third_may_be_one():
    decisions = Decisions((not_same("1", "a", "b"), not_same("2", "b", "c")))
    assert decisions.judgement("a", "c") is U


def test_a_contradiction_through_others_names_every_decision_and_line():
    items = (
        same("x1", "a", "b", 3),
        same("x2", "b", "c", 8),
        same("x9", "c", "z", 13),
        not_same("x3", "c", "a", 20),
    )
    with pytest.raises(InvalidDecisions) as raised:
        Decisions(items, "graph/decisions.toml")
    said = str(raised.value)
    assert said.startswith("graph/decisions.toml:20: decision 'x3' (line 20)")
    assert "'x1' (line 3)" in said
    assert "'x2' (line 8)" in said
    assert "x9" not in said
    assert "\n" not in said


@pytest.mark.parametrize("kind", ["name", "type"])
def test_two_names_or_types_of_one_thing_contradict_each_other(kind):
    items = (
        Decision("d1", kind, entity="a", name="Person", type="Person"),
        Decision("d2", kind, entity="b", name="Region", type="Region"),
    )
    assert Decisions(items)
    with pytest.raises(InvalidDecisions, match="another"):
        Decisions((*items, same("d3", "a", "b")))


names = st.sampled_from("abcdef")
judgements = st.lists(st.tuples(st.sampled_from(["same", "not_same"]), names, names), max_size=8).map(
    lambda drawn: [
        Decision(f"d{number}", kind, a=one, b=other)
        for number, (kind, one, other) in enumerate(drawn)
        if one != other
    ]
)


def consistent(items):
    try:
        return Decisions(tuple(items))
    except InvalidDecisions:
        return None


@given(judgements, st.randoms())
def test_the_order_of_decisions_means_nothing(items, chance):
    turned = chance.sample(items, len(items))
    first, second = consistent(items), consistent(turned)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        for one in "abcdef":
            for other in "abcdef":
                assert first.judgement(one, other) is second.judgement(one, other)


@given(judgements)
def test_judgement_is_an_equivalence_and_not_same_respects_it(items):
    decisions = consistent(items)
    if decisions is None:
        return
    for one in "abcdef":
        for other in "abcdef":
            found = decisions.judgement(one, other)
            assert found is decisions.judgement(other, one)
            for third in "abcdef":
                both = found + decisions.judgement(other, third)
                assert both is U or decisions.judgement(one, third) is both


# ---- the file ---------------------------------------------------------------------------------------------

WRITTEN = """# 本报社的决定

[[decision]]  # of the meeting
id = "d1"
kind = "same"
a = "person:1-甲"   # who
b = "person:2-甲"
date = 2023-03-22
reason = \"\"\"
[[decision]]
not a header\"\"\"

# about the second
[[decision]]
id = "d2"
kind = "drop"
entity = "person:1-乙"
# the end
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "graph" / "decisions.toml"
    path.parent.mkdir()
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def test_no_file_is_no_decision(tmp_path):
    assert read_decisions(tmp_path / "none.toml").items == ()


def test_decisions_are_read_with_the_lines_they_start_in(file):
    first, second = read_decisions(file)
    assert (first.id, first.line, first.date) == ("d1", 3, "2023-03-22")
    assert (second.id, second.kind, second.line) == ("d2", "drop", 14)


def test_what_is_written_by_hand_stays_byte_for_byte_when_one_is_added_and_taken_back(file):
    added = Decision(
        "n1", "name", entity="person:1-丙", name="“丙”\\[", reason='两行\n“引号”"', date="2024-01-02"
    )
    append_decisions(file, [added])
    text = file.read_text(encoding="utf-8")
    assert text.startswith(WRITTEN)
    assert read_decisions(file).items[-1] == added
    assert remove_decision(file, "n1") == added
    assert file.read_text(encoding="utf-8") == WRITTEN


def test_taking_one_back_leaves_the_comments_of_the_others(file):
    remove_decision(file, "d1")
    text = file.read_text(encoding="utf-8")
    assert "# 本报社的决定" in text
    assert "# about the second" in text
    assert [each.id for each in read_decisions(file)] == ["d2"]
    remove_decision(file, "d2")
    assert read_decisions(file).items == ()


def test_windows_line_ends_stay(file):
    file.write_bytes(WRITTEN.replace("\n", "\r\n").encode("utf-8"))
    before = file.read_bytes()
    append_decisions(file, [Decision("n1", "drop", entity="a")])
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")
    remove_decision(file, "n1")
    assert file.read_bytes() == before


def test_an_unknown_id_takes_nothing_back(file):
    with pytest.raises(KeyError):
        remove_decision(file, "d9")
    assert file.read_text(encoding="utf-8") == WRITTEN


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[[decision]]\nid = \n", 2, "not valid TOML"),
        ("# x\n[[decision]]\nid = 'a'\nid = 'b'\n", 4, "not valid TOML"),
        ("[[decision]]\nid = 'a'\nkind = 'merge'\n", 1, "kind 'merge' is unknown"),
        ("\n\n[[decision]]\nid = 'a'\nkind = 'same'\na = 'x'\n", 3, "b is missing"),
        ("[[decision]]\nkind = 'drop'\nentity = 'x'\n", 1, "id is missing"),
        ("[[decision]]\nid = 'a'\nkind = 'drop'\nentity = 'x'\nwhy = 'y'\n", 1, "unknown field 'why'"),
        ("[[decision]]\nid = 'a'\nkind = 'drop'\nentity = 3\n", 1, "entity must be a text"),
        ("[[decision]]\nid = 'a'\nkind = 'drop'\nentity = ''\n", 1, "entity must be a text"),
        ("[[decision]]\nid = 'a'\nkind = 'type'\nentity = 'x'\ntype = 'Town'\n", 1, "no type 'Town'"),
        ("[[decision]]\nid = 'a'\nkind = 'same'\na = 'x'\nb = 'x'\n", 1, "twice"),
        ("[[decision]]\nid = 'a'\nkind = 'drop'\nentity = 'x'\ndate = 'soon'\n", 1, "no date"),
        (
            "[[decision]]\nid='a'\nkind='reject'\nsubject='x'\npredicate='likes'\nobject='y'\n",
            1,
            "no predicate",
        ),
        (
            "[[decision]]\nid='a'\nkind='drop'\nentity='x'\n[[decision]]\nid='a'\nkind='drop'\nentity='y'\n",
            5,
            "has the id",
        ),
        ("[[other]]\n", 1, "unknown table 'other'"),
        ("decision = [{id = 'a', kind = 'drop', entity = 'x'}]\n", 1, "table of its own"),
        ("decision = 3\n", 1, "table of its own"),
        (
            "[[decision]]\nid='a'\nkind='same'\na='x'\nb='y'\n[[decision]]\nid='b'\nkind='not_same'\na='y'\nb='x'\n",
            6,
            "'a' (line 1)",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line_with_file_and_line(tmp_path, text, line, what):
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDecisions) as raised:
        read_decisions(path)
    said = str(raised.value)
    assert said.startswith(f"{path}:{line}: ")
    assert what in said
    assert "\n" not in said
    with pytest.raises(InvalidDecisions):
        append_decisions(path, [Decision("n", "drop", entity="z")])
    assert path.read_text(encoding="utf-8") == text


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "decisions.toml"
    path.write_bytes("[[decision]] # 决定".encode("gb18030"))
    with pytest.raises(InvalidDecisions, match="UTF-8"):
        read_decisions(path)


def test_one_that_contradicts_the_file_is_not_written(file):
    before = file.read_bytes()
    with pytest.raises(InvalidDecisions, match="'d1'"):
        append_decisions(file, [not_same("n", "person:2-甲", "person:1-甲")])
    assert file.read_bytes() == before


def test_the_id_follows_from_what_is_decided():
    assert decision_id("drop", {"entity": "a"}) == decision_id("drop", {"entity": "a", "post": ""})
    assert decision_id("drop", {"entity": "a"}) != decision_id("drop", {"entity": "b"})


texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=12
).filter(str.strip)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4, unique_by=lambda drawn: drawn[0]), st.data())
def test_any_text_comes_back_as_it_was_and_undoing_restores_the_bytes(tmp_path_factory, drawn, data):
    path = tmp_path_factory.mktemp("d") / "decisions.toml"
    items = [
        Decision(f"d{number}", "name", entity=entity, name=name, reason=name)
        for number, (entity, name) in enumerate(drawn)
    ]
    versions = []
    for item in items:
        append_decisions(path, [item])
        versions.append(path.read_bytes())
    assert read_decisions(path).items == tuple(items)
    for item, before in zip(items[:0:-1], versions[-2::-1], strict=True):
        remove_decision(path, item.id)
        assert path.read_bytes() == before


@given(st.permutations(range(4)))
def test_decisions_can_be_taken_back_in_any_order(tmp_path_factory, order):
    path = tmp_path_factory.mktemp("d") / "decisions.toml"
    append_decisions(path, [Decision(f"d{number}", "drop", entity=f"e{number}") for number in range(4)])
    left = set(range(4))
    for number in order:
        remove_decision(path, f"d{number}")
        left.discard(number)
        assert {each.id for each in read_decisions(path)} == {f"d{each}" for each in left}
    assert tomlkit.parse(path.read_text(encoding="utf-8")).unwrap() == {}
