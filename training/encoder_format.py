"""How the encoder's training examples are packed: numbers that point into token ids, which are never copied.

An example made by rule is a row of numbers over the packed corpus (training/corpus.py): which pieces of a sentence make
the question, and which sentences make the passage. People's questions, whose words are in no corpus, are kept as ids.
On the training device both become `segments`: runs of one pool of ids, in the order in which the network reads them.
Only numpy is needed to read them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

PIECES = 16_000
CLASS, SEPARATOR, MASK = 16_000, 16_001, 16_002
VOCABULARY = 16_008
"""Pieces, the three above, and a few ids that nothing uses, for an even number."""

QUESTION_LONGEST, PASSAGE_LONGEST = 56, 196
"""Pieces that are read of each; with three marks they fill LONGEST."""
LONGEST = 256
LONGEST_SPAN = 48
"""Pieces of the longest answer."""
ANSWERS = 4
"""Places of an answer that an example names at most."""

READ, RELEVANT, SUPPORTED = 0, 1, 2
"""Tasks: where is the answer; does the passage belong to the text; does the passage support the statement."""
MIDDLE, FRONT, BACK, STATEMENT = 0, 1, 2, 3
"""Where the question words stand; a statement has none, but may have other pieces in the place of its own."""
NONE = 255
"""No phrase."""

RULE = np.dtype(
    [
        ("article", "<i4"),
        ("task", "u1"),
        ("sentence", "u1"),  # of the article: 0 title, 1 abstract, from 2 the body
        ("left", "<u2"),  # pieces [left, start) and [end, right) of the sentence are said
        ("start", "<u2"),
        ("end", "<u2"),
        ("right", "<u2"),
        ("asking", "u1"),  # phrase that is said between, before or after them; or NONE
        ("order", "u1"),
        ("other", "u1"),  # sentence of the article whose pieces [other_start, other_end) are said between them
        ("other_start", "<u2"),
        ("other_end", "<u2"),
        ("typed", "<i4"),  # the question as typed without capitals or diacritics, by number; or -1
        ("passage", "<i4"),  # article of the passage
        ("first", "u1"),  # its first and its last sentence
        ("last", "u1"),
        ("without", "u1"),  # a sentence left out of it; or 0
        ("answer", "<i2", (ANSWERS,)),  # pieces of the passage where the answer begins; or -1
        ("length", "u1"),  # pieces of the answer
        ("label", "u1"),  # whether it answers, belongs, supports
    ]
)
"""One example made by rule."""

PEOPLE = np.dtype(
    [
        ("question", "<i4"),  # number of a text; the two after it are the same lower-cased, and without diacritics
        ("passage", "<i4"),  # number of a text
        ("first", "<i2", (ANSWERS,)),  # first and last piece of each accepted answer; or -1
        ("last", "<i2", (ANSWERS,)),
        ("times", "u1"),  # how often a pass sees it
        ("validates", "u1"),
    ]
)
"""One of people's questions over one passage."""

Ids = npt.NDArray[np.uint16]


def columns(rows: npt.NDArray[np.void], prefix: str) -> dict[str, npt.NDArray[np.generic]]:
    """A structured array as one array for each field, which compresses far better."""
    assert rows.dtype.names is not None
    return {f"{prefix}.{name}": np.ascontiguousarray(rows[name]) for name in rows.dtype.names}


def from_columns(
    packed: dict[str, npt.NDArray[np.generic]], prefix: str, dtype: np.dtype[np.void]
) -> npt.NDArray[np.void]:
    """Undoes `columns`."""
    assert dtype.names is not None
    rows = np.zeros(len(packed[f"{prefix}.{dtype.names[0]}"]), dtype)
    for name in dtype.names:
        rows[name] = packed[f"{prefix}.{name}"]
    return rows
