"""Summaries in which every sentence shows its sources and nothing is invented: plan, write, align, verify.

What summarises (summarizer.summarize, summarizer.headline, summarizer.selector) is imported from where it stands: a
question needs none of it and would wait for it.
"""

from summarizer.engines import Decoding, Engine, Generation, load_engine
from summarizer.types import Coverage, Length, Summary, SummarySentence

__all__ = [
    "Coverage",
    "Decoding",
    "Engine",
    "Generation",
    "Length",
    "Summary",
    "SummarySentence",
    "load_engine",
]
