"""What a digest tells of one meeting: which sentences of its reports, and which report goes first."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from news.article import Article
from news.vietnamese import CAPITAL, fold, has_diacritics, nfc, syllables, unify_tone
from summarizer.events import Report
from summarizer.features import is_meeting_lead, is_roll_call
from summarizer.merged import Merged
from summarizer.pictures import is_caption, is_older_picture
from summarizer.plan import Plan, Section
from summarizer.prompt import article_prompt, selection_prompt
from summarizer.repeats import Told
from summarizer.standalone import (
    PRONOUN,
    is_broken_quotation,
    is_fragment,
    leans_on_previous,
    speaks_for_an_unknown,
)
from summarizer.summarize import Summarizer
from summarizer.tighten import tighten
from summarizer.types import Length

_ROOM = 15  # a further sentence is begun while more than this is left
_SPARE = 2  # further sentences for each, in case that it does not pass verification
# What it is worth to be a report's first sentence, in standard deviations of the selector's score; the n-th gets
# 1/n^1.5 of it, and what cannot be read by itself is not counted. What other reports confirm (LexRank) was tried
# beside it and added nothing.
_FIRST, _FALL = 6.0, 1.5
_ROLL_CALL = 2.0
_LEANING = 2.0
_OPENING = 4.0
_ASKED = 5.0  # what holds all syllables of the query
_ORDER, _CONCLUSION = 2.0, 1.0  # what says who shall do what, what was concluded
_EMPTY = 1.0  # what a sentence costs that is short and has no figure and no name
_NEWS = 5.0  # what holds all that the titles of its reports tell
_OWN_NEWS = 2.5  # the same of a single report, whose title its first sentence tells
_WHEN = 3.0  # what says first when the meeting was, if the report begins with something else
_NEAR_BEGIN = 6  # sentences among which that is looked for
_TODAY = 1.5  # what "hôm nay" costs, which is another day when a digest is read
_FOREMOST = 4  # sentences among which a report's beginning is looked for
_DAYS = 1  # between the first report and the one that may go before it
_OPENS = re.compile(
    r"(?:(?:Rạng )?[Ss]áng|Trưa|Chiều|Tối|Đêm|Ngày|Hôm|Trong (?:hai|ba|\d)[^,]{0,12} ngày)\b"
    r"[^,]{0,30}\d{1,2}\s?[-/.]\s?\d"
    r"|(?:Rạng sáng|Sáng|Trưa|Chiều|Tối|Đêm|Hôm) (?:nay|qua)\b|Ngày \d"
)
_SHORT = 12  # syllables
_SAYS_SOMETHING = re.compile(rf"\d|[{CAPITAL}]")
"""A figure or a name."""
_WHO_CAME = re.compile(
    r"^(?:Đến|Tới|Cùng|Về) (?:tham )?dự\b[^.]{0,120}\bcó\b|\bdẫn đầu đoàn\b[^.]{0,60}\b(?:tham )?dự\b"
    r"|\bchủ trì (?:buổi |cuộc )?(?:họp báo|hội nghị|hội thảo|cuộc họp|phiên họp|toạ đàm|tọa đàm)"
    r"(?: với sự tham (?:gia|dự) của|,? có sự tham (?:gia|dự)|\.$)|; cùng đại diện\b|\bvinh dự đón (?:tiếp|nhận)\b"
)
"""Who was there, in other words than a roll call's."""
_BACK = re.compile(
    r"\b(?P<noun>nội dung|vấn đề|hành vi|sự việc|vụ việc|hình ảnh|thông tin|tình hình|sự kiện|nhận định|kết quả"
    r"|quy định|đề xuất|ý kiến|con số|văn bản|chủ trương|thử nghiệm|bài viết|chuyến đi|câu hỏi|yêu cầu"
    r"|kiến nghị|phát biểu|công trình)"
    r" (?:này|trên|đó|nói trên|nêu trên)\b"
)
_NOW = re.compile(
    r"\b(?:hôm (?:nay|qua)|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua)|ngày mai|(?:tuần|tháng) (?:này|trước|tới|qua))\b",
    re.IGNORECASE,
)

Floats = npt.NDArray[np.float32]


def opening_first(reports: Sequence[Report]) -> list[Report]:
    """One meeting's reports in order of time; of those of the first day or the next, the one goes
    first whose beginning says best what happened and when."""
    articles = [report.article for report in reports]
    first = reports[0].day
    words = [set(syllables(unify_tone(f"{a.title or ''} {_beginning(a) or ''}"))) for a in articles]

    def opening(place: int) -> float:
        beginning, day = _beginning(articles[place]), reports[place].day
        if beginning is None or (first and day and (day - first).days > _DAYS):
            return -1.0
        said = set(syllables(unify_tone(beginning)))
        shared = [
            2 * len(said & other) / ((len(said) + len(other)) or 1) for i, other in enumerate(words) if i != place
        ]
        return (
            is_meeting_lead(beginning)
            + bool(_OPENS.match(beginning))
            + 2 * (sum(shared) / len(shared) if shared else 0.0)
        )

    best = max(range(len(articles)), key=lambda place: (opening(place), -place))
    return [reports[best], *reports[:best], *reports[best + 1 :]]


