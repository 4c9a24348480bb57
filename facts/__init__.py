"""What a text states: numbers, dates, names, titles, codes and quotations in normal form, and whether a source says it."""

from __future__ import annotations
