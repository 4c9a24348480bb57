"""Formats beyond plain files, files under a false name, and archives that mean harm."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import multiprocessing
import os
import resource
import struct
import unicodedata
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from news import Article, Failure, read_inputs
from news.readers.text import decode
from tests.news.readers import TEXT, articles, is_clear, only, read, refused

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
ROW = json.dumps({"title": "Tin một", "text": TEXT}, ensure_ascii=False)
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    "name", ["a.csv", "a.jsonl", "a.parquet", "a.docx", "a.pdf", "a.json", "a.rtf", "a.mhtml", "a.rss", "a.zip"]
)
def test_a_picture_under_a_false_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PICTURE)
    refused(tmp_path / name, "is a PNG picture")


@pytest.mark.parametrize("name", ["a.parquet", "a.docx", "a.pdf", "a.rtf", "a.zip"])
def test_text_under_a_false_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT)
    refused(tmp_path / name, "although it is called so")


def test_a_text_that_is_called_json_lines_fails_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(f"Dòng thứ {i} của một bài viết." for i in range(500)))
    refused(path, "None of the first 20 lines", "JSON")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(f"{ROW}\n{ROW}\n".encode(encoding))
    assert [a.title for a in articles(tmp_path / "a.jsonl")] == ["Tin một"] * 2


def test_a_line_that_is_too_long_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("news.readers.dump._LINE_BYTES", 2**20)
    path = tmp_path / "a.jsonl"
    with path.open("w") as out:
        out.write(ROW + "\n" + json.dumps({"text": "x" * (5 * 2**20)}) + "\n" + ROW + "\n{broken\n")
    first, long, second, broken = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    is_clear(long, "Line 2", "longer than")
    is_clear(broken, "Line 4", "not JSON")


def test_a_line_with_a_broken_letter_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROW.encode() + b"\n" + '{"text": "h\u1ecdp"}'.encode()[:-4] + b'p"}\n')
    good, broken = read(tmp_path / "a.jsonl")
    assert isinstance(good, Article)
    is_clear(broken, "Line 2", "not UTF-8")


def test_packed_dumps(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROW.encode()))
    assert only(tmp_path / "a.jsonl.gz").title == "Tin một"
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(os.urandom(200).hex().encode() + ROW.encode())[:-30])
    is_clear(read(tmp_path / "cut.jsonl.gz")[-1], "cut.jsonl.gz")
    (tmp_path / "bai.txt.xz").write_bytes(b"\xfd7zXZ\x00" + os.urandom(100))
    refused(tmp_path / "bai.txt.xz", "packed")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_as_spreadsheets_save_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [
        delimiter.join(("Title", "Text", "Published")),
        delimiter.join(("Tin một", '"Họp phiên 3;\nthông qua, nghị quyết | số 5\tvà 6."', "22/06/2024")),
        delimiter.join(("Tin hai", "", "")),
    ]
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode(encoding))
    article, failure = read(tmp_path / "a.csv")
    assert isinstance(article, Article)
    assert (article.title, article.published) == ("Tin một", dt.date(2024, 6, 22))
    assert "thông qua, nghị quyết | số 5" in article.text
    is_clear(failure, "Line 4", "no 'text'")


def _peak_mb(path: Path) -> tuple[float, int, str]:
    """How much more memory a process takes at most while it reads a file; how many results; the last failure."""
    context = multiprocessing.get_context("fork")  # shares what is imported, and begins with its own high mark
    ours, theirs = context.Pipe()

    def measure() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        count, said = 0, ""
        for result in read_inputs([str(path)]):
            count, said = count + 1, result.error.en if isinstance(result, Failure) else ""
        theirs.send(((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, count, said))

    process = context.Process(target=measure)
    process.start()
    measured: tuple[float, int, str] = ours.recv()
    process.join()
    return measured


@pytest.mark.parametrize("name", ["zeros.csv", "zeros.jsonl", "zeros.txt", "zeros.zip"])
def test_two_gigabytes_of_zeros(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as out:
        out.truncate(2 * 2**30)
    megabytes, count, said = _peak_mb(tmp_path / name)
    assert megabytes < 30
    assert count == 1
    assert name in said


@pytest.mark.parametrize("name", ["many.jsonl", "many.csv"])
def test_a_dump_is_read_in_flat_memory(tmp_path: Path, name: str) -> None:
    text = "Họp. " + "x" * 100_000
    with (tmp_path / name).open("w") as out:
        out.write("text\n" if name.endswith("csv") else "")
        for number in range(150):
            out.write(
                (json.dumps({"text": f"{number} {text}"}) if name.endswith("jsonl") else f"{number} {text}") + "\n"
            )
    assert (tmp_path / name).stat().st_size > 15e6
    megabytes, count, _ = _peak_mb(tmp_path / name)
    assert count == 150
    assert megabytes < 10


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[{ROW},\n {{}}, {ROW}]")
    assert [type(r) for r in read(path)] == [Article, Failure, Article]
    path.write_text(json.dumps({"text": TEXT}, indent=2))
    assert "1.500 tỷ" in only(path).text
    path.write_text(f"{ROW}\n{ROW}\n")
    assert len(articles(path)) == 2
    path.write_text("không phải JSON")
    refused(path, "Line 1", "is not JSON")


def test_rtf(tmp_path: Path) -> None:
    escaped = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in TEXT).replace("\n", "\\par\n")
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Times New Roman;}}\f0 " + escaped + "}")
    article = only(path)
    assert article.title == "Hội nghị giao ban tháng 6"
    assert article.text.endswith("Tỉnh đã giải ngân 1.500 tỷ đồng.")
    path.write_text(r"{\rtf1\ansi }")
    refused(path, "no text")


def _web_archive(html: str) -> bytes:
    page = EmailMessage()
    page["Snapshot-Content-Location"] = "https://baothuongduc.example/giao-ban"
    page.set_content(html, subtype="html", charset="utf-8", cte="quoted-printable")
    page.add_related(b"\x89PNG", "image", "png")
    return bytes(page)


def test_web_archive(tmp_path: Path) -> None:
    html = (SAMPLES / "giao-ban-giai-ngan-2024-07-16.html").read_text()
    (tmp_path / "a.mhtml").write_bytes(_web_archive(html))
    (tmp_path / "same.html").write_text(html)
    article = only(tmp_path / "a.mhtml")
    assert article.text == only(tmp_path / "same.html").text
    assert article.url == "https://baothuongduc.example/giao-ban"
    (tmp_path / "b.mht").write_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n")
    refused(tmp_path / "b.mht", "no web page")


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo Thường Đức</title>
<item><title>Giao ban &amp; giải ngân</title><link>https://bao.example/1</link>
<pubDate>Sat, 22 Jun 2024 23:30:00 +0700</pubDate>
<description><![CDATA[<a href="x"><img src="y"/></a>Chiều 22-6, tỉnh <b>họp</b> giao ban.<br/>Ông Lịch chủ trì.]]></description></item>
<item><title>Chỉ có tiêu đề</title><link>https://bao.example/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin họp</title><entry><title>Phiên họp</title>
<link href="https://bao.example/3"/><updated>2024-06-22T18:30:00Z</updated>
<content type="html">&lt;p&gt;Sáng 3/10, Sở Y tế họp.&lt;/p&gt;&lt;p&gt;Có 58 đại biểu.&lt;/p&gt;</content></entry></feed>"""


