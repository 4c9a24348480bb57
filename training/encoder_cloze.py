"""The encoder's examples made from news by rule: questions, relevance, statements true and false.

As training/cloze.py, of which it takes what may be asked for; but over the packed corpus, so that an example is a row
of numbers. "Not here" is taught by passages that are near: another one of the article, the one that answers without the
sentence that does, one of an article about like things. A statement is an article's abstract, true or with one fact
changed for another of the same article, with a "không" too many or too few.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from training.cloze import content, occurrences, phrases, targets
from training.encoder_format import (
    ANSWERS,
    BACK,
    FRONT,
    LONGEST_SPAN,
    MIDDLE,
    NONE,
    PASSAGE_LONGEST,
    QUESTION_LONGEST,
    READ,
    RELEVANT,
    STATEMENT,
    SUPPORTED,
    Ids,
)

ASKING = tuple(
    dict.fromkeys(
        "ngày nào|khi nào|lúc nào|hôm nào|thời gian nào|bao giờ|bao nhiêu|mấy|ai|người nào|tên gì|đâu|nơi nào|"
        "địa phương nào|nào|gì|đơn vị nào|điều gì|cái gì|Ai|Khi nào|Bao nhiêu|Ở đâu|Vì sao|không|?".split("|")
    )
)
"""Phrases that a row's `asking` counts."""
NOT = ASKING.index("không")
QUESTION_MARK = ASKING.index("?")
_CAPITAL = {"ai": "Ai", "khi nào": "Khi nào", "bao nhiêu": "Bao nhiêu", "đâu": "Ở đâu"}
_WINDOWS = (45, 60, 60, 85, 110)
_REACH = 11
_SHARED = 2
_SENTENCES = 40
_BEFORE_NOT = re.compile(r" (?:đã|sẽ|được|phải|có|cần)(?= )")
Row = tuple[object, ...]


