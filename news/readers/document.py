"""Word and PDF files."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter

from news.article import Article
from news.build import article_from_text
from news.errors import InputError
from news.readers.archive import DAMAGE, refuse_bomb
from news.vietnamese import syllables

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:;”\"]\s*$")
_BULLET = re.compile(r"[-–+•*]\s|\(?[a-zđ\d]{1,2}[.)]\s")


def read_docx(data: bytes, name: str, published: dt.date | None) -> Article:
    """The article in a Word file: paragraphs and tables in their order, a row of a table on one line.

    Raises:
        InputError: it is damaged, another kind of zip, a bomb, or empty.
    """
    import zipfile  # noqa: PLC0415

    import docx  # noqa: PLC0415 - slow to import
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_bomb(archive, name)
        document = docx.Document(io.BytesIO(data))
        lines, title = [], None
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    # A merged cell appears once for each column that it covers.
                    cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                    lines.append(" | ".join(cell for cell in cells if cell))
                continue
            text = " ".join(block.text.split())
            style = (block.style.name or "") if block.style is not None else ""
            if text and title is None and style in ("Title", "Heading 1") and not any(lines):
                title = text
            else:
                lines.append(text)
    except (*DAMAGE, PackageNotFoundError, KeyError, XMLSyntaxError, AttributeError, IndexError) as error:
        raise InputError(
            f"'{name}' is not a whole Word file (it is damaged or another kind of archive); open it in Word and save "
            "it again as .docx.",
            f"“{name}” không phải tệp Word nguyên vẹn; hãy mở bằng Word và lưu lại dưới dạng .docx.",
        ) from error
    text = "\n".join(line for line in lines if line)
    if not text and not title:
        raise InputError(
            f"'{name}' holds no text; it may be pictures only.",
            f"“{name}” không có chữ nào; có thể chỉ gồm hình ảnh.",
        )
    return article_from_text(text or title or "", title=title if text else None, published=published)


def read_pdf(data: bytes, name: str, published: dt.date | None) -> Article:
    """The article in a PDF file, running heads and page numbers taken out, wrapped lines joined.

    Raises:
        InputError: it is locked, damaged, or scanned.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                f"'{name}' is locked with a password; save an unlocked copy and give that.",
                f"“{name}” bị khóa bằng mật khẩu; hãy lưu một bản không khóa rồi đưa vào.",
            )
        pages = [page.extract_text().splitlines() for page in reader.pages]
        named = (reader.metadata.title or "") if reader.metadata else ""
    except InputError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise InputError(
            f"'{name}' is a damaged PDF file; save or download it again.",
            f"“{name}” là tệp PDF bị hỏng; hãy lưu hoặc tải lại.",
        ) from error
    lines = _without_running_heads([[line.strip() for line in page if line.strip()] for page in pages])
    if not lines:
        raise InputError(
            f"'{name}' holds no text (it is probably scanned); run text recognition on it first.",
            f"“{name}” không có lớp chữ (có lẽ là bản quét); hãy nhận dạng chữ trước.",
        )
    title, lines = _titled(lines, named)
    return article_from_text("\n".join(_joined(lines)), title=title, published=published)


def _titled(lines: list[str], named: str) -> tuple[str | None, list[str]]:
    """The title that the file names, if its first lines spell it, and the lines behind it.

    What stands before the title is a running head.
    """
    wanted = syllables(named)
    for first in range(min(4, len(lines))):
        for last in range(first + 1, min(first + 6, len(lines))):
            if wanted and syllables(" ".join(lines[first:last])) == wanted:
                return " ".join(lines[first:last]), lines[last:]
    return None, lines


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """All lines, without page numbers and without first or last lines that most pages share."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:2], *page[-2:]})
    kept = []
    for page in pages:
        for i, line in enumerate(page):
            at_edge = i < 2 or i >= len(page) - 2
            if at_edge and (_PAGE_NUMBER.fullmatch(line) or (len(pages) > 1 and edges[_shape(line)] > len(pages) / 2)):
                continue
            kept.append(line)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs: a line that fills the column and does not end a sentence goes on in the next one."""
    width = sorted(map(len, lines))[int(len(lines) * 0.8)] if lines else 0
    made: list[str] = []
    full = False
    for line in lines:
        if made and _goes_on(made[-1], line, full, width):
            made[-1] += " " + line
        else:
            made.append(line)
        full = len(line) >= width * 0.75
    return made


def _goes_on(paragraph: str, line: str, full: bool, width: int) -> bool:
    """Whether a line goes on with the paragraph before it; `full` says that the line before filled its column."""
    ended = bool(_ENDS.search(paragraph))
    if line[0].islower() and (full or not ended):
        return True
    if not full or _BULLET.match(line):
        return False
    # A sentence can happen to end at the margin; then a line of some length goes on with the paragraph.
    return not ended or len(line) > width * 0.5
