"""What the buttons do, without a browser."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from answers import Answer
from index import Copy
from news import Article, InputError
from tinhop.service import Tinhop
from web import build_app
from web.actions import ArchiveActions, QuestionActions, SummaryActions, filter_from
from web.actions.common import MOST_FILE_BYTES
from web.actions.questions import SUGGESTIONS
from web.actions.summaries import MOST_ARTICLES, MOST_CHARACTERS
from web.texts import ENGLISH, VIETNAMESE

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def summaries(service: Tinhop) -> SummaryActions:
    return SummaryActions(service, VIETNAMESE)


@pytest.fixture
def questions(service: Tinhop) -> QuestionActions:
    return QuestionActions(service, VIETNAMESE)


@pytest.fixture
def archive(service: Tinhop) -> ArchiveActions:
    return ArchiveActions(service, VIETNAMESE)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Tinhop]:
    with Tinhop(tmp_path / "new") as made:
        yield made


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def test_summaries_come_one_after_the_other(summaries: SummaryActions, samples: list[Article]) -> None:
    ids = [article.id for article in samples[:2]]
    states = [
        [item["state"] for item in data["items"]] for data, _ in summaries.summarize("", None, ids, "short", False)
    ]
    assert states == [["waiting", "waiting"], ["done", "waiting"], ["done", "done"]]


def test_a_download_is_of_the_chosen_summary(summaries: SummaryActions, samples: list[Article]) -> None:
    *_, (_, shown) = summaries.summarize("", None, [samples[0].id, samples[1].id], "short", False)
    file = summaries.download(shown, event(index=1, kind="json"))
    assert json.loads(base64.b64decode(file["data"]))["article_id"] == samples[1].id
    for wrong in ({"index": 7, "kind": "json"}, {"index": 0, "kind": "../x"}, {}):
        assert summaries.download(shown, event(**wrong)) == gr.skip()


@pytest.mark.parametrize(
    ("text", "files", "chosen", "said"),
    [
        ("", None, None, "Hãy dán nội dung"),
        (" \n", [], [], "Hãy dán nội dung"),
        ("x" * (MOST_CHARACTERS + 1), None, None, "Bài dài quá"),
        ("", None, ["zzzz"], "zzzz"),
        ("", None, ["0"] * (MOST_ARTICLES + 5), "0"),
    ],
)
def test_a_mistake_is_one_sentence(
    summaries: SummaryActions, text: str, files: list[str] | None, chosen: list[str] | None, said: str
) -> None:
    *_, (data, shown) = summaries.summarize(text, files, chosen, "medium", False)
    assert said in data["error"]
    assert shown == {}


def test_an_unreadable_file_stands_beside_the_others(summaries: SummaryActions, tmp_path: Path) -> None:
    bad = tmp_path / "trống.html"
    bad.write_text("")
    *_, (data, _) = summaries.summarize(
        "", [str(bad), str(SAMPLES / "giao-ban-y-te-2024-10-03.txt")], None, "short", False
    )
    assert [item["state"] for item in data["items"]] == ["failed", "done"]
    assert data["items"][0]["title"] == "trống.html"
    assert str(tmp_path) not in json.dumps(data)


def test_an_article_of_a_file_that_is_too_long_keeps_nobody_waiting(summaries: SummaryActions, tmp_path: Path) -> None:
    long = tmp_path / "dài.txt"
    long.write_text("Sở Y tế tỉnh Lạc Đông họp giao ban. " * (MOST_CHARACTERS // 30), encoding="utf-8")
    *_, (data, shown) = summaries.summarize(
        "", [str(long), str(SAMPLES / "giao-ban-y-te-2024-10-03.txt")], None, "short", False
    )
    assert [item["state"] for item in data["items"]] == ["failed", "done"]
    assert "Hàng loạt" in data["items"][0]["error"]
    assert list(shown) == [1]


def test_a_file_that_is_too_large(summaries: SummaryActions, archive: ArchiveActions, tmp_path: Path) -> None:
    large = tmp_path / "lớn.txt"
    with large.open("wb") as file:
        file.truncate(MOST_FILE_BYTES + 1)
    *_, (data, _) = summaries.summarize("", [str(large)], None, "short", False)
    assert data["error"].startswith("“lớn.txt” lớn hơn 20 MB")
    assert archive.add([str(large)])[0]["text"].startswith("“lớn.txt” lớn hơn 20 MB")


def test_what_breaks_inside_shows_no_inside(
    questions: QuestionActions, service: Tinhop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(service, "ask", broken)
    *_, (_, chat) = questions.ask("Ai chủ trì?", {}, {})
    assert chat["turns"][-1]["error"] == VIETNAMESE.broken


def test_the_conversation_is_kept_and_grows(questions: QuestionActions) -> None:
    chat: Any = {"suggestions": ["?"]}
    for question in ("Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?", "Cầu Kim Giang 2 dài bao nhiêu?"):
        steps = list(questions.ask(question, chat, None))
        assert steps[0][0] == ""  # the box is empty as soon as the question is taken
        assert [step[1]["turns"][-1]["state"] for step in steps] == ["waiting", "done"]
        chat = steps[-1][1]
    assert [turn["question"] for turn in chat["turns"]] == [
        "Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?",
        "Cầu Kim Giang 2 dài bao nhiêu?",
    ]
    assert chat["suggestions"] == ["?"]


def test_the_turns_before_go_along_with_a_question(
    questions: QuestionActions, service: Tinhop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = service.ask
    histories = []

    def ask(question: str, **rest: Any) -> Answer:
        histories.append([(turn.question, turn.short_answer) for turn in rest["history"]])
        return asked(question, **rest)

    monkeypatch.setattr(service, "ask", ask)
    first = "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?"
    *_, (_, chat) = questions.ask(first, {}, None)
    *_, (_, chat) = questions.ask("Thế họp ở đâu?", chat, None)
    assert histories == [[], [(first, "Lê Thị Minh Hạnh")]]
    assert chat["turns"][-1]["short"] == "TP Kim Giang"


@pytest.mark.parametrize(
    "forged",
    [None, "x", {"turns": "x"}, {"turns": [1, None, "x"]}, [], {"turns": {"a": 1}}, {"turns": [{"question": 1}]},
     {"turns": [{"question": "a" * 9999, "short": 3}, {"question": "Ai?", "short": ["x"]}]}],
)  # fmt: skip
def test_a_forged_conversation_does_no_harm(questions: QuestionActions, forged: Any) -> None:
    *_, (_, chat) = questions.ask("Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?", forged, forged)
    assert chat["turns"][-1]["answered"]


def test_a_question_that_is_too_long(questions: QuestionActions) -> None:
    *_, (_, chat) = questions.ask("a" * 501, {}, {})
    assert chat["turns"][-1]["error"] == VIETNAMESE.question_too_long


def test_filters() -> None:
    chosen = filter_from({"from": "2024-06-01", "to": None, "source": "Báo X"})
    assert (str(chosen.published_from), chosen.published_to, chosen.source) == ("2024-06-01", None, "Báo X")
    named = filter_from({"person": "  Minh Hạnh ", "place": "x" * 999, "source": ["Báo X"]})
    assert (named.person, named.place, named.source) == ("Minh Hạnh", "x" * 200, None)
    assert filter_from({"person": "  ", "place": None}).is_empty()
    assert filter_from(None).is_empty()
    with pytest.raises(InputError):
        filter_from({"from": "hôm qua"})


@pytest.mark.parametrize(
    ("chosen", "answered"),
    [
        ({"person": "minh hanh", "place": "TP Kim Giang"}, True),
        ({"place": "Lạc Giang"}, False),
        ({"person": "Người Không Có"}, False),
    ],
)
def test_a_question_within_a_person_and_a_place(
    questions: QuestionActions, service: Tinhop, chosen: dict[str, Any], answered: bool
) -> None:
    *_, (_, chat) = questions.ask("Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?", {}, chosen)
    turn = chat["turns"][-1]
    assert turn["answered"] is answered
    left, total = service.count_articles(filter_from(chosen)), service.count_articles()
    if answered:
        assert turn["filtered"] is None
        assert turn["short"] == "Lê Thị Minh Hạnh"
    elif left:
        assert turn["filtered"] == f"Bộ lọc đang bật: chỉ hỏi {left}/{total} bài. Hãy nới bộ lọc để hỏi cả kho."
        assert {hit["article"] for hit in turn["nearest"]} <= {row.id for row in service.articles(filter_from(chosen))}
    else:
        assert turn["filtered"] == VIETNAMESE.nothing_matches
        assert turn["nearest"] == []


def test_a_refusal_without_a_filter_blames_none(questions: QuestionActions) -> None:
    *_, (_, chat) = questions.ask("Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?", {}, {})
    assert chat["turns"][-1]["answered"] is False
    assert chat["turns"][-1]["filtered"] is None


def sources_of(digest: dict[str, Any]) -> list[dict[str, Any]]:
    return [source for meeting in digest["meetings"] for s in meeting["sentences"] for source in s["sources"]]


def test_list_search_and_digest_within_a_person_and_a_place(archive: ArchiveActions, service: Tinhop) -> None:
    chosen = {"place": "lac giang"}
    wanted = {row.id for row in service.articles(filter_from(chosen))}
    assert 0 < len(wanted) < service.count_articles()
    assert {row["article"] for row in archive.listed("", chosen)["rows"]} == wanted
    assert {hit["article"] for hit in archive.listed("hội nghị", chosen)["hits"]} <= wanted
    digest = archive.digest("", chosen)
    assert {source["article"] for source in sources_of(digest)} <= wanted
    assert archive.listed("", {"person": "Người Không Có"})["note"] == VIETNAMESE.nothing_matches
    assert archive.listed("hội nghị", {"person": "Người Không Có"})["hits"] == []
    assert "hãy nới bộ lọc" in archive.digest("", {"person": "Người Không Có"})["error"]


def test_suggested_questions_are_answered(questions: QuestionActions, service: Tinhop) -> None:
    suggestions = questions.suggestions()["suggestions"]
    assert len(suggestions) == SUGGESTIONS
    for question in suggestions:
        assert service.ask(question).answered, question


@pytest.mark.parametrize("place", [{}, {"article": "zz"}, {"article": None, "start": 1}])
def test_a_place_that_is_not_there(questions: QuestionActions, place: dict[str, Any]) -> None:
    assert questions.open(event(**place)) == gr.skip()


def test_marks_outside_the_text_are_left_out(questions: QuestionActions, samples: list[Article]) -> None:
    for start, end in ((-5, 3), (3, 10**9), (9, 3), ("a", 3), (None, None)):
        assert questions.open(event(article=samples[0].id, start=start, end=end))["marks"] == []
    opened = questions.open(event(article=samples[0].id, start=2, end=9, label="1"))
    assert opened["marks"] == [[2, 9, "1"]] or opened["marks"] == [(2, 9, "1")]


def test_the_archive_is_listed_by_pages(
    archive: ArchiveActions, monkeypatch: pytest.MonkeyPatch, service: Tinhop
) -> None:
    rows = service.articles()
    monkeypatch.setattr("web.actions.archive._PAGE", 10)
    first = archive.listed("", {})
    assert (len(first["rows"]), first["more"]) == (10, True)
    second = archive.more("", {}, first)
    assert len(second["rows"]) == 20
    assert second["rows"][:10] == first["rows"]
    assert f"/{len(rows)}" in second["note"]


def test_copies_of_a_story_are_folded(
    archive: ArchiveActions, service: Tinhop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_, last = service.articles()
    copy = Copy(last.id, last.title, last.source, None, last.published)
    monkeypatch.setattr(service, "copies", lambda article: [copy] if article == first.id else [])
    rows = archive.listed("", {})["rows"]
    assert [each["article"] for each in rows[0]["similar"]] == [last.id]
    assert last.id not in [row["article"] for row in rows]


def test_the_overview_fills_everything(archive: ArchiveActions, service: Tinhop) -> None:
    months, chosen, asked, choices = archive.overview()
    assert sum(month["count"] for month in months["months"]) == sum(1 for row in service.articles() if row.published)
    assert chosen == asked
    assert list(asked) == ["sources"], "a visitor's choice is his"
    assert "Báo Vân Sơn" in asked["sources"]
    assert len(choices["choices"]) == len(service.articles()) > len(archive.listed("", {})["rows"])


def test_a_digest_cites_its_articles(archive: ArchiveActions, service: Tinhop) -> None:
    digest = archive.digest("", {"from": "2024-08-01", "to": "2024-08-31"})
    assert digest["error"] is None
    sources = sources_of(digest)
    assert [source["n"] for source in sources] == list(range(1, 1 + len(sources)))
    assert all(service.get(source["article"]).published.month == 8 for source in sources)
    assert all(meeting["heading"][2:10] == "/08/2024" for meeting in digest["meetings"])
    assert "hãy nới bộ lọc" in archive.digest("", {"from": "1999-01-01", "to": "1999-01-02"})["error"]
    assert "“phóng tàu lên sao Hoả”" in archive.digest("phóng tàu lên sao Hoả", {})["error"]
    assert archive.digest("x" * 501, {})["error"] == VIETNAMESE.question_too_long


def test_search_finds_without_diacritics(archive: ArchiveActions, service: Tinhop) -> None:
    found = archive.listed("gom co lam", {})
    hit = found["hits"][0]
    assert "Cổ Lãm" in service.get(hit["article"]).text[hit["start"] : hit["end"]]


def test_a_new_archive_is_filled(empty: Tinhop, tmp_path: Path) -> None:
    archive, questions = ArchiveActions(empty, ENGLISH), QuestionActions(empty, ENGLISH)
    assert archive.listed("", {})["note"] == ENGLISH.empty_archive
    assert questions.suggestions() == {"suggestions": [], "empty": True}
    bad = tmp_path / "trang.html"
    bad.write_text("")
    lines = archive.add([str(SAMPLES / "giao-ban-giai-ngan-2024-05-14.txt"), str(bad)])
    assert [line["good"] for line in lines] == [True, False]
    assert lines[0]["text"].startswith("added: ")
    assert lines[1]["text"].startswith("trang.html: ")
    (row,) = archive.listed("", {})["rows"]
    assert archive.health()["good"]
    assert archive.remove(event(article="nothing"))[0]["good"] is False
    assert archive.remove(event(article=row["article"]))[0]["good"]
    assert empty.articles() == []


@pytest.mark.parametrize("files", [[], None, ["x.txt"] * 51])
def test_adding_says_what_is_wrong(archive: ArchiveActions, files: list[str] | None) -> None:
    (line,) = archive.add(files)
    assert not line["good"]


def test_no_text_goes_into_html_or_markdown(service: Tinhop) -> None:
    page = build_app(service)
    texts = [b for b in page.blocks.values() if isinstance(b, gr.Markdown)]
    # The one Markdown block is the heading, whose text is ours.
    assert [b.elem_id for b in texts] == ["heading"]
    written = {target._id for fn in page.fns.values() for target in fn.outputs}
    assert not written & {b._id for b in texts}
    for view in (b for b in page.blocks.values() if isinstance(b, gr.HTML) and b._id in written):
        # The template is constant: a value has no way into it.
        assert view.html_template == '<div class="th-root"></div>'
        assert not view.css_template


def test_the_script_makes_no_html() -> None:
    from web.components import script

    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
        assert way not in script()
