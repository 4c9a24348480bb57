"""Summaries in which every sentence shows its sources and nothing is invented: plan, write, align, verify."""

from summarizer.engines import Decoding, Engine, Generation, load_engine
from summarizer.headline import Headliner
from summarizer.selector import Selector
from summarizer.summarize import Summarizer
from summarizer.types import Coverage, Length, Summary, SummarySentence

__all__ = [
    "Coverage",
    "Decoding",
    "Engine",
    "Generation",
    "Headliner",
    "Length",
    "Selector",
    "Summarizer",
    "Summary",
    "SummarySentence",
    "load_engine",
]
