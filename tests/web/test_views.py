"""The plain data that the views draw, and the files made of summaries."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import fields, replace

import pytest
from docx import Document

from index import ArticleRow, Copy
from news import Article
from tinhop.service import Tinhop
from web import export, views
from web.suggestions import suggested_questions
from web.texts import ENGLISH, VIETNAMESE, Texts


@pytest.fixture(scope="module")
def article(samples: list[Article]) -> Article:
    return next(a for a in samples if a.title and "58,1%" in a.title)


def test_a_summary_keeps_exact_places(service: Tinhop, article: Article) -> None:
    summary = service.summarize(article)
    item = views.summary_item(article, summary, VIETNAMESE)
    assert item["text"] == article.text
    assert f"{len(article.sentences)} câu" in item["note"]
    for shown, sentence in zip(item["sentences"], summary.sentences, strict=True):
        assert [article.text[start:end] for start, end in shown["sources"]] == [s.quote for s in sentence.sources]
    chairs = next(row for row in item["card"] if row["name"] == "Chủ trì")
    (chair,) = chairs["values"]
    assert chair["text"] == "Lê Thị Minh Hạnh, Phó Chủ tịch phụ trách UBND tỉnh"
    assert "Lê Thị Minh Hạnh" in article.text[chair["start"] : chair["end"]]


def test_an_answer_keeps_exact_places(service: Tinhop) -> None:
    answer = service.ask("Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?")
    turn = views.answered_turn(answer, VIETNAMESE)
    assert turn["short"] == "Lê Thị Minh Hạnh"
    for citation in turn["citations"]:
        text = service.get(citation["article"]).text
        assert views.cut(text[citation["start"] : citation["end"]], 220) == citation["quote"]
    cited = {n for sentence in turn["sentences"] for n in sentence["citations"]}
    assert cited == {citation["n"] for citation in turn["citations"]}
    refusal = views.answered_turn(service.ask("Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?"), ENGLISH)
    assert refusal["answered"] is False
    assert refusal["refusal"] == "Not found in the archive."
    assert refusal["nearest"]


def test_months_are_filled_from_the_first_to_the_last() -> None:
    months = views.months({dt.date(2024, 12, 5): 1, dt.date(2024, 12, 31): 1, dt.date(2025, 2, 1): 1})
    assert [(m["label"], m["count"]) for m in months] == [("12/24", 2), ("1/25", 0), ("2/25", 1)]
    assert months[0] == {"from": "2024-12-01", "to": "2024-12-31", "label": "12/24", "count": 2}
    assert months[2]["to"] == "2025-02-28"
    assert len(views.months({dt.date(1990, 1, 1): 1, dt.date(2025, 1, 1): 1}, most=36)) == 36
    assert views.months({}) == []


def test_a_row_without_a_title_shows_its_opening() -> None:
    row = ArticleRow("a" * 64, None, "Báo X", dt.date(2024, 1, 2), "Sáng nay họp. " * 20)
    data = views.row_data(row, [Copy("b" * 64, "Bản sao", "Báo Y", None, None)])
    assert data["title"].endswith("…")
    assert data["about"] == "Báo X · 02/01/2024"
    assert [each["title"] for each in data["similar"]] == ["Bản sao"]


def test_suggestions_cover_each_meeting_once(article: Article) -> None:
    chaired = "Ai chủ trì hội nghị giao ban tháng 8 về giải ngân vốn đầu tư công?"
    assert suggested_questions([article, article], 3, lambda _: True) == [chaired]
    assert suggested_questions([article], 3, lambda _: False) == []
    (another,) = suggested_questions([article], 3, lambda question: question != chaired)
    assert another.endswith(("khi nào?", "ở đâu?"))


def test_markdown_shows_what_an_article_says_as_text(service: Tinhop, samples: list[Article]) -> None:
    hostile = next(a for a in samples if "<script>" in a.text)
    sheet = export.sheet_of(replace(hostile, title="# <b>[x](y)</b>"), service.summarize(hostile), VIETNAMESE)
    text = export.markdown(sheet, VIETNAMESE)
    assert r"\# \<b\>\[x\]\(y\)\</b\>" in text
    assert "<script" not in text.replace(r"\<script", "")


def test_files(service: Tinhop, article: Article) -> None:
    summary = service.summarize(article)
    made = {kind: export.summary_file(article, summary, kind, VIETNAMESE) for kind in ("md", "docx", "json")}
    assert json.loads(made["json"].content) == summary.to_dict()
    assert "Phiếu họp" in made["md"].content.decode()
    words = Document(io.BytesIO(made["docx"].content))
    assert words.paragraphs[0].text == article.title
    with pytest.raises(ValueError, match="exe"):
        export.summary_file(article, summary, "exe", VIETNAMESE)


def test_word_files_bear_control_characters(service: Tinhop, article: Article) -> None:
    sheet = export.sheet_of(replace(article, title="a\x00\x0bb"), service.summarize(article), VIETNAMESE)
    assert Document(io.BytesIO(export.docx([sheet], VIETNAMESE))).paragraphs[0].text == "ab"


def test_a_line_of_a_batch_makes_the_same_sheet(service: Tinhop, article: Article) -> None:
    summary = service.summarize(article)
    made = export.sheet_of_line(json.loads(json.dumps(summary.to_dict())), VIETNAMESE)
    direct = export.sheet_of(article, summary, VIETNAMESE)
    assert made.sentences == direct.sentences
    assert {name: values for name, values in made.card if name != "Thời gian"} == {
        name: values for name, values in direct.card if name != "Thời gian"
    }


@pytest.mark.parametrize("texts", [VIETNAMESE, ENGLISH])
def test_every_word_is_there_in_both_languages(texts: Texts) -> None:
    for field in fields(Texts):
        mine, other = getattr(texts, field.name), getattr(VIETNAMESE, field.name)
        assert mine or field.name == "gradio", field.name
        if isinstance(mine, dict) and field.name not in {"gradio", "names"}:
            assert mine.keys() == other.keys(), field.name


def test_a_headline_that_was_found_is_shown_as_such(service: Tinhop, article: Article) -> None:
    untitled = replace(article, title=None)
    summary = service.summarize(untitled)
    assert summary.headline is not None
    item = views.summary_item(untitled, summary, VIETNAMESE)
    assert item["title"] == summary.headline.text
    assert item["proposed"]["note"] == VIETNAMESE.headline_found
    assert [untitled.text[a:b] for a, b in item["proposed"]["sources"]] == [s.quote for s in summary.headline.sources]
    for sheet in (
        export.sheet_of(untitled, summary, VIETNAMESE),
        export.sheet_of_line(json.loads(json.dumps(summary.to_dict())), VIETNAMESE),
    ):
        assert sheet.title == summary.headline.text
    titled = service.summarize(article)
    assert views.summary_item(article, titled, VIETNAMESE)["proposed"] is None
