"""The measures of `evaluation` on a user's own data, with the models of a service."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from evaluation import QaReport, evaluate
from evaluation.search import DEPTH, SearchScore, evaluate_search
from evaluation.sets import read_questions
from evaluation.summaries import SummaryScore, evaluate_summaries
from index import Hit
from news import Article, Failure, InputError, article_from_text
from news.vietnamese import fold
from summarizer import Length
from tinhop.service import Tinhop

# An article counts by its best passage, so more passages are read than articles wanted.
_PASSAGES = 3 * DEPTH


def summaries(
    tinhop: Tinhop, inputs: Sequence[str], *, length: Length, limit: int | None, titles: bool, failed: list[Failure]
) -> list[SummaryScore]:
    """Scores of summaries of the articles that come with an `abstract`.

    Args:
        limit: of articles; None is all.
        titles: whether the models may see them.
        failed: what cannot be read is added here.

    Raises:
        InputError: no article has an abstract.
    """

    def able() -> Iterator[Article]:
        for item in tinhop.read(inputs):
            if isinstance(item, Failure):
                failed.append(item)
            elif item.reference:
                yield item if titles else _untitled(item)

    scores = evaluate_summaries(islice(able(), limit), lambda articles: tinhop.summarize_many(articles, length=length))
    if not scores[0].articles:
        raise InputError(
            "None of the articles has an 'abstract' to compare with; add that field to the lines of the dump.",
            "Không bài nào có trường “abstract” để so sánh; hãy thêm trường này vào từng dòng.",
        )
    return scores


def _untitled(article: Article) -> Article:
    return article_from_text(article.text, reference=article.reference, cleaning=False, title="")


def retrieval(tinhop: Tinhop, data: Path, *, limit: int | None) -> list[SearchScore]:
    """Scores of finding the `context` of each question among all contexts, with and without diacritics.

    Raises:
        InputError: the set cannot be read, or is empty.
    """
    rows = list(islice(read_questions(data, needs=("question", "context")), limit))
    if not rows:
        raise _no_questions(data)
    contexts = {
        context: article_from_text(context, cleaning=False) for context in dict.fromkeys(row["context"] for row in rows)
    }
    questions = [(row["question"], [contexts[row["context"]].id]) for row in rows]
    with _archive(tinhop, contexts.values()) as archive:
        library = archive.library()
        both = "both, reranked" if tinhop.reranker else "both"
        ways = {"words": library.lexical_search, "meaning": library.dense_search, both: library.search}
        library.search(questions[0][0])  # opens what is opened on first use
        return [
            evaluate_search(f"{name}, {typed}", [(adapt(q), ids) for q, ids in questions], _article_ids(search))
            for typed, adapt in _TYPED.items()
            for name, search in ways.items()
        ]


def _article_ids(search: Callable[[str, int], list[Hit]]) -> Callable[[str], list[str]]:
    return lambda query: [hit.article_id for hit in search(query, _PASSAGES)]


_TYPED: dict[str, Callable[[str], str]] = {"accented": str, "accentless": fold}


def answers(tinhop: Tinhop, data: Path, articles: Sequence[str], *, limit: int | None) -> QaReport:
    """Measures of the answers to a question set.

    Args:
        data: a folder with questions.jsonl and articles.jsonl, or a question set.
        articles: what the archive is made of; where there are none, the folder's own, or else the service's archive.

    Raises:
        InputError: the set cannot be read, or is empty.
    """
    if data.is_dir():
        articles = articles or [str(data / "articles.jsonl")]
        data = data / "questions.jsonl"
    questions = list(islice(read_questions(data), limit))
    if not questions:
        raise _no_questions(data)
    if not articles:
        return _answered(tinhop, questions)
    with _archive(tinhop, tinhop.read(articles)) as archive:
        return _answered(archive, questions)


def _answered(tinhop: Tinhop, questions: Sequence[dict[str, object]]) -> QaReport:
    given = [tinhop.ask(str(q["question"]), qid=_text(q.get("qid"))).to_dict() for q in questions]
    cited = {citation["article_id"] for answer in given for citation in answer["citations"]}
    return evaluate(given, questions, texts={article_id: tinhop.get(article_id).text for article_id in cited})


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@contextmanager
def _archive(tinhop: Tinhop, articles: Iterable[Article | Failure]) -> Iterator[Tinhop]:
    """A service with the same models over a passing archive.

    Raises:
        InputError: an article cannot be read.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        Tinhop(folder, tinhop.models, tinhop.engine, rerank=tinhop.reranker is not None) as made,
    ):
        for _ in made.add(_readable(articles)):
            pass
        yield made


def _readable(articles: Iterable[Article | Failure]) -> Iterator[Article]:
    for item in articles:
        if isinstance(item, Failure):
            raise item.error
        yield item


def _no_questions(data: Path) -> InputError:
    return InputError(
        f"The question set '{data}' is empty; give one JSON object a line.",
        f"Bộ câu hỏi “{data}” trống; hãy đưa mỗi dòng một đối tượng JSON.",
    )
