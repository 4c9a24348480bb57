"""Headlines for articles that have none: forms of the article's own sentences, ranked, judged, verified.

A network of two layers turns what is known of a candidate (summarizer.headline_features) into the ROUGE that it is
expected to have against the real title; by it the best few that say different things are kept. A logistic judge, fitted
on candidates that a reader called good or bad, says how likely each tells well what its article is about. The likeliest
is offered where the judge is sure. Trained by training/headline.py and training/headline_judge.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from facts import MeetingFacts
from facts.names import find_persons
from news.article import Article, Span
from news.vietnamese import CAPITAL, syllables, unify_tone
from summarizer.align import Aligner
from summarizer.compress import Form, headline_forms
from summarizer.features import is_meeting_lead
from summarizer.headline_features import WIDTH, Candidate, CandidateReader, TitleHabits, TitleSalience
from summarizer.headline_form import LONGEST, is_headline
from summarizer.introduce import Introducer
from summarizer.pictures import opens_with_picture
from summarizer.selector import Floats
from summarizer.types import SummarySentence

SENTENCES, HEAD = 4, 2
"""Forms are made of the best sentences of an article and of its first ones."""
_SHORTLIST = 3  # candidates that are judged
_REPORTED = 0.4
"""The chance from which on that a meeting was held is offered where the article reports it and nothing else. (Most of
the judge's labels are of news for which a meeting was the occasion.)"""
_KIND = re.compile(r"(?:hội nghị|hội thảo|đại hội|kỳ họp|phiên họp|t[oọ][ạa] đàm|diễn đàn|lễ)\b", re.IGNORECASE)
_TOLD_AGAIN = 2  # sentences
_NAMED = 6  # words of a name that says what the meeting is about
JUDGED = WIDTH + 6
"""What the judge sees of a candidate."""
_DECISIONS, _NEAR_HEAD = 3, 5
"""Conclusions that are tried, of the first sentences."""
_DECIDES = re.compile(
    r"(?:thông qua|bầu|quyết định|thống nhất|nhất trí (?:bầu|thông qua|với)|tán thành|phê chuẩn|ký kết|thi hành kỷ luật"
    r"|xem xét, thi hành kỷ luật)\b"
)
_BODY = re.compile(
    r"(?:HĐND|UBND|Hội đồng|Ban|Ủy ban|Uỷ ban|UBKT|Quốc hội|Chính phủ|Bộ|Sở|Thường trực|Thường vụ|Kỳ họp thứ"
    r"|Đại hội [A-ZĐ]|Hạ viện|Thượng viện|Đảng bộ|Tỉnh [uủ][ỷy]|Thành [uủ][ỷy]|Trung ương)\b"
)
_ASSEMBLY = re.compile(r"(?i)(?:tại )?(?:hội nghị|kỳ họp|phiên họp|cuộc họp|đại hội|(?:các )?đại biểu)(?: này)?")
_ADVERBS = re.compile(r"(?:(?: đã| cũng| đều| cùng| chính thức| cơ bản| vừa| tiếp tục| sẽ)+$)")
_PART = re.compile(
    r"(?:[,;(]| (?:nhằm|để|với \d|do|nhiệm kỳ|trong đó|đối với|theo đó|gồm|khi|trên cơ sở|kể từ|làm cơ sở)(?!\w))"
)
_NOBODY_NAMED = re.compile(
    r"(?:cảnh cáo|khiển trách|cách chức|kỷ luật(?: đảng| Đảng)?|khai trừ|nghị quyết|tờ trình|báo cáo"
    r"|[Nn]ghị quyết [Hh]ội nghị|(?:trong|khỏi) Đảng|(?:ông|bà) \w+)$"
    r"|^(?:thống nhất (?:mức|sẽ|về)|quyết định (?:từ|những|trong|các nội dung)) |nội dung"
    # to which office?
    rf"|\b(?:bầu|giới thiệu|chỉ định|luân chuyển|bổ sung|quyết định) (?:đồng chí |ông |bà )?[{CAPITAL}]"
    r"(?!.*\b(?:giữ|làm|vào|tiếp tục|thay|trở thành|đảm nhiệm)\b)"
    r"|\b(?:bầu|giới thiệu|chỉ định|luân chuyển)$"
)
"""Whom it struck, what it was about, to which office, is told in what would be cut off."""
_LONGEST_BODY, _LEAST_SAID = 12, 6
"""Syllables."""
_SAME = 0.7
"""Share of the shorter candidate's syllables from which on two say the same."""


def candidates(sentences: Sequence[str], scores: Floats) -> list[Candidate]:
    """Headline forms of the best and the first sentences; a text that several have is the best one's."""
    found: dict[str, Candidate] = {}
    best = np.argsort(-scores, kind="stable")[:SENTENCES].tolist()
    for place in dict.fromkeys((*best, *range(min(HEAD, len(sentences))))):
        if not place and opens_with_picture(sentences[0]):
            continue
        for form in headline_forms(sentences[place]):
            found.setdefault(form.text, Candidate(form, place))
    return list(found.values())


def of_meeting(card: MeetingFacts, article: Article) -> list[Candidate]:
    """That it was held and by whom, where the article begins with it and the card knows both."""
    if not (card.event and card.organiser and any(map(is_meeting_lead, article.sentence_texts()[:2]))):
        return []
    name, organiser = card.event.text, card.organiser[0].text
    place, beside = (_sentence_at(article, value.span) for value in (card.event, card.organiser[0]))
    text = f"{organiser[:1].upper()}{organiser[1:]} tổ chức {name[:1].lower()}{name[1:]}"
    made = Candidate(Form(text, frozenset()), place, beside if beside != place else None)
    return [replace(made, reported=made.beside is None and _is_reported(name, article, place))]


def of_decision(card: MeetingFacts, article: Article) -> list[Candidate]:
    """What the meeting decided, with the body that did: "HĐND tỉnh thông qua nghị quyết về …"; of the conclusions near
    the head of an article that begins with the meeting."""
    if not card.conclusions or not any(map(is_meeting_lead, article.sentence_texts()[:2])):
        return []
    made: list[Candidate] = []
    for value in card.conclusions[:_DECISIONS]:
        verb = _DECIDES.match(value.text)
        place = _sentence_at(article, value.span)
        if verb is None or place >= _NEAR_HEAD:
            continue
        subject, beside = _who_decided(card, article, value.span, place)
        what = _first_part(value.text, LONGEST - len(syllables(subject)))
        if not subject or what is None:
            continue
        text = f"{subject[:1].upper()}{subject[1:]} {what}"
        made.append(Candidate(Form(text, frozenset()), place, beside if beside != place else None, reported=True))
    return made


def _who_decided(card: MeetingFacts, article: Article, span: Span, place: int) -> tuple[str, int]:
    """The subject of a decision, and the sentence that names it: the body before the verb, else who held the meeting,
    where the sentence only says "hội nghị"; nobody where it says "hai bên"."""
    clause = re.split(r"[,;:] ", article.text[article.sentences[place].start : span.start])[-1]
    subject = _ADVERBS.sub("", clause.strip())
    if _BODY.match(subject) and len(syllables(subject)) <= _LONGEST_BODY and not find_persons(subject):
        return subject, place
    if _ASSEMBLY.fullmatch(subject) and card.organiser:
        return card.organiser[0].text, _sentence_at(article, card.organiser[0].span)
    return "", place


def _first_part(text: str, room: int) -> str | None:
    """The decision up to where it may end and have so many syllables; None where no such place is."""
    text = text.partition(";")[0].rstrip(". ")
    ends = [match.start() for match in _PART.finditer(text)] + [len(text)]
    fitting = [end for end in ends if _LEAST_SAID <= len(syllables(text[:end])) <= room]
    part = text[: max(fitting)] if fitting else None
    return None if part is None or _NOBODY_NAMED.search(part) else part


def _is_reported(name: str, article: Article, place: int) -> bool:
    """Whether the article's first sentence says that this meeting was held and when, and others go on about it."""
    kind = _KIND.match(name)
    first, *others = article.sentence_texts()
    if place or kind is None or len(name.split()) < _NAMED or not is_meeting_lead(first):
        return False
    again = re.compile(rf"(?<!\w){re.escape(kind.group())}(?!\w)", re.IGNORECASE)
    return sum(bool(again.search(sentence)) for sentence in others) >= _TOLD_AGAIN


def _sentence_at(article: Article, span: Span) -> int:
    return next((i for i, s in enumerate(article.sentences) if span.start < s.end), 0)


def judge_inputs(sentences: Sequence[str], given: Sequence[Candidate], rows: Floats, expected: Floats) -> Floats:
    """What the judge sees of an article's candidates, shape (candidates, JUDGED).

    Besides the features, whether the first sentence looks like a lead, which is long and told again below, or like what
    stands under a picture.

    Args:
        sentences: of the article.
        given: the candidates.
        rows: standardised features.
        expected: the network's estimates, shape (candidates,).
    """
    first, *others = ([*pairwise(syllables(unify_tone(sentence)))] for sentence in sentences)
    told = {pair for pairs in others for pair in pairs}
    head = np.array([min(len(first), 45) / 30, sum(pair in told for pair in first) / max(len(first), 1)], np.float32)
    opens = np.array([[candidate.place == 0] for candidate in given], np.float32)
    more = [
        10 * expected[:, None],
        10 * (expected - expected.max())[:, None],
        np.tile(head, (len(given), 1)),
        opens * head,
    ]
    return np.concatenate([rows, *more], axis=1)


def different(given: Sequence[Candidate], order: Sequence[int]) -> list[int]:
    """The first few in this order that do not say the same."""
    kept: list[tuple[int, frozenset[str]]] = []
    for i in order:
        words = frozenset(syllables(unify_tone(given[i].form.text)))
        if all(len(words & other) <= _SAME * min(len(words), len(other)) for _, other in kept):
            kept.append((i, words))
        if len(kept) == _SHORTLIST:
            break
    return [i for i, _ in kept]


class Headliner:
    """Writes headlines.

    Args:
        tensors: weights by name, in the form that `load` reads: `salience.cell`, `salience.unit`, `habits`; `mean`,
            `scale` of the features; `{hidden,score}.{weight,bias}` of the network's layers, weights (inputs, outputs);
            `judge.weight`, `judge.bias`; `least`, the chance below which no headline is offered.
        vocabulary: ids of syllables.
    """

    def __init__(self, tensors: Mapping[str, Floats], vocabulary: Mapping[str, int]) -> None:
        self._tensors = tensors
        self._least = float(tensors["least"][0])
        salience = TitleSalience(tensors["salience.cell"], tensors["salience.unit"], vocabulary)
        self._read = CandidateReader(salience, TitleHabits(tensors["habits"], vocabulary))

    @classmethod
    def load(cls, path: Path) -> Headliner:
        """Reads the weights (safetensors)."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when a headline is wanted

        tensors = load_file(path)
        words = bytes(tensors.pop("vocabulary")).decode().split("\n")
        return cls(
            {name: tensor.astype(np.float32) for name, tensor in tensors.items()},
            {word: index for index, word in enumerate(words, start=2)},
        )

    def estimates(self, sentences: Sequence[str], scores: Floats, given: Sequence[Candidate]) -> tuple[Floats, Floats]:
        """Of some candidates of an article the standardised features, and the ROUGE expected, shape (candidates,)."""
        rows = (self._read(sentences, scores, given) - self._tensors["mean"]) / self._tensors["scale"]
        hidden = np.maximum(self._linear("hidden", rows), 0)
        return rows, self._linear("score", hidden)[:, 0]

    def judged(
        self, sentences: Sequence[str], scores: Floats, more: Sequence[Candidate] = ()
    ) -> list[tuple[float, Candidate]]:
        """The few best candidates of an article, each with the chance that it is good, likeliest first.

        Args:
            sentences: of the article.
            scores: the selector's.
            more: candidates that come from elsewhere.
        """
        given = [*candidates(sentences, scores), *(c for c in more if is_headline(c.form.text, verb=False))]
        if not given:
            return []
        rows, expected = self.estimates(sentences, scores, given)
        kept = different(given, np.argsort(-expected, kind="stable").tolist())
        kept += [i for i, candidate in enumerate(given) if candidate.reported and i not in kept]
        logits = (
            judge_inputs(sentences, given, rows, expected)[kept] @ self._tensors["judge.weight"]
            + self._tensors["judge.bias"]
        )
        chances = 1 / (1 + np.exp(-logits))
        return [(float(chances[i]), given[kept[i]]) for i in np.argsort(-chances, kind="stable").tolist()]

    def headline(
        self, article: Article, scores: Floats, card: MeetingFacts | None, aligner: Aligner
    ) -> SummarySentence | None:
        """The likeliest candidate that is likely enough and of which every fact stands in the article; else None."""
        more = [*of_meeting(card, article), *of_decision(card, article)] if card else []
        introducer = Introducer(article)
        for chance, candidate in self.judged(article.sentence_texts(), scores, more):
            if chance < (_REPORTED if candidate.reported else self._least):
                continue
            text, needs = introducer.introduce(candidate.form.text, candidate.place)
            sources = (candidate.place,) if candidate.beside is None else (candidate.place, candidate.beside)
            sources = (*sources, *(i for i in needs if i not in sources))
            if aligner.verify(text, sources).supported:
                spans = tuple(article.sentence_span(i) for i in sources)
                return SummarySentence(text, spans, verified=True)
        return None

    def _linear(self, name: str, values: Floats) -> Floats:
        return np.asarray(values @ self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"], np.float32)
