"""ROUGE agrees with the reference implementation; retrieval and QA measures with figures worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from evaluation import Scale, exact_match, f1, ndcg, recall, reciprocal_rank, rouge
from evaluation.rouge import tokens

WORDS = st.lists(st.sampled_from("hội nghị giao ban họp 2022 tỷ Hoà".split()), max_size=25).map(" ".join)


class _Syllables:
    def tokenize(self, text: str) -> list[str]:
        return tokens(text)


class _Ascii:
    def tokenize(self, text: str) -> list[str]:
        return tokens(text, Scale.AS_PUBLISHED)


@given(WORDS, WORDS, st.sampled_from(Scale))
def test_rouge_is_that_of_the_library(candidate: str, reference: str, scale: Scale) -> None:
    tokenizer = _Syllables() if scale is Scale.SYLLABLES else _Ascii()
    expected = RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=tokenizer).score(reference, candidate)
    ours = rouge(candidate, reference, scale)
    got = (ours.r1, ours.r2, ours.rl)
    assert got == pytest.approx(tuple(expected[name].fmeasure for name in ("rouge1", "rouge2", "rougeL")))


def test_tone_placement_makes_no_difference() -> None:
    assert rouge("Hòa Bình", "hoà bình").r2 == 1


def test_retrieval() -> None:
    found = ["a", "b", "c", "d"]
    assert recall(found, ["b", "d"], 1) == 0
    assert recall(found, ["b", "d"], 2) == 0.5
    assert recall(found, [], 2) == 0
    assert reciprocal_rank(found, ["c", "b"]) == 0.5
    assert reciprocal_rank(found, ["x"]) == 0
    assert ndcg(found, ["a"]) == 1
    assert ndcg(found, ["b"]) == pytest.approx(1 / math.log2(3))
    assert ndcg(["a", "a"], ["a"]) == 1
    assert ndcg(found, []) == 0


def test_answers() -> None:
    assert exact_match("Ông Hòa.", ["ông Hoà"]) == 1
    assert exact_match("Hoà", ["ông Hoà"]) == 0
    assert f1("ông Hoà", ["bà Lan", "ông Hoà Bình"]) == pytest.approx(0.8)
    assert f1("", [""]) == 1
    assert f1("", ["ông"]) == 0
    assert f1("ông", []) == 0