def test_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    article, failure = read(tmp_path / "a.rss")
    assert isinstance(article, Article)
    assert (article.title, article.source, article.url) == (
        "Giao ban & giải ngân", "Báo Thường Đức", "https://bao.example/1",
    )  # fmt: skip
    assert article.published == dt.date(2024, 6, 22)
    assert article.text == "Chiều 22-6, tỉnh họp giao ban.\nÔng Lịch chủ trì."
    is_clear(failure, "Entry 2", "--allow-url")
    (tmp_path / "feed.xml").write_text(ATOM)
    article = only(tmp_path / "feed.xml")
    assert article.sentence_texts() == ["Sáng 3/10, Sở Y tế họp.", "Có 58 đại biểu."]
    assert article.published == dt.date(2024, 6, 23)  # half past one in the night in Vietnam
    (tmp_path / "other.xml").write_text("<?xml version='1.0'?><urlset/>")
    refused(tmp_path / "other.xml", "no RSS or Atom")
    (tmp_path / "cut.rss").write_text(RSS[:90])
    refused(tmp_path / "cut.rss", "without entries")
    bomb = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 20}">' for i in range(12))
    (tmp_path / "bomb.rss").write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{bomb}]><rss><channel><title>&l12;</title></channel></rss>'
    )
    refused(tmp_path / "bomb.rss", "feed")


