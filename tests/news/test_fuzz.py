"""Whatever bytes a file holds and whatever it is called: articles or clear sentences, never anything else."""

from __future__ import annotations

import io
import json
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news import Article, Failure, read_inputs
from news.metadata import clean_date, clean_source
from news.readers import READABLE
from news.readers.page import text_of_fragment
from tests.news.test_formats import ATOM, ROW, RSS, TEXT, _web_archive

SAMPLES = Path(__file__).parents[2] / "samples"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "100"))
"""FUZZ_EXAMPLES=5000 python -m pytest tests/news/test_fuzz.py looks longer than a test run has time for."""
QUIET = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _seeds() -> dict[str, bytes]:
    """A sound file of each kind by its ending."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table, packed = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{"text": TEXT, "title": "Tin"}]), table)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.txt", TEXT)
        archive.writestr("2.jsonl", ROW)
    return {
        ".txt": TEXT.encode(),
        ".html": (SAMPLES / "giao-ban-giai-ngan-2024-07-16.html").read_bytes(),
        ".docx": (SAMPLES / "giao-ban-giai-ngan-2024-08-20.docx").read_bytes(),
        ".pdf": (SAMPLES / "giao-ban-bao-chi-2024-11-20.pdf").read_bytes(),
        ".mhtml": _web_archive(f"<html><body><p>{TEXT}</p></body></html>"),
        ".rtf": rb"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Times;}}\f0 H\u7897?i ngh\u7883? giao ban.\par}",
        ".rss": RSS.encode(),
        ".atom": ATOM.encode(),
        ".jsonl": f"{ROW}\n{ROW}\n".encode(),
        ".json": f"[{ROW}]".encode(),
        ".csv": 'title,text\nTin,"Sáng 3/10, Sở Y tế họp."\n'.encode(),
        ".parquet": table.getvalue(),
        ".zip": packed.getvalue(),
    }


SEEDS = _seeds()


def check(path: Path) -> None:
    """Reads a file and looks at all that comes."""
    results = list(read_inputs([str(path)]))
    assert results
    for result in results:
        if isinstance(result, Article):
            assert result.text.strip() or result.title
            assert unicodedata.is_normalized("NFC", result.text)
            assert all(result.sentence_texts())
            json.dumps(result.to_dict()).encode()
        else:
            assert isinstance(result, Failure)
            for sentence in (result.error.en, result.error.vi):
                assert sentence.isprintable()
                assert sentence.endswith(".")


@QUIET
@given(data=st.binary(max_size=400), ending=st.sampled_from(READABLE))
def test_any_bytes_under_any_name(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    check(path)


@QUIET
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300), ending=st.sampled_from(READABLE))
def test_any_text_under_any_name(tmp_path: Path, text: str, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text(text, encoding="utf-8")
    check(path)


edits = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "drop", "repeat", "zero"]), st.floats(0, 1), st.integers(0, 255)),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: list[tuple[str, float, int]]) -> bytes:
    out = bytearray(data)
    for kind, place, value in changes:
        at = int(place * max(len(out) - 1, 0))
        match kind:
            case "flip" if out:
                out[at] ^= value or 1
            case "cut":
                del out[at:]
            case "drop":
                del out[at : at + value]
            case "repeat":
                out[at:at] = out[at : at + value]
            case "zero":
                out[at : at + value] = bytes(len(out[at : at + value]))
    return bytes(out)


@pytest.mark.parametrize("ending", SEEDS)
@settings(QUIET, max_examples=max(EXAMPLES // 6, 1))
@given(changes=edits)
def test_damaged_files(tmp_path: Path, ending: str, changes: list[tuple[str, float, int]]) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(damaged(SEEDS[ending], changes))
    check(path)


@pytest.mark.parametrize("ending", SEEDS)
def test_the_sound_files_give_articles(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(SEEDS[ending])
    check(path)
    assert any(isinstance(result, Article) for result in read_inputs([str(path)]))


rows = st.dictionaries(
    st.sampled_from(["text", "body", "title", "abstract", "id", "url", "source", "published", "x"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=6,
)


@QUIET
@given(rows=st.lists(rows, min_size=1, max_size=4))
def test_any_rows(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    check(path)
    assert len(list(read_inputs([str(path)]))) == len(rows)


@QUIET
@given(st.none() | st.text(max_size=40) | st.integers() | st.floats() | st.dates().map(str) | st.datetimes())
def test_any_date_and_source(value: object) -> None:
    clean_date(value)
    source = clean_source(value if isinstance(value, str) else None)
    assert source is None or (source == source.strip() and "\n" not in source)


PIECES = [*"<>/ap;&#x!-[] =\n", "<p>", "</p>", "<br/>", "<!--", "-->", "<?", "&lt;", "<script>", "họp"]


@QUIET
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_fragment(html: str) -> None:
    assert "\n\n" not in text_of_fragment(html)
