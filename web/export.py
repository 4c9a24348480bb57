"""A summary as a file: Markdown, Word, JSON."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass

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
        return File(name, "text/markdown", markdown(article, summary, texts).encode())
    if kind == "docx":
        return File(name, _DOCX, docx([(article, summary)], texts))
    raise ValueError(f"no file kind {kind!r}")


def markdown(article: Article, summary: Summary, texts: Texts) -> str:
    """The summary, its card and the source sentences; whatever the article says stays plain text."""
    lines = [f"# {_escaped(title_of(article))}", ""]
    if about := _about(article):
        lines += [_escaped(about), ""]
    lines += [f"{number}. {_escaped(s.text)}" for number, s in enumerate(summary.sentences, start=1)]
    if rows := card_values(summary.meeting):
        lines += ["", f"## {texts.views['card']}", ""]
        lines += [f"- **{texts.fields[field]}:** {_escaped(text)}" for field, values in rows for text, _ in values]
    lines += ["", f"## {texts.views['sources']}", ""]
    for number, sentence in enumerate(summary.sentences, start=1):
        lines += [f"{number}. {_escaped(' '.join(span.quote for span in sentence.sources))}"]
    return "\n".join(lines) + "\n"


def docx(items: list[tuple[Article, Summary]], texts: Texts) -> bytes:
    """The summaries as one Word document."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for article, summary in items:
        document.add_heading(_clean(title_of(article)), level=1)
        if about := _about(article):
            document.add_paragraph(_clean(about)).runs[0].italic = True
        for sentence in summary.sentences:
            document.add_paragraph(_clean(sentence.text))
        rows = card_values(summary.meeting)
        if rows:
            document.add_heading(texts.views["card"], level=2)
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for field, values in rows:
                cells = table.add_row().cells
                cells[0].text = texts.fields[field]
                cells[1].text = _clean("\n".join(text for text, _ in values))
        if summary.sentences:
            document.add_heading(texts.views["sources"], level=2)
        for number, sentence in enumerate(summary.sentences, start=1):
            document.add_paragraph(_clean(f"{number}. " + " ".join(span.quote for span in sentence.sources)))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _about(article: Article) -> str:
    published = f"{article.published:%d/%m/%Y}" if article.published else None
    return " · ".join(filter(None, (article.source, published, article.url)))


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no links, no HTML."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~-])", r"\\\1", " ".join(text.split()))


def _clean(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
