"""A summary as a file: Markdown, Word, JSON."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.shared import Pt

from news import Article
from summarizer import Summary
from web.texts import Texts
from web.views import card_values, title_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand to a visitor."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says of one article: sentences with the text of their sources, and the card's fields."""

    title: str
    about: str
    sentences: tuple[tuple[str, str], ...]
    card: tuple[tuple[str, tuple[str, ...]], ...]


def sheet_of(article: Article, summary: Summary, texts: Texts) -> Sheet:
    published = f"{article.published:%d/%m/%Y}" if article.published else None
    return Sheet(
        article.title or summary.heading or title_of(article),
        " · ".join(filter(None, (article.source, published, article.url))),
        tuple((s.text, " ".join(span.quote for span in s.sources)) for s in summary.sentences),
        tuple(
            (texts.fields[field], tuple(text for text, _ in values)) for field, values in card_values(summary.meeting)
        ),
    )


def sheet_of_line(row: dict[str, Any], texts: Texts) -> Sheet:
    """The same from a line of a batch (the JSON form of a summary)."""
    card = []
    for field, value in (row.get("meeting") or {}).items():
        given = [each for each in (value if isinstance(value, list) else [value]) if each]
        if given and field in texts.fields:
            card.append((texts.fields[field], tuple(text for each in given for text in _said(each))))
    return Sheet(
        row.get("title") or (row.get("headline") or {}).get("text") or str(row.get("input") or row["article_id"]),
        "",
        tuple((s["text"], " ".join(span["quote"] for span in s["sources"])) for s in row["sentences"]),
        tuple(card),
    )


def _said(value: dict[str, Any]) -> list[str]:
    """The text of one value of a card in its JSON form."""
    if "points" in value:
        return [f"{value['name']}: {point['text']}" for point in value["points"]]
    if "who" in value:
        deadline = f" ({value['deadline']})" if value["deadline"] else ""
        return [f"{value['who']}: {value['what']}{deadline}"]
    if "name" in value:
        return [", ".join(filter(None, (value["name"], value["title"])))]
    return [value["text"]]


def summary_file(article: Article, summary: Summary, kind: str, texts: Texts) -> File:
    """The file of a summary; `kind` is md, docx or json.

    Raises:
        ValueError: there is no such kind.
    """
    name = f"tom-tat-{summary.article_id[:12]}.{kind}"
    if kind == "json":
        content = json.dumps(summary.to_dict(), ensure_ascii=False, indent=2)
        return File(name, "application/json", content.encode())
    if kind == "md":
        return File(name, "text/markdown", markdown(sheet_of(article, summary, texts), texts).encode())
    if kind == "docx":
        return File(name, _DOCX, docx([sheet_of(article, summary, texts)], texts))
    raise ValueError(f"no file kind {kind!r}")


def markdown(sheet: Sheet, texts: Texts) -> str:
    """The summary, its card and the source sentences; whatever the article says stays plain text."""
    lines = [f"# {_escaped(sheet.title)}", ""]
    if sheet.about:
        lines += [_escaped(sheet.about), ""]
    lines += [f"{number}. {_escaped(text)}" for number, (text, _) in enumerate(sheet.sentences, start=1)]
    if sheet.card:
        lines += ["", f"## {texts.views['card']}", ""]
        lines += [f"- **{name}:** {_escaped(text)}" for name, values in sheet.card for text in values]
    lines += ["", f"## {texts.views['sources']}", ""]
    lines += [f"{number}. {_escaped(quotes)}" for number, (_, quotes) in enumerate(sheet.sentences, start=1)]
    return "\n".join(lines) + "\n"


def docx(sheets: list[Sheet], texts: Texts) -> bytes:
    """The summaries as one Word document."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for sheet in sheets:
        document.add_heading(_clean(sheet.title), level=1)
        if sheet.about:
            document.add_paragraph().add_run(_clean(sheet.about)).italic = True
        for text, _ in sheet.sentences:
            document.add_paragraph(_clean(text))
        if sheet.card:
            document.add_heading(texts.views["card"], level=2)
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for name, values in sheet.card:
                cells = table.add_row().cells
                cells[0].text = name
                cells[1].text = _clean("\n".join(values))
        if sheet.sentences:
            document.add_heading(texts.views["sources"], level=2)
        for number, (_, quotes) in enumerate(sheet.sentences, start=1):
            document.add_paragraph(_clean(f"{number}. {quotes}"))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no links, no HTML."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~-])", r"\\\1", " ".join(text.split()))


def _clean(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
