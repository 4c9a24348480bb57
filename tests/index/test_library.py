"""The library: finds what is there, loses nothing, and says clearly what is wrong."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import AddStatus, Filter, Library
from index.passages import cut
from news import Article, InputError, article_from_text
from news.vietnamese import fold
from tests.index.fakes import HashEmbedder


@pytest.fixture
def library(tmp_path: Path, samples: list[Article]) -> Iterator[Library]:
    with Library.open(tmp_path / "lib", HashEmbedder()) as made:
        list(made.add_many(samples))
        yield made


def titles(library: Library, query: str, filter: Filter | None = None) -> list[str | None]:
    return [hit.title for hit in library.search(query, 5, filter)]


def test_every_hit_quotes_its_passage_exactly(library: Library) -> None:
    for query in ("cầu Kim Giang 2", "giai ngan", "“hồ chứa nước Suối Đòi”", "18-NQ/TW", "lúa hè thu"):
        hits = library.search(query, 8)
        assert hits
        for hit in hits:
            assert library.get(hit.article_id).text[hit.span.start : hit.span.end] == hit.span.quote == hit.text
        assert len({hit.passage_id for hit in hits}) == len(hits)


def test_words_as_people_type_them(library: Library) -> None:
    for query in ("112-KH/TU", "Kế hoạch số 112-KH/TU", "18-NQ/TW"):
        assert "112-KH/TU" in library.lexical_search(query, 1)[0].text
    for query in ("gốm Cổ Lãm", "gom co lam", "làng gốm cổ lãm"):
        assert "gốm Cổ Lãm" in str(titles(library, query)[0])
    assert titles(library, "toạ đàm Cổ Lãm")[0] == titles(library, "tọa đàm Cổ Lãm")[0]
    quoted = library.search('"chợ đêm ven hồ Pá Chiêm"', 5)
    assert quoted
    assert "chợ đêm ven hồ Pá Chiêm" in quoted[0].text


def test_diacritics_are_kept(tmp_path: Path) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        for text in ("Miền nam có nắng ấm quanh vùng.", "Một năm có mười hai tháng tròn."):
            library.add(article_from_text(text))
        assert "nam" in library.lexical_search("miền nam", 1)[0].text
        assert "năm" in library.lexical_search("năm tháng", 1)[0].text
        assert not library.lexical_search("nám", 1)
        assert len(library.lexical_search("nam", 5)) == 2


def test_filters_work_inside_the_search(library: Library) -> None:
    june = Filter(dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    hits = library.search("giải ngân vốn đầu tư công", 5, june)
    assert hits
    assert all(library.get(h.article_id).published.month == 6 for h in hits)  # type: ignore[union-attr]
    assert all(
        library.get(h.article_id).source == "Báo Vân Sơn"
        for h in library.search("hội nghị", 9, Filter(source="Báo Vân Sơn"))
    )
    assert library.search("hội nghị", 5, Filter(dt.date(1999, 1, 1), dt.date(1999, 2, 1))) == []


def test_adding_again_changes_nothing(library: Library, samples: list[Article]) -> None:
    before = library.counts()
    assert {r.status for r in library.add_many(samples)} == {AddStatus.UNCHANGED}
    assert library.counts() == before


def test_new_content_under_the_same_url_replaces(library: Library) -> None:
    url = "https://baothuongduc.example/giai-ngan-thang-7"
    old = next(a for a in (library.get(r.id) for r in library.articles()) if a.url == url)
    new = article_from_text(
        "Bản tin đã đính chính: tỉnh giải ngân đạt 45,1% kế hoạch vốn lạ kỳ.", title="Đính chính", url=url
    )
    result = library.add(new)
    assert (result.status, result.replaced_id) == (AddStatus.REPLACED, old.id)
    assert titles(library, "đính chính lạ kỳ")[0] == "Đính chính"
    with pytest.raises(InputError, match="no article"):
        library.get(old.id)
    assert not library.check().problems


def test_what_is_removed_is_never_found_again(library: Library) -> None:
    gone = library.search("gốm Cổ Lãm", 1)[0].article_id
    with pytest.raises(InputError, match="no article"):
        library.remove([gone, "ffffffff"])
    assert library.get(gone)
    library.remove([gone[:8]])
    assert gone not in {hit.article_id for hit in library.search("gốm Cổ Lãm", 20)}
    assert not library.check().problems


def test_the_stored_article_is_the_same(library: Library, samples: list[Article]) -> None:
    for article in samples:
        stored = library.get(article.id)
        assert stored.to_dict() == article.to_dict()
        assert stored.raw == article.raw
        assert [stored.offsets.to_raw(s.start) for s in stored.sentences] == [
            article.offsets.to_raw(s.start) for s in article.sentences
        ]


def test_passages_are_whole_sentences(samples: list[Article]) -> None:
    for article in samples:
        spans = cut(article)
        starts, ends = {s.start for s in article.sentences}, {s.end for s in article.sentences}
        assert all(start in starts and end in ends for start, end in spans)
        assert spans == sorted(spans)
        assert spans[0][0] == article.sentences[0].start
        assert spans[-1][1] == article.sentences[-1].end


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_query_is_safe(library: Library, query: str) -> None:
    library.search(query, 3)


def test_another_embedder_is_noticed_and_repaired(tmp_path: Path, samples: list[Article]) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(samples[:6]))
    with pytest.raises(InputError, match="check --repair"):
        Library.open(tmp_path, HashEmbedder("other"))
    with Library.open(tmp_path, HashEmbedder("other"), any_embedder=True) as library:
        assert library.check().problems
        library.repair()
        assert not library.check().problems
    Library.open(tmp_path, HashEmbedder("other")).close()


def test_no_library_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tinhop add"):
        Library.open(tmp_path / "none", HashEmbedder(), create=False)
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        Library.open(tmp_path / "file" / "lib", HashEmbedder())


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    Library.open(tmp_path, HashEmbedder()).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer tinhop"):
        Library.open(tmp_path, HashEmbedder())


def test_accentless_queries_find_the_same(library: Library) -> None:
    for query in ("hạn mặn vụ hè thu ở Giồng Sậy", "đấu giá đất Đông Lĩnh", "dịch truyền cao phân tử"):
        assert library.lexical_search(fold(query), 1)[0].passage_id == library.lexical_search(query, 1)[0].passage_id