def _zip(path: Path, members: dict[str, bytes | str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_zip(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist([{"text": "Phiên họp trong tệp Parquet."}]), tmp_path / "a.parquet")
    _zip(
        tmp_path / "a.zip",
        {
            "../../x/1.txt": TEXT,
            'tin\n"hai".jsonl': f"{ROW}\n{{broken\n",
            "c.docx": next(SAMPLES.glob("*.docx")).read_bytes(),
            "d.parquet": (tmp_path / "a.parquet").read_bytes(),
            "e.png": PICTURE,
            "f.txt": PICTURE,
            "g.zip": b"PK\x03\x04",
            ".an/h.txt": TEXT,
            "__MACOSX/1.txt": TEXT,
        },
    )
    results = read(tmp_path / "a.zip")
    good = [r for r in results if isinstance(r, Article)]
    bad = [r for r in results if isinstance(r, Failure)]
    assert [len(good), len(bad)] == [4, 3]
    for failure, words in zip(bad, ("f.txt", "g.zip", "Line 2"), strict=True):
        is_clear(failure, words, "a.zip: ")
    assert not list(tmp_path.parent.glob("x*"))
    _zip(tmp_path / "none.zip", {"a.png": PICTURE})
    refused(tmp_path / "none.zip", "no readable articles")
    _zip(tmp_path / "table.xlsx", {"xl/workbook.xml": "<x/>"})
    refused(tmp_path / "table.xlsx", "an Excel file")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:200])
    refused(tmp_path / "cut.zip", "damaged zip")


def test_damage_within_a_zip_is_named(tmp_path: Path) -> None:
    _zip(tmp_path / "a.zip", {"1.txt": os.urandom(3000).hex(), "2.txt": TEXT})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[500:600] = bytes(100)
    (tmp_path / "a.zip").write_bytes(data)
    first, second = read(tmp_path / "a.zip")
    is_clear(first, "1.txt", "damaged")
    assert isinstance(second, Article)


def test_a_locked_zip(tmp_path: Path) -> None:
    _zip(tmp_path / "a.zip", {"1.txt": TEXT})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = data.index(signature) + at
        data[where : where + 2] = struct.pack("<H", 1)
    (tmp_path / "a.zip").write_bytes(data)
    refused(tmp_path / "a.zip", "1.txt", "locked with a password")


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.docx"])
def test_zip_bombs_are_refused_unread(tmp_path: Path, name: str) -> None:
    inner = "word/document.xml" if name.endswith("docx") else "1.txt"
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(inner, "w") as out:
        for _ in range(51):
            out.write(bytes(2**20))
    assert (tmp_path / name).stat().st_size < 200_000
    refused(tmp_path / name, "unpacks to 51 MB")


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    _zip(tmp_path / "a.zip", {"1.txt": "x" * 3_000_000})
    data = (tmp_path / "a.zip").read_bytes().replace(struct.pack("<I", 3_000_000), struct.pack("<I", 300))
    (tmp_path / "a.zip").write_bytes(data)
    (result,) = read(tmp_path / "a.zip")
    is_clear(result, "damaged")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_either_unicode_form(tmp_path: Path, form: str) -> None:
    (tmp_path / unicodedata.normalize(form, "Hội nghị.txt")).write_text(TEXT)  # type: ignore[arg-type]
    for asked in ("NFC", "NFD"):
        assert only(tmp_path / unicodedata.normalize(asked, "Hội nghị.txt"))  # type: ignore[arg-type]