def _beginning(article: Article) -> str | None:
    """The first sentence that can be read by itself, as it would be shown."""
    place = _opening_place(article)
    return None if place is None else tighten(article.sentence(place))


def _opening_place(article: Article) -> int | None:
    for place, sentence in enumerate(article.sentence_texts()[:_FOREMOST]):
        text = tighten(sentence)
        if _stands(text) and not leans_on_previous(text):
            return place
    return None


def telling_order(shown: Sequence[tuple[int, str]], merged: Merged) -> list[int]:
    """In which order the sentences of a meeting, each with its place in the whole, are told: as they stand, but of one
    report the one that says when its meeting was held before those that take it as known."""

    def key(number: int) -> tuple[int, bool, int]:
        place = shown[number][0]
        return merged.report_of(place), number not in openings, place

    openings: set[int] = set()
    seen: set[int] = set()
    dated: set[int] = set()
    for number in sorted(range(len(shown)), key=lambda n: shown[n][0]):
        place, text = shown[number]
        report = merged.report_of(place)
        if report in seen and report not in dated and _says_when(text):
            openings.add(number)
        seen.add(report)
        if _OPENS.search(text):
            dated.add(report)
    return sorted(range(len(shown)), key=key)


def plan_meeting(
    merged: Merged,
    reports: Sequence[Report],
    summarizer: Summarizer,
    budget: int,
    *,
    query: str | None = None,
    alone: bool = True,
) -> Plan:
    """A section for each chosen sentence, in the order of the reports.

    Args:
        query: what speaks of it is rather chosen.
        alone: only sentences that can stand by themselves and say more than who was there.
    """
    articles = [report.article for report in reports]
    texts = [tighten(text) for text in merged.article.sentence_texts()]
    days = [reports[merged.report_of(i)].day for i in range(len(texts))]
    scores = np.concatenate(
        [
            _standard(summarizer.plan(report.article, Length.MEDIUM).scores) + _lead(report.article) + _decides(report)
            for report in reports
        ]
    )
    news = _news([a.title or "" for a in articles], texts)
    scores += (_NEWS if len(articles) > 1 else _OWN_NEWS) * news
    opening = _opening_place(articles[0])
    if opening is not None:
        scores[opening] += _OPENING  # Of two leads that tell the same the one is taken that can stand first.
    if query:
        # Where a report begins with it all, all of it is about that.
        begins = [min(_asked(query, [f"{a.title or ''} {' '.join(a.sentence_texts()[:2])}"])) >= 1 for a in articles]
        scores += _ASKED * _asked(query, texts) * [not begins[merged.report_of(i)] for i in range(len(texts))]
    ranked = _ranked(texts, scores, days, frozenset(i for i, text in enumerate(texts) if alone and _is_left_out(text)))
    chosen = used = 0
    while chosen < len(ranked) and used < budget - _ROOM:
        used += len(syllables(texts[ranked[chosen]]))
        chosen += 1
    spare = iter(ranked[chosen:])
    sections = []
    for index in sorted(ranked[:chosen]):
        pool = (index, *islice(spare, _SPARE))
        sections.append(Section((index,), _prompt(merged.article.title, texts[index], summarizer), pool, alone=alone))
    return Plan(tuple(sections), scores, len(texts))


def _prompt(title: str | None, text: str, summarizer: Summarizer) -> str:
    """What the writer sees of a sentence; nothing, if its window does not hold it."""
    prompt = selection_prompt(title, [text]) if summarizer.reads_selection else article_prompt([text])
    return prompt if summarizer.fits(prompt) else ""


def _ranked(texts: Sequence[str], scores: Floats, days: Sequence[dt.date | None], without: frozenset[int]) -> list[int]:
    """Sentences by falling score, without those that mostly repeat a better one.

    Where a report of a later day repeats a sentence with other figures ("sơ tán 1.200 hộ", "sơ tán 3.180 hộ"), its
    sentence takes the place of the earlier one; the best sentence, with which the telling begins, stays beside it. One
    that says when the meeting was takes the place of the same without that.
    """
    ranked: list[int] = []
    told = Told()
    for i in np.argsort(-scores, kind="stable").tolist():
        if i in without:
            continue
        earlier = told.with_other_figures(texts[i])
        like = told.nearest(texts[i])
        if not told.says_again(texts[i]):
            ranked.append(i)
            told.add(texts[i])
        elif like is not None and _says_when(texts[i]) and not _OPENS.search(texts[ranked[like]]):
            ranked[like] = i
            told.replace(like, texts[i])
        elif earlier is not None and _is_later(days[i], days[ranked[earlier]]):
            if earlier:
                ranked[earlier] = i
                told.replace(earlier, texts[i])
            else:
                ranked.append(i)
                told.add(texts[i])
    return ranked


