"""Zip archives of articles. Nothing is unpacked to disk, so no member's name can lead anywhere."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from news.errors import InputError, shown
from news.readers.source import Source, suffixes_of
from news.records import Refused

MAX_RATIO = 200
"""Text shrinks to a fifth, rarely to a hundredth; what shrinks more is a bomb."""
_FREE_BYTES = 50 * 2**20
"""Below this size the ratio does not matter: a short file of blanks is no bomb."""
_MAX_MEMBERS = 200_000
_ENCRYPTED = 0x1
# What zipfile raises for damaged bytes is of many kinds: besides its own and zlib's, an early end, a seek to nowhere
# (OSError), an impossible date or offset (ValueError), a compression or version that it does not know.
DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_OTHERS = {
    "xl/": ("an Excel file", "tệp Excel"),
    "ppt/": ("a PowerPoint file", "tệp PowerPoint"),
    "META-INF/": ("an OpenDocument file, an e-book or a program", "tệp OpenDocument, sách điện tử hoặc chương trình"),
}


def opened(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive in a stream.

    Raises:
        InputError: it is damaged, or unpacks to far more than it weighs.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise damaged(name) from error
    refuse_bomb(archive, name)
    return archive


def refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    """Compares what an archive says that it unpacks to with what it weighs; more than it says is never read.

    Raises:
        InputError: it is far more.
    """
    members = archive.infolist()
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if len(members) > _MAX_MEMBERS or unpacked > max(_FREE_BYTES, packed * MAX_RATIO):
        raise InputError(
            f"'{name}' unpacks to {unpacked / 2**20:,.0f} MB in {len(members):,} files, far more than it weighs; "
            "unpack it yourself if you trust it.",
            f"“{name}” bung ra lớn bất thường ({unpacked / 2**20:,.0f} MB); hãy tự giải nén nếu tin cậy.",
        )


def is_word(archive: zipfile.ZipFile) -> bool:
    return any(member.startswith("word/") for member in archive.namelist())


def refuse_documents(archive: zipfile.ZipFile, name: str) -> None:
    """Names the formats that are zip archives by build but hold no articles.

    Raises:
        InputError: it is a table, slides, an e-book, …
    """
    for start, (en, vi) in _OTHERS.items():
        if any(member.startswith(start) for member in archive.namelist()):
            raise InputError(
                f"'{name}' is {en}, which is not read; save its text as .docx, .pdf or .txt.",
                f"“{name}” là {vi}, không đọc được; hãy lưu nội dung thành .docx, .pdf hoặc .txt.",
            )


def members(archive: zipfile.ZipFile, outer: Source) -> Iterator[Source | Refused]:
    """The files of an archive by name; what is locked is refused."""
    for info in sorted(archive.infolist(), key=lambda member: member.filename):
        parts = info.filename.replace("\\", "/").split("/")
        if info.is_dir() or any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts):
            continue
        full = f"{outer.name}: {shown(info.filename)}"
        label = f"{outer.label}: {shown(info.filename)}"
        if info.flag_bits & _ENCRYPTED:
            error = InputError(
                f"'{full}' is locked with a password; unpack the archive and give its files.",
                f"“{full}” bị khóa bằng mật khẩu; hãy giải nén rồi đưa từng tệp.",
            )
            yield Refused(label, error)
            continue
        yield Source(label, full, suffixes_of(parts[-1]), info.file_size, lambda info=info: _member(archive, info))  # type: ignore[misc]


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(info))


def damaged(name: str) -> InputError:
    return InputError(
        f"'{name}' is a damaged zip archive; save or download it again.",
        f"“{name}” là tệp zip bị hỏng; hãy lưu hoặc tải lại.",
    )
