"""Summaries in which every sentence shows its sources and nothing is invented: plan, write, align, verify."""

from importlib import import_module
from typing import TYPE_CHECKING

from summarizer.engines import Decoding, Engine, Generation, load_engine
from summarizer.types import Coverage, Length, Summary, SummarySentence

if TYPE_CHECKING:
    from summarizer.headline import Headliner
    from summarizer.selector import Selector
    from summarizer.summarize import Summarizer
else:
    # A question needs none of them, and they are a tenth of a cold start.
    _LATER = {"Headliner": "headline", "Selector": "selector", "Summarizer": "summarize"}

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
        globals()[name] = found = getattr(import_module(f"summarizer.{_LATER[name]}"), name)
        return found


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
