"""What may be said for a word or a phrase."""

from __future__ import annotations

from index.analysis import words
from index.thesaurus import GROUPS, Thesaurus, thesaurus


def test_the_longest_phrase_comes_first() -> None:
    known = Thesaurus({"họp": ("nhóm họp",), "họp báo": ("gặp gỡ báo chí",)})
    assert list(known.at(["cuộc", "họp", "báo"], 1)) == [(2, ("gặp gỡ báo chí",)), (1, ("nhóm họp",))]
    assert list(known.at(["cuộc", "họp", "báo"], 0)) == []
    assert known.others("họp báo") == ("gặp gỡ báo chí",)
    assert known.others("bế mạc") == ()


def test_what_asks_is_no_phrase() -> None:
    assert list(Thesaurus({"cớ gì": ("lý do",)}).at(["cớ", "gì"], 0)) == []


def test_an_empty_one_finds_nothing() -> None:
    assert list(Thesaurus({}).at(["họp"], 0)) == []


def test_the_groups_go_both_ways_unless_marked() -> None:
    known = thesaurus()
    assert "heo" in known.others("lợn")
    assert "lợn" in known.others("heo")
    assert "phần lan" in known.others("đất nước ngàn hồ")
    assert "đất nước ngàn hồ" not in known.others("phần lan")


def test_the_file_is_in_order() -> None:
    lines = GROUPS.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) > 10_000
    for line in lines:
        members = line.removeprefix("> ").split(" | ")
        assert len(members) == len(set(members)) > 1, line
        for member in members:
            assert 1 <= len(member.split()) <= 6, line
            assert member == " ".join(words(member)), line
