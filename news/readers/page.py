"""Saved web pages: trafilatura finds the main text and the metadata, our own cleaning does the rest."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from news.article import Article, Removed
from news.build import article_from_text
from news.errors import InputError
from news.metadata import clean_date, clean_source

_LAYOUT_BLOCKS = 3
"""A cell with so many paragraphs and headings holds a piece of the page, not a figure."""
_LINKED_SHARE = 0.6
_BLANKS = re.compile(r"\s+")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code em font i img ins kbd label mark q s samp small span strong sub sup"
    " time tt u var".split()
)


def article_from_html(
    html: str, *, url: str | None = None, published: dt.date | None = None, name: str = "the page"
) -> Article:
    """The article of a web page.

    Raises:
        InputError: no text can be found in it.
    """
    import trafilatura  # noqa: PLC0415 - slow to import
    from lxml import html as lxml_html  # noqa: PLC0415
    from lxml.etree import LxmlError, ParserError  # noqa: PLC0415

    try:
        # Bytes, because lxml refuses text with an encoding declaration.
        tree = lxml_html.fromstring(html.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ParserError, ValueError) as error:
        raise _no_text(name) from error
    captions = [" ".join(node.text_content().split()) for node in tree.iter("figcaption")]
    for node in list(tree.iter("figure", "figcaption")):
        node.drop_tree()
    metadata = trafilatura.extract_metadata(tree)
    _unwrap_layout(tree)
    text = trafilatura.extract(
        tree,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        deduplicate=False,
        output_format="txt",
    )
    if not text:
        for node in list(tree.iter("script", "style", "noscript", "template")):
            node.drop_tree()
        body = tree.find(".//body")
        text = _text(body if body is not None else tree)
    if not text.strip():
        raise _no_text(name)
    title = metadata.title if metadata else None
    return article_from_text(
        text,
        title=title.strip() if title else None,
        source=clean_source(metadata.sitename if metadata else None),
        url=url or (metadata.url if metadata else None),
        published=clean_date(metadata.date if metadata else None) or published,
        removed=[Removed("caption", caption, 0, 0) for caption in captions if caption],
    )


def _unwrap_layout(tree: Any) -> None:
    """Turns tables that lay out a page, as old sites have them, into plain blocks; their cells of links go."""
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table")) is table]
        if any(len(list(cell.iter("p", "h1", "h2"))) >= _LAYOUT_BLOCKS for cell in cells):
            for cell in cells:
                linked = sum(len(link.text_content()) for link in cell.iter("a"))
                if linked > _LINKED_SHARE * len(cell.text_content()):
                    cell.drop_tree()
            for node in table.iter("thead", "tbody", "tfoot", "tr", "td", "th"):
                if next(node.iterancestors("table")) is table:
                    node.tag = "div"
            table.tag = "div"


def text_of_fragment(html: str) -> str:
    """The text of a piece of HTML, or of plain text, a block on each line."""
    from lxml import html as lxml_html  # noqa: PLC0415 - slow to import
    from lxml.etree import LxmlError, ParserError  # noqa: PLC0415

    try:
        parser = lxml_html.HTMLParser(encoding="utf-8")
        tree = lxml_html.fromstring(f"<div>{html}</div>".encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ParserError, ValueError):
        return ""
    for node in list(tree.iter("script", "style", "noscript", "template")):
        node.drop_tree()
    return _text(tree)


def _text(tree: Any) -> str:
    """All text below an element; blocks begin a new line, inline elements do not."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - slow to import

    pieces: list[str] = []
    for event, node in iterwalk(tree, events=("start", "end", "comment", "pi")):
        is_block = isinstance(node.tag, str) and node.tag not in _INLINE
        if event == "start":
            pieces += ("\n" if is_block else "", " ".join(_BLANKS.split(node.text or "")))
        else:
            pieces += ("\n" if is_block else "", " ".join(_BLANKS.split(node.tail or "")) if node is not tree else "")
    return "\n".join(line.strip() for line in "".join(pieces).split("\n") if line.strip())


def _no_text(name: str) -> InputError:
    return InputError(
        f"No article text was found in '{name}'; open the page in a browser and save it again, or paste its text.",
        f"Không tìm thấy nội dung bài trong “{name}”; hãy mở trang bằng trình duyệt rồi lưu lại, hoặc dán nội dung.",
    )