@dataclass
class Text:
    """Some sentences of an article as text, with the place of each piece: piece i is text[starts[i]:starts[i + 1]]."""

    text: str
    starts: list[int]

    def pieces(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces [i, j) of the characters [start, end), the space before them included, as pieces have it; None
        where a piece reaches beyond them.
        """
        begin = start - 1 if start and self.text[start - 1] == " " else start
        first, last = bisect_left(self.starts, begin), bisect_left(self.starts, end)
        if last == len(self.starts) or self.starts[first] != begin or self.starts[last] != end:
            return None
        return first, last


@dataclass
class Story:
    """An article of the corpus: title, abstract, body sentences as texts, and the body cut into passages."""

    number: int
    sentences: list[Text]
    passages: list[tuple[int, int]] = field(default_factory=list)
    bags: list[set[str]] = field(default_factory=list)

    def passage(self, first: int, last: int, without: int = 0) -> Text:
        """Sentences first to last as one text."""
        texts = [self.sentences[n] for n in range(first, last + 1) if n != without]
        starts, at = [0], 0
        for part in texts:
            starts += [at + s for s in part.starts[1:]]
            at += len(part.text)
        return Text("".join(part.text for part in texts), starts)


class Teller:
    """Turns ids back into text."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = [piece.replace("▁", " ") for piece in pieces]

    def text(self, ids: Ids) -> Text:
        surfaces = [self._pieces[i] for i in ids.tolist()]
        starts = [0]
        for surface in surfaces:
            starts.append(starts[-1] + len(surface))
        return Text("".join(surfaces), starts)

    def story(self, number: int, sequences: Sequence[Ids], rng: random.Random) -> Story:
        """An article with its body cut into passages of a length drawn for it."""
        story = Story(number, [self.text(ids) for ids in sequences[: _SENTENCES + 2]])
        most, first, length, pieces = rng.choice(_WINDOWS), None, 0, 0
        for n in range(2, len(story.sentences)):
            sentence = story.sentences[n]
            size, wide = sentence.text.count(" "), len(sentence.starts) - 1
            if first is not None and (length + size > most * 1.3 or pieces + wide > PASSAGE_LONGEST or length >= most):
                story.passages.append((first, n - 1))
                first, length, pieces = None, 0, 0
            if wide > PASSAGE_LONGEST:
                continue
            first = n if first is None else first
            length, pieces = length + size, pieces + wide
        if first is not None:
            last = len(story.sentences) - 1
            if len(story.sentences[last].starts) - 1 <= PASSAGE_LONGEST:
                story.passages.append((first, last))
        story.bags = [content(story.passage(*p).text) for p in story.passages]
        return story


class Maker:
    """Makes the rows of a story; `typed` gathers questions as people type them."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.typed: list[str] = []

    def rows(self, story: Story, near: Sequence[Story], most: int) -> Iterator[Row]:
        """Rows of encoder_format.RULE.

        Args:
            story: questions are made of.
            near: stories about like things, for passages that do not answer.
            most: questions at most.
        """
        if not story.passages:
            return
        yield from self._questions(story, near, most)
        yield from self._relevance(story, near)
        yield from self._statements(story)

    def _questions(self, story: Story, near: Sequence[Story], most: int) -> Iterator[Row]:
        rng, made = self._rng, 0
        body = [n for n in range(2, len(story.sentences)) if 8 < story.sentences[n].text.count(" ") < 60]
        sources = [1, 0, *rng.sample(body, min(len(body), 6))]
        for number in sources:
            sentence = story.sentences[number]
            about = content(sentence.text)
            own = next((i for i, (a, b) in enumerate(story.passages) if a <= number <= b), -1)
            order = sorted(
                (i for i in range(len(story.passages)) if i != own), key=lambda i: -len(about & story.bags[i])
            )
            tried = 0
            for i in order[:2]:
                passage = story.passage(*story.passages[i])
                wanted = targets(sentence.text)
                rng.shuffle(wanted)
                for start, end, askings in [*wanted[:3], *phrases(sentence.text, passage.text, rng)]:
                    row = self._question(story, number, start, end, rng.choice(askings), i, passage)
                    if row is None:
                        continue
                    made, tried = made + 1, tried + 1
                    yield row[0]
                    yield from self._unanswered(story, near, row, i, sentence.text[start:end], about)
                    break
                if tried or made == most:
                    break
            if made == most:
                return

    def _question(
        self, story: Story, number: int, start: int, end: int, asking: str, i: int, passage: Text
    ) -> tuple[Row, tuple[object, ...]] | None:
        rng, sentence = self._rng, story.sentences[number]
        answer = sentence.text[start:end]
        places = [passage.pieces(*place) for place in occurrences(passage.text, answer)[:ANSWERS]]
        found = [place for place in places if place]
        cut = sentence.pieces(start, end)
        if not found or len(found) < len(places) or cut is None:
            return None
        size = found[0][1] - found[0][0]
        if size > LONGEST_SPAN or any(b - a != size for a, b in found):
            return None
        text = sentence.text
        spaces = [at for at in range(start) if text[at] == " "]
        left = 0 if len(spaces) <= (reach := rng.randint(3, _REACH)) else spaces[-reach - 1]
        after = [at for at in range(end, len(text)) if text[at] == " "]
        reach = rng.randint(0, _REACH)
        right = end if not reach else len(text) if len(after) <= reach else after[reach]
        while right > end and text[right - 1] in " ,.;:…!?":
            right -= 1
        whole = sentence.pieces(left, right)
        if whole is None or whole[1] - whole[0] > QUESTION_LONGEST - 5:
            return None
        asked = content(text[left:start] + text[end:right]) - content(answer)
        if len(asked & story.bags[i]) < _SHARED:
            return None
        order = MIDDLE if rng.random() < 0.75 else FRONT if rng.random() < 0.5 else BACK
        phrase = _CAPITAL.get(asking, asking) if order == FRONT else asking
        typed = -1
        if rng.random() < 0.15:
            parts = [text[left:start], f" {asking} ", text[end:right]]
            if order == FRONT:
                parts = [parts[1], parts[0], parts[2]]
            elif order == BACK:
                parts = [parts[0], parts[2], parts[1]]
            typed = len(self.typed)
            self.typed.append(" ".join("".join(parts).split()))
        head = (
            story.number, READ, number, whole[0], cut[0], cut[1], max(whole[1], cut[1]),
            ASKING.index(phrase), order, 0, 0, 0, typed,
        )  # fmt: skip
        answers = [a for a, _ in found] + [-1] * (ANSWERS - len(found))
        return (*head, story.number, *story.passages[i], 0, answers, size, 1), head

    def _unanswered(
        self, story: Story, near: Sequence[Story], row: tuple[Row, Row], i: int, answer: str, about: set[str]
    ) -> Iterator[Row]:
        rng, head = self._rng, row[1]
        first, last = story.passages[i]

        def lacking(other: Story, place: tuple[int, int], without: int = 0) -> Iterator[Row]:
            if not occurrences(other.passage(*place, without).text, answer):
                yield (*head, other.number, *place, without, [-1] * ANSWERS, 0, 0)

        draw = rng.random()
        if draw < 0.35 and last > first:
            holders = [n for n in range(first, last + 1) if occurrences(story.sentences[n].text, answer)]
            if len(holders) == 1:
                yield from lacking(story, (first, last), holders[0])
        elif draw < 0.75:
            rest = [j for j in range(len(story.passages)) if j != i]
            rest.sort(key=lambda j: -len(about & story.bags[j]))
            for j in rest[:3]:
                made = list(lacking(story, story.passages[j]))
                yield from made
                if made:
                    break
        if draw > 0.6:
            other = rng.choice(near) if near else None
            if other and other.passages:
                j = max(range(len(other.passages)), key=lambda j: len(about & other.bags[j]))
                yield from lacking(other, other.passages[j])

    def _relevance(self, story: Story, near: Sequence[Story]) -> Iterator[Row]:
        number = 0 if self._rng.random() < 0.5 else 1
        sentence = story.sentences[number]
        about, pieces = content(sentence.text), len(sentence.starts) - 1
        if pieces > QUESTION_LONGEST or len(about) < 3:
            return
        for other, label in [(story, 1), *((o, 0) for o in near[:1] if o.passages)]:
            j = max(range(len(other.passages)), key=lambda j: len(about & other.bags[j]))
            yield (
                story.number, RELEVANT, number, 0, pieces, pieces, pieces, NONE, STATEMENT, 0, 0, 0, -1,
                other.number, *other.passages[j], 0, [-1] * ANSWERS, 0, label,
            )  # fmt: skip

    def _statements(self, story: Story) -> Iterator[Row]:
        """Abstract, title, now and then a sentence of the body, each with a passage that holds all its facts."""
        rng = self._rng
        numbers = [1, 0] + ([rng.randrange(2, len(story.sentences))] if rng.random() < 0.3 else [])
        for number in numbers:
            sentence = story.sentences[number]
            wanted = targets(sentence.text)
            if len(sentence.starts) - 1 > QUESTION_LONGEST or not wanted:
                continue
            facts = [sentence.text[a:b].lower() for a, b, _ in wanted]
            about = content(sentence.text)
            order = sorted(range(len(story.passages)), key=lambda j: -len(about & story.bags[j]))
            for j in order[:2]:
                lowered = story.passage(*story.passages[j]).text.lower()
                if all(fact in lowered for fact in facts):
                    tail = (story.number, *story.passages[j], 0, [-1] * ANSWERS, 0)
                    yield from self._stated(story, number, wanted, tail)
                    break

    def _stated(
        self, story: Story, number: int, wanted: Sequence[tuple[int, int, tuple[str, ...]]], tail: Row
    ) -> Iterator[Row]:
        """A statement as it is, and false by one change."""
        rng, sentence = self._rng, story.sentences[number]
        text, pieces = sentence.text, len(sentence.starts) - 1

        def row(start: int, end: int, label: int, said: tuple[int, int, int] = (0, 0, 0), asking: int = NONE) -> Row:
            head = (story.number, SUPPORTED, number, 0, start, end, pieces, asking, STATEMENT, *said, -1)
            return (*head, *tail, label)

        yield row(pieces, pieces, 1)
        places = list(_BEFORE_NOT.finditer(text))
        if rng.random() < 0.2 and places and " không " not in text:
            at = sentence.pieces(0, rng.choice(places).start())
            if at:
                yield row(at[1], at[1], 0, asking=NOT)
                return
        if " không " in text and rng.random() < 0.5:
            dropped = sentence.pieces(text.index(" không ") + 1, text.index(" không ") + 6)
            if dropped:
                yield row(*dropped, 0)
                return
        start, end, asking = rng.choice(wanted)
        cut = sentence.pieces(start, end)
        others = [
            (n, place)
            for n in range(2, len(story.sentences))
            for a, b, kind in targets(story.sentences[n].text)
            if kind[0] == asking[0] and story.sentences[n].text[a:b].lower() not in text.lower()
            and (place := story.sentences[n].pieces(a, b))
        ]  # fmt: skip
        if cut and others:
            n, place = rng.choice(others)
            yield row(*cut, 0, (n, *place))


def similar(vectors: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.int64]:
    """For each article the `count` most like it, by inner product, itself left out."""
    import faiss

    lists = max(1, len(vectors) // 200)
    quantizer = faiss.IndexFlatIP(vectors.shape[1])
    index = faiss.IndexIVFFlat(quantizer, vectors.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:: max(1, len(vectors) // 20_000)])
    index.add(vectors)
    index.nprobe = min(8, lists)
    found = index.search(vectors, count + 1)[1]
    return np.array([[n for n in row if n != i][:count] for i, row in enumerate(found.tolist())], np.int64)
