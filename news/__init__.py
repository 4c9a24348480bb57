"""Reads news: files and text to cleaned, split, identified articles with offsets back into what was given."""

from news.article import Article, OffsetMap, Removed, Sentence, Span
from news.build import article_from_text
from news.errors import InputError
from news.inputs import input_records, read_inputs
from news.readers import read_path
from news.readers.page import article_from_html
from news.records import Failure, Record, read_record
from news.sentences import split_sentences

__all__ = [
    "Article",
    "Failure",
    "InputError",
    "OffsetMap",
    "Record",
    "Removed",
    "Sentence",
    "Span",
    "article_from_html",
    "article_from_text",
    "input_records",
    "read_inputs",
    "read_path",
    "read_record",
    "split_sentences",
]
