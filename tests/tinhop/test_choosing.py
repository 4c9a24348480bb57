"""What a digest is made of: periods in the query, honest refusals, few of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ArticleRow, Filter
from news import article_from_text
from tinhop import Tinhop
from tinhop.choosing import choose, choose_among, passing

TODAY = dt.date(2024, 7, 10)  # a Wednesday


@pytest.fixture(scope="module")
def tinhop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tinhop]:
    told = [
        ("2024-05-14", "Giao ban tháng 5", "Sáng 14-5, UBND tỉnh Lạc Đông họp giao ban tháng 5 về cấp nước."),
        ("2024-06-03", "Tỉnh giao ban tháng 5 muộn", "Chiều 3-6, UBND tỉnh Vân Sơn họp giao ban tháng 5 về nhà ở."),
        ("2024-06-14", "Giao ban tháng 6", "Sáng 14-6, UBND tỉnh Lạc Đông họp giao ban tháng 6 về cấp điện."),
        ("2024-07-03", "Kỳ họp HĐND", "Sáng 3-7, HĐND tỉnh Lạc Đông khai mạc kỳ họp thứ 9 tại Lạc Giang."),
        (None, "Không rõ ngày", "HĐND huyện Cù Lao Én họp kỳ họp chuyên đề về bến phà."),
    ]
    with Tinhop(tmp_path_factory.mktemp("choosing") / "lib") as made:
        articles = [
            article_from_text(
                f"{text}\nCuộc họp kết thúc trong ngày và giao {number} việc cho các sở.",
                title=title,
                published=dt.date.fromisoformat(day) if day else None,
            )
            for number, (day, title, text) in enumerate(told)
        ]
        assert len(list(made.add(articles))) == len(told)
        yield made


def found(tinhop: Tinhop, query: str | None, filter: Filter | None = None, today: dt.date = TODAY) -> list[str | None]:
    chosen = choose(tinhop.library(), query, filter, 60, today)
    assert bool(chosen.ids) != bool(chosen.error)
    assert chosen.total == len(chosen.ids)
    return sorted(tinhop.get(i).title or "" for i in chosen.ids)


def test_a_period_in_the_query_is_a_filter_or_a_name(tinhop: Tinhop) -> None:
    # Of the month, or called so.
    assert found(tinhop, "giao ban tháng 5") == ["Giao ban tháng 5", "Tỉnh giao ban tháng 5 muộn"]
    assert found(tinhop, "giao ban tháng 6") == ["Giao ban tháng 6", "Tỉnh giao ban tháng 5 muộn"]
    assert found(tinhop, "giao ban tháng 6/2024") == ["Giao ban tháng 6", "Tỉnh giao ban tháng 5 muộn"]
    assert found(tinhop, "kỳ họp HĐND tuần qua") == ["Kỳ họp HĐND"]
    assert found(tinhop, "tuần qua") == ["Kỳ họp HĐND"]
    assert found(tinhop, "trong tháng 5") == ["Giao ban tháng 5"]
    # Years later, the archive's own last June is meant.
    assert found(tinhop, "giao ban tháng 6", today=dt.date(2026, 11, 1)) == found(tinhop, "giao ban tháng 6")
    assert found(tinhop, "giao ban", Filter(published_to=dt.date(2024, 5, 31))) == ["Giao ban tháng 5"]


@pytest.mark.parametrize(
    ("query", "filter", "said"),
    [
        ("phóng tàu lên sao Hoả", None, "None of the 5 articles of the archive is about 'phóng tàu lên sao Hoả'"),
        (
            "giao ban tuần qua",
            None,
            "None of the 1 articles of the archive that pass the filter (published from 2024-07-01",
        ),
        ("giao ban", Filter(dt.date(2030, 1, 1)), "its newest is of 2024-07-03"),
        (None, Filter(dt.date(2030, 1, 1)), "published from 2030-01-01"),
        ("...", None, "is about '...'"),
        ("họp báo " * 60, None, "…'; use other or fewer words."),
        ("giao ban", Filter(source="Báo Không Có"), "source 'Báo Không Có'"),
    ],
)
def test_where_nothing_is_found_one_sentence_says_why(
    tinhop: Tinhop, query: str | None, filter: Filter | None, said: str
) -> None:
    digest = tinhop.digest(query=query, filter=filter, today=TODAY)
    assert not digest.meetings
    assert said in (digest.error or "")
    assert digest.error_vi and "\n" not in digest.error_vi


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    with Tinhop(tmp_path / "lib") as empty:
        list(empty.add([]))
        assert "empty" in (empty.digest().error or "")
        assert "empty" in (empty.digest(query="giao ban").error or "")


def row(number: int, *, meeting: bool) -> ArticleRow:
    title = "Hội nghị về cấp nước" if meeting else "Giá lợn tăng"
    return ArticleRow(str(number), title, None, dt.date(2024, 1, 1), "…")


def test_of_many_the_meetings_are_read_over_the_whole_time() -> None:
    rows = [row(number, meeting=number % 2 == 0) for number in range(200)]
    few = choose_among(rows, 10)
    assert [int(one.id) for one in few] == list(range(0, 200, 20))
    most = choose_among(rows, 120)
    assert sum(one.title == "Hội nghị về cấp nước" for one in most) == 100
    assert len({one.id for one in most}) == 120
    assert choose_among(rows[:5], 10) == rows[:5]


def test_articles_without_an_archive_pass_the_same_filters(tinhop: Tinhop) -> None:
    articles = [tinhop.get(row.id) for row in tinhop.articles()]
    assert len(passing([*articles, articles[0]], None)) == len(articles)
    for filter in (
        Filter(published_from=dt.date(2024, 6, 1)),
        Filter(published_to=dt.date(2024, 6, 3)),
        Filter(place="lạc giang"),
        Filter(person="Người Không Có"),
        Filter(source="Báo Không Có"),
    ):
        assert {a.id for a in passing(articles, filter)} == {row.id for row in tinhop.articles(filter)}
    digest = tinhop.digest_of(articles, query="kỳ họp HĐND")
    assert {m.title for m in digest.meetings} == {"Kỳ họp HĐND", "Không rõ ngày"}
    assert digest.articles_total == len(articles)
    nothing = tinhop.digest_of(articles, query="phóng tàu lên sao Hoả")
    assert "None of the 5 articles is about" in (nothing.error or "") and not nothing.meetings
