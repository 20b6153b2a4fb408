"""The measure: its figures on a page small enough to count by hand."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from xiangtu.evaluation import (
    Figure,
    Scorer,
    as_prediction,
    evaluate,
    figures_json,
    figures_table,
    gold_mentions,
    gold_pages,
    gold_segments,
)

TEXT = """清塘记

年丰村的塘清了

记者 王五一

三仙湖镇年丰村开展“清塘行动”，镇党委书记柳一山说，已清淤120立方米、近30处。

图为清塘现场。（赵一 摄）
"""


def entity(name: str, type_: str, *surfaces: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type_, "surfaces": list(surfaces) or [name], "alt_types": []} | more


GOLD: dict[str, Any] = {
    "doc": "p1",
    "articles": [
        {
            "id": "p1-1",
            "title": "年丰村的塘清了",
            "kicker": "清塘记",
            "segments": [["清塘记\n\n年丰村", "近30处。"]],
            "bylines": [{"name": "王五一", "role": "reporter"}],
            "entities": [
                entity("年丰村", "Village"),
                entity("三仙湖镇", "Township"),
                entity("三仙湖镇党委", "Organisation", "镇党委"),
                entity("清塘行动", "Programme", alt_surfaces=["“清塘行动”"], alt_types=["Event"]),
                entity("柳一山", "Person"),
                entity("王五一", "Person"),
                entity("清塘", "Programme", optional=True),
            ],
            "relations": [
                {"type": "located_in", "subj": "年丰村", "obj": "三仙湖镇"},
                {"type": "part_of", "subj": "三仙湖镇党委", "obj": "三仙湖镇"},
                {"type": "located_in", "subj": "三仙湖镇党委", "obj": "三仙湖镇", "optional": True},
                {"type": "holds_post", "subj": "柳一山", "post": "书记", "obj": "三仙湖镇党委"},
                {"type": "runs", "subj": "年丰村", "obj": "清塘行动"},
            ],
            "measures": [
                {
                    "subject": "年丰村",
                    "indicator": "清淤",
                    "value": 120,
                    "unit": "立方米",
                    "text": "120立方米",
                },
                {"subject": "年丰村", "indicator": "处", "value": 30, "unit": "处", "text": "近30处"},
            ],
        },
        {
            "id": "p1-2",
            "title": None,
            "kicker": None,
            "segments": [["图为清塘现场", "（赵一 摄）"]],
            "bylines": [{"name": "赵一", "role": "photographer", "alt_roles": ["reporter"]}],
            "entities": [entity("赵一", "Person")],
            "relations": [],
            "measures": [],
        },
    ],
}


def figures(predicted: dict[str, Any]) -> dict[str, Figure]:
    scorer = Scorer()
    scorer.add(GOLD, TEXT, predicted)
    return scorer.figures()


@pytest.fixture
def right() -> dict[str, Any]:
    return copy.deepcopy(as_prediction(GOLD, TEXT))


def mention(predicted: dict[str, Any], text: str) -> dict[str, Any]:
    return next(m for a in predicted["articles"] for m in a["mentions"] if m["text"] == text)


def test_gold_scores_one_against_itself(right: dict[str, Any]) -> None:
    for kind, figure in figures(right).items():
        assert figure.f1 == 1.0, kind


def test_nothing_found_scores_zero() -> None:
    found = figures({"articles": [], "entities": []})
    assert found["mentions"] == Figure(0.0, 0.0, 0.0, 0, 0, 8)
    assert found["articles"] == Figure(0.0, 0.0, 0.0, 0, 0, 2)
    assert found["relations"].false_negatives == 4


def test_mentions_are_found_longest_first_without_overlap() -> None:
    article = GOLD["articles"][0]
    found = gold_mentions(article, TEXT, gold_segments(article, TEXT))
    assert [TEXT[a:b] for a, b in sorted(found)] == [
        "清塘", "年丰村", "王五一", "三仙湖镇", "年丰村", "清塘行动", "镇党委", "柳一山",
    ]  # fmt: skip


def test_a_wrong_type_is_both_missed_and_made_up(right: dict[str, Any]) -> None:
    mention(right, "三仙湖镇")["type"] = "Village"
    found = figures(right)
    assert found["mentions"][3:] == (7, 1, 1)
    assert found["mentions/Township"][3:] == (0, 0, 1)
    assert found["mentions/Village"][3:] == (2, 1, 0)


def test_another_accepted_type_or_span_is_right(right: dict[str, Any]) -> None:
    programme = mention(right, "清塘行动")
    programme |= {"type": "Event", "start": programme["start"] - 1, "end": programme["end"] + 1}
    assert figures(right)["mentions"].f1 == 1.0


def test_optional_entities_count_neither_way(right: dict[str, Any]) -> None:
    start = TEXT.index("清塘记")
    right["articles"][0]["mentions"].append(
        {"start": start, "end": start + 2, "text": "清塘", "type": "Event", "entity": "x"}
    )
    right["entities"].append({"id": "x", "type": "Event", "name": "清塘"})
    assert figures(right)["mentions"].f1 == 1.0


def test_names_outside_gold_articles_are_not_judged(right: dict[str, Any]) -> None:
    start = len(TEXT) - 1
    right["articles"][0]["mentions"].append(
        {"start": start, "end": start + 1, "text": "\n", "type": "Event", "entity": "x"}
    )
    assert figures(right)["mentions"].false_positives == 0


def test_an_optional_relation_counts_neither_way_and_a_false_one_counts(right: dict[str, Any]) -> None:
    ids = {e["name"]: e["id"] for e in right["entities"]}
    body, town = ids["三仙湖镇党委"], ids["三仙湖镇"]
    right["articles"][0]["assertions"] += [
        {"type": "located_in", "subject": body, "object": town},
        {"type": "runs", "subject": body, "object": ids["清塘行动"]},
    ]
    assert figures(right)["relations"][3:] == (4, 1, 0)


def test_a_split_entity_costs_recall_and_its_wrong_name_is_seen(right: dict[str, Any]) -> None:
    first = mention(right, "年丰村")
    first["entity"] = "other"
    right["entities"].append({"id": "other", "type": "Village", "name": "丰村"})
    found = figures(right)
    assert found["entities (B-cubed)"].precision == 1.0
    assert found["entities (B-cubed)"].recall == pytest.approx(7 / 8)
    assert found["canonical names"].f1 == 1.0
    next(e for e in right["entities"] if e["name"] == "年丰村")["name"] = "年丰"
    assert figures(right)["canonical names"][3:] == (6, 1, 0)


def test_measures_are_recalled_by_value_and_unit_once_each(right: dict[str, Any]) -> None:
    measures = [a for a in right["articles"][0]["assertions"] if a["type"] == "measure"]
    measures[0]["unit"] = "亩"
    right["articles"][0]["assertions"].append(dict(measures[1]))
    found = figures(right)
    assert found["measures (recall)"][3:] == (1, 0, 1)
    assert found["measures predicted / gold"].f1 == 1.5


def test_a_title_is_right_with_or_without_its_kicker(right: dict[str, Any]) -> None:
    right["articles"][0]["title"] = "清塘记 年丰村的塘清了"
    assert figures(right)["titles"].f1 == 1.0
    right["articles"][0]["title"] = "清塘"
    assert figures(right)["titles"][3:] == (0, 1, 1)


def test_a_photographer_may_be_called_a_reporter_where_the_text_says_both(right: dict[str, Any]) -> None:
    right["articles"][1]["bylines"][0]["role"] = "reporter"
    assert figures(right)["bylines"].f1 == 1.0
    right["articles"][0]["bylines"][0]["role"] = "author"
    assert figures(right)["bylines"][3:] == (1, 1, 1)


def test_an_article_that_is_cut_short_is_not_found(right: dict[str, Any]) -> None:
    right["articles"][0]["segments"][0][1] -= 20
    scorer = Scorer()
    scorer.add(GOLD, TEXT, right)
    assert scorer.figures()["articles"][3:] == (1, 1, 1)
    assert ("articles", "missed", "p1 p1-1 IoU 0.64") in list(scorer.errors(5))


def test_errors_are_cut_at_the_limit() -> None:
    scorer = Scorer()
    scorer.add(GOLD, TEXT, {"articles": [], "entities": []})
    kinds = [kind for kind, _, _ in scorer.errors(2)]
    assert kinds.count("mentions") == 2


def test_a_segment_that_is_not_on_the_page_is_an_error() -> None:
    with pytest.raises(ValueError, match="is not in the page"):
        gold_segments({"id": "x", "segments": [["没有的话", "。"]]}, TEXT)
    with pytest.raises(ValueError, match="is not after"):
        gold_segments({"id": "x", "segments": [["近30处", "清塘记\n"]]}, TEXT)


def test_a_gold_directory_is_scored_by_asking_for_each_text(tmp_path: Path, right: dict[str, Any]) -> None:
    (tmp_path / "p1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "p1_abc.txt").write_text("\ufeff" + TEXT.replace("\n", "\r\n"), encoding="utf-8", newline="")
    asked: list[Path] = []

    def predict(path: Path) -> dict[str, Any]:
        asked.append(path)
        return right

    scorer = evaluate(tmp_path, predict)
    assert asked == [tmp_path / "p1_abc.txt"]
    assert next(gold_pages(tmp_path)).text == TEXT
    assert scorer.figures()["mentions"].f1 == 1.0
    assert json.loads(figures_json(scorer.figures()))["mentions"] == [1.0, 1.0, 1.0, 8, 0, 0]
    assert figures_table(scorer.figures()).splitlines()[1].split() == [
        "articles", "1.000", "1.000", "1.000", "2", "0", "0",
    ]  # fmt: skip


def test_a_directory_without_gold_or_without_its_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no gold"):
        list(gold_pages(tmp_path))
    (tmp_path / "p1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="no text of p1"):
        list(gold_pages(tmp_path))
