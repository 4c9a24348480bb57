"""Every format, and every kind of bad input in one clear sentence."""

from __future__ import annotations

import datetime as dt
import io
import json
import lzma
import os
import unicodedata
from pathlib import Path

import pytest

from news import Article, Failure, article_from_html, read_inputs
from tests.news.readers import TEXT, only, read, refused


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bai.txt"
    path.write_bytes(TEXT.encode(encoding))
    article = only(path)
    assert article.title == "Hội nghị giao ban tháng 6"
    assert "giải ngân 1.500 tỷ đồng." in article.text


def test_windows_1258(tmp_path: Path) -> None:
    """Its letters carry their tone as a mark of its own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    half = ""
    for char in unicodedata.normalize("NFC", TEXT):
        base = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in base if c in tones)
        half += unicodedata.normalize("NFC", "".join(c for c in base if c not in tones)) + tone
    path = tmp_path / "bai.txt"
    path.write_bytes(half.encode("cp1258"))
    assert only(path).text == only_text(tmp_path)


def only_text(folder: Path) -> str:
    path = folder / "same.txt"
    path.write_text(TEXT, encoding="utf-8")
    return only(path).text


def test_bad_files(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    refused(empty, "'empty.txt' is empty")
    blank = tmp_path / "blank.txt"
    blank.write_text(" \n\t\n")
    refused(blank, "empty")
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(2000))
    refused(picture, "PNG picture")
    noise = tmp_path / "noise.txt"
    noise.write_bytes(bytes(range(256)) * 20)
    refused(noise, "not text")
    refused(tmp_path / "absent.txt", "no file or folder")
    refused("a" * 5000, "cannot be opened")
    digits = tmp_path / "digits.txt"
    digits.write_text("1 2 3\n4 5 6\n")
    refused(digits, "no words")


def test_a_300_mb_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as out:
        out.truncate(300 * 2**20)
    refused(path, "300 MB", "50 MB")


def test_pdf(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    source = Path(__file__).parents[2] / "samples" / "giao-ban-bao-chi-2024-11-20.pdf"
    article = only(source)
    assert article.title == "Giao ban báo chí tháng 11 tỉnh Thường Đức"
    assert article.published == dt.date(2024, 11, 20)
    assert "Trang 1" not in article.text
    assert "64 tin, bài phản ánh hạn chế, tập trung vào tiến độ cầu Kim Giang 2" in article.text
    locked = PdfWriter(clone_from=PdfReader(source))
    locked.encrypt("mật khẩu", algorithm="AES-256")
    locked.write(tmp_path / "locked.pdf")
    refused(tmp_path / "locked.pdf", "locked with a password")
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    blank.write(tmp_path / "scan.pdf")
    refused(tmp_path / "scan.pdf", "scanned")
    (tmp_path / "cut.pdf").write_bytes(source.read_bytes()[:900])
    refused(tmp_path / "cut.pdf", "cut.pdf")
    (tmp_path / "false.pdf").write_text(TEXT)
    refused(tmp_path / "false.pdf", "not a PDF")


def test_docx(tmp_path: Path) -> None:
    import docx

    source = Path(__file__).parents[2] / "samples" / "hop-dong-bo-quy-hoach-2024-04-11.docx"
    article = only(source)
    assert article.title == "Hội nghị lấy ý kiến điều chỉnh quy hoạch chung TP Đông Lĩnh"
    assert "Diện tích (ha) | 7.240 | 11.850" in article.sentence_texts()
    (tmp_path / "cut.docx").write_bytes(source.read_bytes()[:3000])
    refused(tmp_path / "cut.docx", "not a whole Word file")
    docx.Document().save(str(tmp_path / "empty.docx"))
    refused(tmp_path / "empty.docx", "no text")
    import zipfile

    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("a.txt", "x")
    refused(tmp_path / "other.docx", "not a whole Word file")


def test_html_noise_goes(samples: list[Article]) -> None:
    article = next(a for a in samples if a.title == "Cầu Kim Giang 2 lùi hợp long sang giữa tháng 12")
    assert article.source == "Báo Giao Thông Mới"
    assert article.published == dt.date(2024, 9, 24)
    assert article.url == "https://giaothongmoi.example/cau-kim-giang-2-lui"
    for noise in ("Trang chủ", "Quảng cáo", "Bình luận", "Độc giả", "Tin liên quan", "Ảnh:", "Giấy phép", "var dem"):
        assert noise not in article.text
    assert any(piece.kind == "caption" for piece in article.removed)


def test_html_without_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>x()</script></body></html>")
    refused(path, "No article text")


def test_text_of_a_page_stays_text() -> None:
    article = article_from_html(
        "<html><body><p>Ông nói &lt;script&gt;alert(1)&lt;/script&gt; là mã độc nguy hiểm.</p></body></html>"
    )
    assert "<script>alert(1)</script>" in article.text


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "title": "Tin một", "text": TEXT, "published": "2024-06-22", "source": "Báo A"},
        {
            "title": "Tin hai",
            "abstract": "Tóm tắt của báo.",
            "body": ["Họp tại TP.", "Kim Giang sáng 3/10.", "Ông Lịch chủ trì."],
        },
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines[1:1] = ["{broken", "[1]", '{"title": "no text"}', ""]
    path = tmp_path / "dump.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as out:
        out.write("\n".join(lines))
    results = read(path)
    first, *failures, last = results
    assert isinstance(first, Article)
    assert (first.key, first.title, first.source, first.published) == ("a", "Tin một", "Báo A", dt.date(2024, 6, 22))
    assert [isinstance(f, Failure) for f in failures] == [True] * 3
    assert "Line 2" in failures[0].error.en  # type: ignore[union-attr]
    assert isinstance(last, Article)
    assert last.sentence_texts() == ["Họp tại TP. Kim Giang sáng 3/10.", "Ông Lịch chủ trì."]
    assert last.reference == "Tóm tắt của báo."
    assert "Tóm tắt của báo" not in last.text
    path.write_bytes(path.read_bytes()[:-40])
    assert isinstance(read(path)[-1], Failure)


def test_csv_and_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"title": "Tin một", "text": TEXT}, {"title": "Tin hai", "text": "Sáng 3/10, Sở Y tế họp giao ban."}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "dump.parquet")
    (tmp_path / "dump.csv").write_text('title,text\nTin hai,"Sáng 3/10, Sở Y tế họp giao ban."\n,\n', encoding="utf-8")
    assert [a.title for a in read(tmp_path / "dump.parquet") if isinstance(a, Article)] == ["Tin một", "Tin hai"]
    article, failure = read(tmp_path / "dump.csv")
    assert isinstance(article, Article)
    assert isinstance(failure, Failure)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    refused(tmp_path / "other.csv", "no column 'text'")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 not really")
    refused(tmp_path / "bad.parquet", "damaged")


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "1.txt").write_text(TEXT.replace("22-6", "23-6"), encoding="utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "b" / "bad.txt").touch()
    results = read(tmp_path)
    assert [type(r).__name__ for r in results] == ["Article", "Article", "Failure"]
    (tmp_path / "none").mkdir()
    refused(tmp_path / "none", "no readable articles")


def test_standard_input() -> None:
    (article,) = read_inputs(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(article, Article)
    lines = "".join(json.dumps({"text": f"Họp phiên thứ {i} sáng 3/10."}) + "\n" for i in range(3))
    assert len(list(read_inputs(["-"], stdin=io.BytesIO(lines.encode())))) == 3