def test_odd_names_make_one_printable_sentence(tmp_path: Path) -> None:
    for name in (b"a\n'b\".txt", b"\x1b[31m.txt", b"\xff\xfe.txt", b"..%2f...txt", ("ộ" * 80).encode() + b".txt"):
        path = tmp_path / os.fsdecode(name)
        path.write_bytes(PICTURE)
        refused(path, "PNG picture")
        path.unlink()
    refused("a\nb", "no file or folder")


def test_links(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "1.txt").write_text(TEXT)
    result, failure = read(tmp_path)
    assert isinstance(result, Failure) != isinstance(failure, Failure)


def test_a_folder_that_may_not_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dong").mkdir()
    (tmp_path / "mo").mkdir()
    (tmp_path / "mo" / "1.txt").write_text(TEXT)
    scandir = os.scandir

    def guarded(path: str | bytes | int | os.PathLike[str]) -> object:  # root may open everything
        if str(path).endswith("dong"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "scandir", guarded)
    failure, article = read(tmp_path)
    is_clear(failure, "dong", "may not be opened")
    assert isinstance(article, Article)


LANGUAGES = {
    "cp1251": "Совещание правительства области состоялось сегодня. Губернатор выступил с докладом о бюджете.",
    "cp1252": "La réunion du conseil a été présidée par le préfet, qui a rappelé les délais de l'hôtel de ville.",
    "koi8-r": "Совещание правительства области состоялось сегодня. Губернатор выступил с докладом о бюджете.",
}


@pytest.mark.parametrize("encoding", LANGUAGES)
def test_other_languages_are_not_taken_for_vietnamese(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes((LANGUAGES[encoding] * 3).encode(encoding))
    assert LANGUAGES[encoding][:30] in only(tmp_path / "a.txt").text


def test_utf8_with_a_damaged_letter_stays_utf8(tmp_path: Path) -> None:
    data = (TEXT * 3).encode()
    (tmp_path / "a.txt").write_bytes(data[:200] + b"\xe1\xbb" + data[200:])
    text = only(tmp_path / "a.txt").text
    assert text.count("\ufffd") == 1
    assert "1.500 tỷ đồng" in text


def test_standard_input_is_read_as_a_stream() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stdin, os.fdopen(writing, "wb") as out:
        results = read_inputs(["-"], stdin=stdin)
        out.write(f"{ROW}\n".encode() * 50)
        out.flush()
        out.close()
        assert isinstance(next(results), Article)
        assert sum(isinstance(r, Article) for r in results) == 49
    stream = io.BytesIO(TEXT.encode())
    list(read_inputs(["-"], stdin=stream))
    assert not stream.closed


@pytest.mark.parametrize(("name", "content"), [("a.csv", "title,text\n"), ("a.csv", "title,te"), ("a.json", "[]")])
def test_a_frame_without_rows_is_said_to_be_empty(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (failure,) = read_inputs([str(tmp_path / name)])
    assert isinstance(failure, Failure)
    assert name in failure.error.en


def test_a_parquet_without_rows_is_said_to_be_empty(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), tmp_path / "a.parquet")
    (failure,) = read_inputs([str(tmp_path / "a.parquet")])
    assert isinstance(failure, Failure)
    assert "no article" in failure.error.en


@pytest.mark.parametrize(("name", "data"), [("a.jsonl", b"\t\n \n"), ("a.json", b"\r")])
def test_a_dump_of_blank_lines_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (failure,) = read_inputs([str(tmp_path / name)])
    assert isinstance(failure, Failure)
    assert "is empty" in str(failure.error)


@pytest.mark.parametrize("charset", ["quote\x00-printable", "không-có", "punycode", "idna", "ascii", "base64"])
def test_a_charset_that_is_none_is_found_by_what_is_written(charset: str) -> None:
    text = "Chiều 22-6, tỉnh họp giao ban."
    assert decode(text.encode(), "a.html", charset=charset) == text