def _says_when(text: str) -> bool:
    return _OPENS.match(text) is not None and is_meeting_lead(text)


def _is_later(day: dt.date | None, other: dt.date | None) -> bool:
    return day is not None and other is not None and day > other


def _standard(scores: Floats) -> Floats:
    """Scores with mean 0 and deviation 1, so that those of different articles can be compared."""
    return np.asarray((scores - scores.mean()) / (scores.std() or 1.0), dtype=np.float32)


def _lead(report: Article) -> Floats:
    """What its place adds to each sentence's score, shape (sentences,).

    What cannot be read by itself has no place, so that a caption or a subheading in front of the lead does not take it;
    a roll call and what leans on the sentence before lose.
    """
    texts = [tighten(sentence) for sentence in report.sentence_texts()]
    calls = np.array([is_roll_call(text) or _WHO_CAME.search(text) is not None for text in texts], bool)
    leaning = np.array([_leans(text) for text in texts], bool)
    counted = np.array([_stands(text) for text in texts], bool) & ~calls & ~leaning
    places = np.where(counted, np.cumsum(counted), 0)
    today = np.array([_NOW.search(text) is not None for text in texts], bool)
    lead = np.where(counted, _FIRST / np.maximum(places, 1) ** _FALL, 0.0) - _ROLL_CALL * calls - _LEANING * leaning
    empty = np.array([len(syllables(text)) < _SHORT and not _SAYS_SOMETHING.search(text[1:]) for text in texts], bool)
    when = next((i for i in np.flatnonzero(counted[:_NEAR_BEGIN]).tolist() if _OPENS.search(texts[i])), None)
    if when is not None and _says_when(texts[when]) and not today[when]:
        lead[when] += _WHEN * (places[when] > 1)
    lead -= _TODAY * today + _EMPTY * empty
    return np.asarray(lead, np.float32)


def _decides(report: Report) -> Floats:
    """What it adds to a sentence that it holds an order or a conclusion, shape (sentences,)."""
    spans = [(s.start, s.end) for s in report.article.sentences]

    def held(places: Sequence[tuple[int, int]]) -> Floats:
        return np.array([any(a < last and first < b for first, last in places) for a, b in spans], np.float32)

    added: Floats = np.maximum(_ORDER * held(report.orders), _CONCLUSION * held(report.conclusions))
    return added


def _news(titles: Sequence[str], texts: Sequence[str]) -> Floats:
    """How much each text holds of what the titles of a meeting's reports tell, what several tell more; (texts,)."""
    counts = Counter(word for title in titles for word in set(syllables(unify_tone(nfc(title)))))
    total = sum(counts.values()) or 1
    said = [set(syllables(unify_tone(nfc(text)))) for text in texts]
    return np.array([sum(counts[word] for word in counts.keys() & words) / total for words in said], np.float32)


def _asked(query: str, texts: Sequence[str]) -> Floats:
    """The share of the query's syllables that each text holds, shape (texts,)."""
    form = unify_tone if has_diacritics(query) else fold
    wanted = set(syllables(form(nfc(query))))
    return np.array([len(wanted & set(syllables(form(nfc(t))))) / (len(wanted) or 1) for t in texts], np.float32)


def _is_left_out(text: str) -> bool:
    return _is_lost(text) or is_roll_call(text) or _WHO_CAME.search(text) is not None


def _is_lost(text: str) -> bool:
    """Whether a sentence leans on the one before, and no name can be put where it leans. (The titles of a meeting's
    other reports are not shown above it.)"""
    named = PRONOUN.match(text) or text.startswith(("Theo ông", "Theo bà"))
    return not named and (leans_on_previous(text) or speaks_for_an_unknown(text))


def _leans(text: str) -> bool:
    return leans_on_previous(text) or speaks_for_an_unknown(text) or points_back(text)


def points_back(text: str) -> bool:
    """Whether "nội dung trên", "hình ảnh này" stands in a sentence that has not told of any before."""
    return any(match["noun"].lower() not in text[: match.start()].lower() for match in _BACK.finditer(text))


def _stands(text: str) -> bool:
    return not (is_fragment(text) or is_caption(text) or is_older_picture(text) or is_broken_quotation(text))
