"""Helpers for the tests of readers."""

from __future__ import annotations

from pathlib import Path

from news import Article, Failure, read_inputs

TEXT = (
    "Hội nghị giao ban tháng 6\n\nChiều 22-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6. "
    "Ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh chủ trì hội nghị.\nTỉnh đã giải ngân 1.500 tỷ đồng.\n"
)


def read(path: Path | str) -> list[Article | Failure]:
    return list(read_inputs([str(path)]))


def articles(path: Path | str) -> list[Article]:
    """All that was read, which must be articles."""
    results = read(path)
    assert all(isinstance(r, Article) for r in results), results
    return [r for r in results if isinstance(r, Article)]


def only(path: Path) -> Article:
    (article,) = articles(path)
    return article


def refused(path: Path | str, *words: str) -> None:
    """There is one failure, in one sentence in each language, which says `words`."""
    (failure,) = read(path)
    assert isinstance(failure, Failure), failure
    is_clear(failure, *words)


def is_clear(failure: Article | Failure, *words: str) -> None:
    assert isinstance(failure, Failure), failure
    for sentence in (failure.error.en, failure.error.vi):
        assert sentence.isprintable(), sentence
        assert sentence.endswith(".")
        assert len(sentence) < 400
    assert all(word in failure.error.en for word in words), failure.error.en
