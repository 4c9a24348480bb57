"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

from news.errors import InputError

READABLE = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"{\\rtf": "rtf",
    b"PAR1": "parquet",
    b"\xfd7zXZ\x00": "xz",
    b"\x1f\x8b": "gzip",
}
_FOREIGN = {
    b"\x89PNG": ("a PNG picture", "ảnh PNG"),
    b"\xff\xd8\xff": ("a JPEG picture", "ảnh JPEG"),
    b"GIF8": ("a GIF picture", "ảnh GIF"),
    b"BM": ("a BMP picture", "ảnh BMP"),
    b"II*\x00": ("a TIFF picture", "ảnh TIFF"),
    b"MM\x00*": ("a TIFF picture", "ảnh TIFF"),
    b"\x7fELF": ("a program", "chương trình"),
    b"MZ": ("a program", "chương trình"),
    b"BZh": ("a bzip2 archive", "tệp nén bzip2"),
    b"(\xb5/\xfd": ("a Zstandard archive", "tệp nén Zstandard"),
    b"Rar!": ("a RAR archive", "tệp nén RAR"),
    b"7z\xbc\xaf": ("a 7z archive", "tệp nén 7z"),
    b"\xd0\xcf\x11\xe0": ("an old Word or Excel file", "tệp Word hoặc Excel đời cũ"),
    b"SQLite format 3": ("a database", "cơ sở dữ liệu"),
    b"OggS": ("a sound file", "tệp âm thanh"),
    b"ID3": ("a sound file", "tệp âm thanh"),
    b"fLaC": ("a sound file", "tệp âm thanh"),
    b"RIFF": ("a picture, sound or film", "ảnh, âm thanh hoặc phim"),
    b"\x1aE\xdf\xa3": ("a film", "phim"),
}
_TWO_LETTERS = (b"BM", b"MZ")


def kind_of(head: bytes) -> str | None:
    """The readable binary format that begins so, or None for text and all else."""
    return next((kind for signature, kind in READABLE.items() if head.startswith(signature)), None)


def refuse_foreign(head: bytes, name: str) -> None:
    """Names what can hold no article.

    Raises:
        InputError: it is a picture, a program, a sound file, …
    """
    if head[4:8] == b"ftyp":
        raise _foreign(name, "a film or sound file", "phim hoặc tệp âm thanh")
    for signature, (en, vi) in _FOREIGN.items():
        # A text may begin with these two letters, but not go on with a zero byte.
        if head.startswith(signature) and (signature not in _TWO_LETTERS or b"\x00" in head[:64]):
            raise _foreign(name, en, vi)


def not_called_so(name: str, what: str) -> InputError:
    """A file whose ending promises another format, for instance "a PDF", than its content has."""
    return InputError(
        f"'{name}' is not {what} file although it is called so; save it again.",
        f"“{name}” không đúng định dạng như đuôi tệp; hãy lưu lại.",
    )


def _foreign(name: str, en: str, vi: str) -> InputError:
    return InputError(
        f"'{name}' is {en}, not an article; give .txt, .html, .docx, .pdf or .jsonl.",
        f"“{name}” là {vi}, không phải bài viết; hãy đưa .txt, .html, .docx, .pdf hoặc .jsonl.",
    )
