"""What the reader sees of a question and a passage: token ids and what can be said of each token without a model.

Tokens are syllables, numbers as they are written, and punctuation marks, so that an answer can begin and end at any of
them. Everything is compared lower-cased with one tone placement; an accentless question is compared with a passage
stripped of diacritics.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from news.vietnamese import fold, nfc, unify_tone

PADDING, CLASS, SEPARATOR = 0, 1, 2
SPECIAL = 3
"""Ids below this one are no words."""
SHAPES, UNKNOWN = 64, 192
"""Ids for shapes of numbers, and for words that the vocabulary lacks, by hash."""
QUESTION_LONGEST, PASSAGE_LONGEST = 40, 160
"""Tokens that are read of each."""
FEATURES = 15

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|\w+|[^\w\s]")
_SENTENCE_END = frozenset(".!?…;")
_CAPITAL, _UPPER, _DIGIT, _MARK = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as the reader sees it; all arrays have one entry for each token.

    Attributes:
        ids: of the vocabulary.
        flags: capitalised, all upper case, with digits, punctuation: one bit each.
        sentences: which sentence of the text a token belongs to, from 0.
        starts, ends: its place in the text.
    """

    ids: Ids
    flags: npt.NDArray[np.uint8]
    sentences: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


class Vocabulary:
    """Words with their ids, after the special ones, shapes and unknown words.

    Args:
        words: lower-cased; position is id minus `first`.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.first = SPECIAL + SHAPES + UNKNOWN
        self._ids: Mapping[str, int] = {word: self.first + i for i, word in enumerate(words)}

    def __len__(self) -> int:
        return self.first + len(self.words)

    def id_of(self, word: str) -> int:
        """The id of a lower-cased token."""
        known = self._ids.get(word)
        if known is not None:
            return known
        if word[0].isdigit():
            shape = re.sub(r"\d", "0", word)[:12]
            return SPECIAL + zlib.crc32(shape.encode()) % SHAPES
        return SPECIAL + SHAPES + zlib.crc32(word.encode()) % UNKNOWN

    def tokens(self, text: str, *, accentless: bool = False, longest: int = PASSAGE_LONGEST) -> Tokens:
        """The first `longest` tokens of a text."""
        ids, flags, sentences, starts, ends = (list[int]() for _ in range(5))
        sentence, ended = 0, False
        for match in TOKEN.finditer(text):
            if len(ids) == longest:
                break
            surface = match.group()
            word = unify_tone(nfc(surface).lower())
            if ended and surface not in "”\"')":
                sentence, ended = sentence + 1, False
            ids.append(self.id_of(fold(word) if accentless else word))
            flags.append(
                _CAPITAL * surface[0].isupper()
                | _UPPER * (len(surface) > 1 and surface.isupper())
                | _DIGIT * surface[0].isdigit()
                | _MARK * (not surface[0].isalnum())
            )
            sentences.append(sentence)
            starts.append(match.start())
            ends.append(match.end())
            ended = ended or surface in _SENTENCE_END
        return Tokens(
            np.array(ids, np.int64),
            np.array(flags, np.uint8),
            np.array(sentences, np.int64),
            np.array(starts, np.int64),
            np.array(ends, np.int64),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Question and passage pairs, joined and padded: class token, question, separator, passage.

    Attributes:
        ids: (pairs, tokens).
        features: (pairs, tokens, FEATURES).
        segments: 0 padding, 1 question with class token and separator, 2 passage; (pairs, tokens).
        offsets: where each passage begins, (pairs,).
    """

    ids: Ids
    features: Floats
    segments: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]


def collate(pairs: Sequence[tuple[Tokens, Tokens]], rarity: Floats) -> Batch:
    """Joins questions with passages.

    Args:
        pairs: question and passage.
        rarity: how much an id says, 0 to 1, (vocabulary,); 0 for words that questions are made with.
    """
    widths = [len(q.ids) + len(p.ids) + 2 for q, p in pairs]
    width = max(widths)
    ids = np.zeros((len(pairs), width), np.int64)
    segments = np.zeros((len(pairs), width), np.int64)
    features = np.zeros((len(pairs), width, FEATURES), np.float32)
    offsets = np.zeros(len(pairs), np.int64)
    for row, (question, passage) in enumerate(pairs):
        q, p = len(question.ids), len(passage.ids)
        begin = q + 2
        offsets[row] = begin
        ids[row, 0], ids[row, 1 : q + 1], ids[row, q + 1] = CLASS, question.ids, SEPARATOR
        ids[row, begin : begin + p] = passage.ids
        segments[row, :begin], segments[row, begin : begin + p] = 1, 2
        _describe(question, passage, rarity, features[row, 1 : q + 1], features[row, begin : begin + p])
    return Batch(ids, features, segments, offsets)


def _describe(question: Tokens, passage: Tokens, rarity: Floats, of_question: Floats, of_passage: Floats) -> None:
    """Fills in the features of both sides' tokens."""
    weight = rarity[question.ids] * ((question.flags & _MARK) == 0)
    total = float(weight.sum()) or 1.0
    same = (passage.ids[:, None] == question.ids[None, :]) & (weight > 0)[None, :]
    in_passage, in_question = same.any(0), same.any(1)
    share = float(weight[in_passage].sum()) / total
    for side, tokens, hit in ((of_question, question, in_passage), (of_passage, passage, in_question)):
        for bit in range(4):
            side[:, bit] = (tokens.flags >> bit) & 1
        side[:, 4] = rarity[tokens.ids]
        side[:, 5] = hit
        side[:, 6] = hit * rarity[tokens.ids]
        side[:, 7] = share
    if not len(passage.ids) or not len(question.ids):
        return
    # Neighbours that are neighbours in the question too, whatever the words are.
    equal = passage.ids[:, None] == question.ids[None, :]
    pair = equal[:-1, :-1] & equal[1:, 1:]
    follows, leads = pair.any(1), pair.any(1)
    of_passage[1:, 8] = follows
    of_passage[:-1, 9] = leads
    of_question[1:, 8] = pair.any(0)
    of_question[:-1, 9] = pair.any(0)
    # How much of the question the token's own sentence holds, alone and against the best sentence.
    count = int(passage.sentences[-1]) + 1
    held = np.zeros((count, len(question.ids)), bool)
    np.logical_or.at(held, passage.sentences, same)
    shares = (held * weight).sum(1) / total
    of_passage[:, 10] = shares[passage.sentences]
    of_passage[:, 11] = (shares / max(float(shares.max()), 1e-6))[passage.sentences]
    # Nearness of matched words on both sides, heavier for rare ones.
    mass = in_question * rarity[passage.ids]
    of_passage[:, 12] = _decayed(mass)
    of_passage[:, 13] = _decayed(mass[::-1])[::-1]
    of_passage[:, 14] = np.concatenate([[1], np.diff(passage.sentences) > 0])


def _decayed(mass: Floats) -> Floats:
    """For each place the weight before it, less the further off."""
    reach = min(len(mass), 16)
    kernel = 0.8 ** np.arange(1, reach + 1)
    found: Floats = np.convolve(mass, np.concatenate([[0], kernel]))[: len(mass)].astype(np.float32)
    return found
