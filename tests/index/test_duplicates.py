"""One wire story in several papers is one story; two meetings of one series are two."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from index import Filter, Library
from index.duplicates import bands, likeness
from news import Article, InputError, article_from_text
from tests.index.fakes import HashEmbedder

WIRE = (
    "Chiều 22-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6. Ông Đỗ Quang Lịch, Chủ tịch "
    "UBND tỉnh, chủ trì hội nghị. Báo cáo tại hội nghị cho biết đến hết tháng 6, tỉnh đã giải ngân 1.500 tỷ đồng, đạt "
    "31,2% kế hoạch, xếp thứ 9 trong 12 tỉnh của vùng. Ông Lịch yêu cầu 7 ban quản lý dự án báo cáo tiến độ trước ngày "
    "30-6, và giao Sở Tài chính rà soát 14 dự án chậm. Kết luận hội nghị, ông nhấn mạnh không để vốn nằm chờ thủ tục."
)


def article(text: str, source: str, date: str | None = None, title: str = "Giao ban") -> Article:
    return article_from_text(text, title=title, source=source, published=dt.date.fromisoformat(date) if date else None)


ORIGINAL = article(WIRE, "Báo Một", "2024-06-22")
EDITED = article(
    WIRE.replace("Chiều 22-6, tại", "Ngày 22-6, ở").replace("nhấn mạnh", "khẳng định") + " Tin từ TTXVN.", "Báo Hai"
)
CUT = article(WIRE[: WIRE.index(" Kết luận")], "Báo Ba", "2024-06-23")
NEXT_MONTH = article(
    WIRE.replace("22-6", "16-7").replace("tháng 6", "tháng 7").replace("1.500", "2.140").replace("31,2", "44,7")
    .replace("30-6", "31-7").replace("thứ 9", "thứ 6").replace("14 dự án", "11 dự án"),
    "Báo Một", "2024-07-16",
)  # fmt: skip
LATE = article(WIRE, "Báo Bốn", "2025-06-22", title="Đăng lại")


@pytest.mark.parametrize("copy", [EDITED, CUT])
def test_copies_share_a_band_and_are_alike(copy: Article) -> None:
    assert set(bands(ORIGINAL.text)) & set(bands(copy.text))
    assert likeness(ORIGINAL, copy) > 0.5


@pytest.mark.parametrize("other", [NEXT_MONTH, LATE])
def test_a_series_is_no_copy(other: Article) -> None:
    assert likeness(ORIGINAL, other) == 0


def test_samples(samples: list[Article]) -> None:
    """Among 28 articles, some of them series with the same words, there is one story in two papers."""
    pairs = [
        (a.title, b.title) for i, a in enumerate(samples) for b in samples[i + 1 :] if a.id != b.id and likeness(a, b)
    ]
    assert len(pairs) == 1
    assert all("hè thu" in str(title) for title in pairs[0])


def stored(folder: Path, *articles: Article) -> Library:
    library = Library.open(folder, HashEmbedder())
    list(library.add_many(articles))
    return library


def groups(library: Library, articles: list[Article]) -> list[set[str | None]]:
    present = {row.id for row in library.articles()}
    return [{c.source for c in library.copies(a.id)} for a in articles if a.id in present]


def test_a_story_is_shown_once_with_its_copies(tmp_path: Path) -> None:
    with stored(tmp_path, ORIGINAL, NEXT_MONTH, EDITED, CUT) as library:
        assert groups(library, [ORIGINAL, EDITED, CUT, NEXT_MONTH]) == [
            {"Báo Hai", "Báo Ba"}, {"Báo Một", "Báo Ba"}, {"Báo Một", "Báo Hai"}, set(),
        ]  # fmt: skip
        library.remove([CUT.id])
        hits = library.search("giải ngân 1.500 tỷ đồng 31,2% kế hoạch", 10)
        told = [hit for hit in hits if hit.article_id != NEXT_MONTH.id]
        assert len({hit.article_id for hit in told}) == 1
        assert {copy.source for copy in told[0].copies} | {library.get(told[0].article_id).source} == {
            "Báo Một", "Báo Hai",
        }  # fmt: skip
        assert told[0].to_dict()["copies"][0]["article_id"]
        other = next(hit for hit in hits if hit.article_id == NEXT_MONTH.id)
        assert "copies" not in other.to_dict()


def test_what_only_a_copy_says_is_found(tmp_path: Path) -> None:
    longer = article(WIRE + " Riêng huyện Lạc Sơn được khen vì làm xong hồ chứa nước Suối Đòi sớm hai tháng, theo "
                     "lời ông Lê Văn Bảy, Chủ tịch UBND huyện, người đã trực tiếp đôn đốc nhà thầu suốt mùa khô vừa qua.",
                     "Báo Hai")  # fmt: skip
    with stored(tmp_path, ORIGINAL, longer) as library:
        assert library.copies(longer.id)
        hits = library.search("hồ chứa nước Suối Đòi", 5)
        assert "Suối Đòi" in hits[0].text


def test_a_group_shrinks_when_its_copies_go(tmp_path: Path) -> None:
    with stored(tmp_path, ORIGINAL, EDITED, CUT) as library:
        library.remove([ORIGINAL.id])
        assert groups(library, [EDITED, CUT]) == [{"Báo Ba"}, {"Báo Hai"}]
        library.remove([EDITED.id])
        assert groups(library, [CUT]) == [set()]
        library.remove([CUT.id])
        with sqlite3.connect(tmp_path / "library.sqlite") as db:
            assert db.execute("SELECT count(*) FROM bands").fetchone() == (0,)
        list(library.add_many([ORIGINAL, CUT]))
        assert groups(library, [ORIGINAL, CUT]) == [{"Báo Ba"}, {"Báo Một"}]
        assert not library.check().problems


def test_an_older_library_is_moved_on(tmp_path: Path) -> None:
    """A library of version 1 opens, says that its copies were never looked for, and repair finds them."""
    with stored(tmp_path, ORIGINAL, EDITED, NEXT_MONTH) as library:
        assert len(library.copies(ORIGINAL.id)) == 1
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.executescript(
            "DROP TABLE names; DROP TABLE name_words; DROP INDEX articles_source; DROP TABLE bands; DROP TABLE fresh_vectors;"
            "DROP INDEX articles_story;"
            "ALTER TABLE articles DROP COLUMN story; DELETE FROM meta WHERE key IN ('sketch', 'cards'); PRAGMA user_version = 1"
        )
    steps: list[tuple[str, int, int]] = []
    with Library.open(tmp_path, HashEmbedder()) as library:
        assert library.check().problems == (
            "copies of one story have not been looked for",
            "the names of the meeting cards have not been read",
        )
        with pytest.raises(InputError, match="check --repair"):
            library.search("giao ban", filter=Filter(person="Lịch"))
        assert library.copies(ORIGINAL.id) == []
        library.repair(lambda *step: steps.append(step))
        assert not library.check().problems
        assert {c.source for c in library.copies(ORIGINAL.id)} == {"Báo Hai"}
    assert steps == [("articles compared", 3, 3), ("meeting cards read", 3, 3)]
