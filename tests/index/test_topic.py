"""What a query names, and which articles are about it."""

from __future__ import annotations

import pytest

from index import StaticEmbedder
from index.diacritics import restorer
from index.query_words import units
from index.topic import About, Topic, about
from models import load_profile
from news import Article, article_from_text


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder.load(load_profile("embedded").embedder.local_path())


def article(title: str, *sentences: str) -> Article:
    return article_from_text("\n".join(sentences), title=title)


PRESS = article(
    "Kim Giang trả lời báo chí về cầu phao",
    "Chiều 4-6, tại buổi giao ban báo chí do Ban Tuyên giáo Thành ủy Kim Giang tổ chức, Sở Xây dựng nói về cầu phao.",
    "Cầu phao sẽ được kéo về bến cũ trước mùa lũ.",
)
OTHER_PRESS = article(
    "Hà Bối họp giao ban báo chí",
    "Sáng 5-6, Ban Tuyên giáo Thị ủy Hà Bối giao ban báo chí về giá nước sạch.",
    "Giá nước giữ nguyên đến hết năm.",
)
TASKS = article(
    "Chủ tịch Kim Giang giao nhiệm vụ cho Ban quản lý chợ",
    "Chủ tịch UBND thành phố Kim Giang giao việc cho Ban quản lý chợ sau khi báo chí nêu tình trạng rác.",
    "Rác sẽ được thu gom hai lần mỗi ngày.",
)
DROUGHT = article(
    "Hồ Suối Đòi cạn",
    "Ngày 20-3, UBND tỉnh Thường Đức họp bàn phòng, chống hạn hán cho 4.300 ha lúa.",
    "Huyện Yên Khê khô hạn nặng nhất.",
)
LIMITS = article(
    "Phòng chống tham nhũng còn hạn chế",
    "Hội nghị đánh giá công tác phòng chống tham nhũng của tỉnh còn hạn chế.",
    "Thời hạn báo cáo là ngày 30-6.",
)
ASSEMBLY = article(
    "Khai mạc kỳ họp Quốc hội",
    "Sáng 20-5, kỳ họp thứ bảy của Quốc hội khai mạc.",
    "Quốc hội sẽ xem xét chín dự án luật.",
)
FOREIGN = article(
    "Hai miền họp quốc hội chung",
    "Quốc hội hai miền tổ chức một kỳ họp chung vào tháng sau.",
    "Lần cuối quốc hội hai miền gặp nhau là mười năm trước; quốc hội miền nam có 300 ghế.",
)
ALL = [PRESS, OTHER_PRESS, TASKS, DROUGHT, LIMITS, ASSEMBLY, FOREIGN]


def titles(held: About) -> list[str | None]:
    named = {article.id: article.title for article in ALL}
    return [named[i] for i in held.ids]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("giao ban báo chí Kim Giang", ["giao ban", "báo chí", "Kim Giang"]),
        ("kỳ họp Quốc hội", ["kỳ họp", "Quốc hội"]),
        ("phiên họp Chính phủ", ["phiên họp", "Chính phủ"]),
        ("HĐND TP HCM kỳ họp", ["HĐND", "TP HCM", "kỳ họp"]),
        ("hội nghị về môi trường của các tỉnh", ["hội nghị", "môi trường", "tỉnh"]),
        ("cầu Kim Giang 2", ["cầu", "Kim Giang 2"]),
        ("kỳ họp thứ 7", ["kỳ họp 7"]),
        ("giải ngân vốn đầu tư", ["giải ngân", "vốn đầu tư"]),
        ("ở đâu và tại sao", []),
        ("ô nhiễm không khí vào mùa khô", ["ô nhiễm", "không khí", "mùa khô"]),
        ("hội nghị tổng kết", ["hội nghị", "tổng kết"]),
    ],
)
def test_a_query_is_cut_into_words_and_names(query: str, words: list[str]) -> None:
    assert [unit.text for unit in units(query, query)] == words


def test_an_abbreviation_is_what_it_stands_for() -> None:
    (council, _) = units("HĐND Hà Bối", "HĐND Hà Bối")
    assert "hội đồng nhân dân" in council.forms
    assert "cơ quan dân cử" not in council.forms


