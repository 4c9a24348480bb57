"""Search by the persons and places that meeting cards name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from facts.meeting import meeting_facts, persons_and_places
from index import Filter, Library
from index.cards import PERSON, PLACE, is_meant, names_of, wanted
from news import Article, InputError, article_from_text
from tests.index.fakes import HashEmbedder


@pytest.fixture
def library(tmp_path: Path, samples: list[Article]) -> Iterator[Library]:
    with Library.open(tmp_path / "lib", HashEmbedder()) as made:
        list(made.add_many(samples))
        yield made


def listed(library: Library, **filter: str) -> set[str]:
    return {row.id for row in library.articles(Filter(**filter))}  # type: ignore[arg-type]


def test_names_are_those_of_the_whole_card(samples: list[Article]) -> None:
    for article in samples:
        persons, places = persons_and_places(article)
        card = meeting_facts(article)
        if card is None:
            assert not persons and not places
            continue
        named = [*(c.name for c in card.chairs), *(s.name for s in card.speakers), *(p.text for p in card.participants)]
        assert persons == named
        assert places == [where.text for where in card.where]


def test_a_person_is_found_as_people_type_the_name(library: Library) -> None:
    found = listed(library, person="Đỗ Quang Lịch")
    assert len(found) >= 3
    assert all("Đỗ Quang Lịch" in library.get(article_id).text for article_id in found)
    for typed in (
        "do quang lich",
        "ĐỖ QUANG LỊCH",
        "ông Đỗ Quang Lịch",
        "đồng chí Đỗ Quang Lịch",
        "Quang Lich",
        "Đỗ Quang Lịch",
    ):
        assert listed(library, person=typed) == found, typed
    for other in ("Đỗ Quang Lích", "Quang Lị", "Lịch Quang", "Kim Giang", "?!"):
        assert not listed(library, person=other), other


def test_both_placements_of_a_tone_mark_are_one(library: Library) -> None:
    assert listed(library, person="Phùng Thị Hòa") == listed(library, person="Phùng Thị Hoà") != set()
    assert listed(library, person="Trần Quang Thụy") == listed(library, person="tran quang thuy") != set()


def test_a_place_is_found_however_it_is_shortened(library: Library) -> None:
    found = listed(library, place="TP. Kim Giang")
    assert len(found) >= 3
    for typed in ("thành phố Kim Giang", "tp kim giang", "thanh pho kim giang"):
        assert listed(library, place=typed) == found
    assert found <= listed(library, place="Kim Giang")
    assert not listed(library, place="Đỗ Quang Lịch")


def test_search_keeps_to_them(library: Library) -> None:
    for filter in (Filter(person="Nguyễn Thị Mai Thảo"), Filter(place="huyện Giồng Sậy")):
        allowed = {row.id for row in library.articles(filter)}
        hits = library.search("lúa hè thu", 20, filter)
        assert hits
        assert {hit.article_id for hit in hits} <= allowed
        assert {hit.article_id for hit in library.search("lúa hè thu", 20)} - allowed
    both = Filter(person="Nguyễn Thị Mai Thảo", place="Giồng Sậy", source="Không có báo này")
    assert library.search("lúa hè thu", 5, both) == []


def test_names_go_with_their_article(library: Library, tmp_path: Path) -> None:
    (article_id, *_) = listed(library, person="Đỗ Quang Lịch")
    library.remove([article_id])
    assert article_id not in listed(library, person="Đỗ Quang Lịch")
    library.remove([row.id for row in library.articles()])
    with sqlite3.connect(tmp_path / "lib" / "library.sqlite") as db:
        assert db.execute("SELECT count(*) FROM names").fetchone() == (0,)


def test_an_older_library_is_read_as_it_is_and_moved_on_when_written(library: Library, tmp_path: Path) -> None:
    """One of version 3 has no table by which names are looked up."""
    asked = [{"person": "Đỗ Quang Lịch"}, {"person": "quang lich"}, {"person": "ông Lịch"}, {"place": "TP. Kim Giang"}]
    asked += [{"person": "Trần"}, {"place": "giang"}, {"person": "Quang Lích"}, {"person": "?!"}]
    before = [listed(library, **one) for one in asked]
    assert [bool(found) for found in before] == [True] * 6 + [False] * 2
    path = tmp_path / "lib" / "library.sqlite"
    with sqlite3.connect(path) as db:
        words = db.execute("SELECT * FROM name_words").fetchall()
        db.executescript("DROP TABLE name_words; PRAGMA user_version = 3")
    for read_only, version in ((True, 3), (False, 4)):
        with Library.open(tmp_path / "lib", HashEmbedder(), read_only=read_only) as older:
            assert [listed(older, **one) for one in asked] == before
        with sqlite3.connect(path) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (version,)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT * FROM name_words").fetchall() == words


def test_names_are_looked_up_and_not_read_through(library: Library) -> None:
    clause, values = library._store._where(Filter(person="Đỗ Quang Lịch", place="Kim Giang"))
    with library._store.reading() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN SELECT id FROM articles{clause}", values)]
    assert sum("SEARCH name_words USING PRIMARY KEY (kind=? AND word=?)" in step for step in plan) == 2, plan
    assert sum("SEARCH names USING PRIMARY KEY (kind=? AND folded=? AND exact=?)" in step for step in plan) == 2, plan


def test_an_article_about_no_meeting_names_nobody() -> None:
    assert names_of(article_from_text("Giá vàng hôm nay tăng mạnh. Ông Nguyễn Văn An mua hai lượng.")) == []


def test_a_library_that_has_not_read_its_cards_says_so(library: Library) -> None:
    library._store.set_meta("cards", "0")
    assert library.check().problems == ("the names of the meeting cards have not been read",)
    for filter in (Filter(person="Lịch"), Filter(place="Kim Giang")):
        with pytest.raises(InputError, match="check --repair"):
            library.articles(filter)
    library.repair()
    assert not library.check().problems
    assert listed(library, person="Đỗ Quang Lịch")


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        (" đỗ quang lịch ", " quang lich ", True),
        (" đỗ quang lịch ", " đỗ quang lich ", True),
        (" đỗ quang lịch ", " do quang lịch ", True),
        (" đỗ quang lịch ", " quang lích ", False),
        (" lê hà ", " lê hạ ", False),
        (" lê hà ", " le ha ", True),
        (" hà ", " lê hà ", False),
    ],
)
def test_diacritics_that_are_typed_count(name: str, typed: str, meant: bool) -> None:
    assert is_meant(name, typed) is meant


def test_what_is_looked_for() -> None:
    assert wanted(PERSON, "Bà Lê Hà")[0] == " lê hà "
    assert wanted(PERSON, "Bà")[0] == " bà "
    assert wanted(PLACE, "TX. Hòa Bình") == (" thị xã hoà bình ", " thi xa hoa binh ")
    assert wanted(PLACE, " ?! ") == ("", "")
