"""Several articles as one, so that a digest goes through the same steps as a summary, with spans that lead back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from news.article import Article, Sentence, Span


class Merged:
    """The articles one behind the other.

    Attributes:
        article: the whole, whose sentences are those of the articles in order.
        leads: indices of the first two sentences of each article.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._starts: list[int] = []
        self._firsts: list[int] = []
        leads: list[int] = []
        sentences: list[Sentence] = []
        length = 0
        for article in articles:
            self._starts.append(length)
            self._firsts.append(len(sentences))
            leads += range(len(sentences), len(sentences) + min(2, len(article.sentences)))
            sentences += [Sentence(length + s.start, length + s.end) for s in article.sentences]
            length += len(article.text) + 1
        text = "\n".join(article.text for article in articles)
        self.article = Article("", text, tuple(sentences), title=articles[0].title)
        self.leads = tuple(leads)

    def original(self, span: Span) -> Span:
        """The span of the article that a span of the whole comes from; sentences never cross articles."""
        place = bisect_right(self._starts, span.start) - 1
        return self._articles[place].span(span.start - self._starts[place], span.end - self._starts[place])

    def report_of(self, index: int) -> int:
        """Which of the articles the sentence with this index of the whole comes from."""
        return bisect_right(self._firsts, index) - 1