def test_a_capital_letter_names_but_not_that_of_the_first_word() -> None:
    assert [unit.named for unit in units("Hội nghị Trung ương", "Hội nghị Trung ương")] == [False, True]
    assert [unit.named for unit in units("Kim Giang họp báo", "Kim Giang họp báo")] == [True, False]
    assert [unit.named for unit in units("chất vấn Bộ trưởng", "chất vấn Bộ trưởng")] == [False, False]
    assert [unit.named for unit in units("HĐND Hà Bối", "HĐND Hà Bối")] == [True, True]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("giao ban báo chí Kim Giang", [PRESS]),
        ("giao ban bao chi Kim Giang", [PRESS]),
        ("giao ban báo chí", [PRESS, OTHER_PRESS]),
        ("phòng chống hạn", [DROUGHT]),
        ("phong chong han", [DROUGHT]),
        ("kỳ họp Quốc hội", [ASSEMBLY]),
    ],
)
def test_only_what_is_about_it_is_found(query: str, found: list[Article], embedder: StaticEmbedder) -> None:
    held = about(query, restorer().restore(query), embedder.embed, ALL)
    assert titles(held) == [article.title for article in found]
    assert not held.missing


def test_without_diacritics_what_is_likely_meant_comes_before_what_is_only_written_so(embedder: StaticEmbedder) -> None:
    meant = article("Họp báo về cầu phao", "Sáng 4-6, Sở Xây dựng họp báo về cầu phao.")
    written = article("Công an phối hợp bảo vệ cầu phao", "Công an phối hợp bảo vệ cầu phao trong mùa lũ.")
    assert about("hop bao cau phao", "họp báo cầu phao", embedder.embed, [meant, written]).ids == (meant.id,)
    assert about("hop bao cau phao", "họp báo cầu phao", embedder.embed, [written]).ids == (written.id,)


def test_where_nothing_holds_all_it_says_what_is_missing(embedder: StaticEmbedder) -> None:
    query = "giao ban báo chí Hà Bối tại Nậm Lâu"
    held = Topic(query, query, embedder.embed).articles(ALL)
    assert titles(held) == ["Hà Bối họp giao ban báo chí"]
    assert held.missing == ("Nậm Lâu",)


@pytest.mark.parametrize("query", ["phóng tàu lên sao Hoả", "bóng đá nữ", "Nậm Lâu"])
def test_of_what_nothing_speaks_nothing_is_found(query: str, embedder: StaticEmbedder) -> None:
    assert Topic(query, query, embedder.embed).articles(ALL) == About(())


def test_what_speaks_of_it_in_passing_is_found_where_nothing_else_does(embedder: StaticEmbedder) -> None:
    passing = article(
        "Họp báo quý III",
        "Chiều 10-10, UBND tỉnh họp báo.",
        "Thu ngân sách tăng.",
        "Giá cát giảm.",
        "Trường học đủ giáo viên.",
        "Cầu Kim Giang 2 thông xe vào tháng 4.",
        "Họp báo kết thúc lúc 16 giờ.",
    )
    topic = Topic("cầu Kim Giang 2", "cầu Kim Giang 2", embedder.embed)
    assert topic.articles([passing, PRESS]).ids == ()
    named = Topic("Kim Giang 2", "Kim Giang 2", embedder.embed)
    assert named.articles([passing, PRESS]).ids == (passing.id,)
    bridge = article("Cầu Kim Giang 2 hợp long", "Cầu Kim Giang 2 hợp long sáng 19-12.")
    assert named.articles([passing, bridge]).ids == (bridge.id,)
    assert named.articles([]) == About(())


def test_where_a_good_part_has_the_words_together_the_others_are_about_something_else(embedder: StaticEmbedder) -> None:
    sessions = [article(f"Kỳ họp thứ {n}", f"Kỳ họp thứ {n}, Quốc hội khoá XIV thông qua {n} luật.") for n in (5, 6, 7)]
    apart = article(
        "Tiếp xúc cử tri Hà Bối",
        "Sáng 3-7, Đoàn đại biểu Quốc hội tỉnh và đại diện năm sở đã tiếp xúc cử tri thị xã Hà Bối trước kỳ họp HĐND tỉnh.",
    )
    topic = Topic("kỳ họp Quốc hội", "kỳ họp Quốc hội", embedder.embed)
    assert topic.articles([*sessions, apart]).ids == tuple(one.id for one in sessions)
    assert topic.articles([sessions[0], apart]).ids == (sessions[0].id, apart.id)
