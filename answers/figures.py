"""Years and other numbers of a question that an article never has: seldom is it the one that is meant.

Of questions over meeting news that name a year the article that answers lacks it once in fifty times, that of a
near miss once in seven; of other numbers once in eighty, and once in fifteen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from news.article import Article

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
# Days and months are written in too many ways; what the number counts may be, too: "8" is not always "8".
_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w/-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Figures:
    """Years and other numbers, as a text writes them."""

    years: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Figures:
        years = frozenset(_YEAR.findall(text))
        return cls(years, frozenset(_NUMBER.findall(text)) - years)

    def lacking(self, article: Article) -> tuple[bool, bool]:
        """Whether an article lacks any of the years, and any of the numbers; it has the year of its publication."""
        text = f"{article.title or ''} {article.text}"
        published = {str(article.published.year)} if article.published else set()
        return (
            not self.years - published <= set(_YEAR.findall(text)),
            any(re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", text) is None for number in self.numbers),
        )
