"""Packs what the encoder is fine-tuned on: rows made by rule over the packed corpus, and people's questions.

    python -m training.corpus_pack --data ../shared/data --work .work
    python -m training.encoder_pack --data ../shared/data --work .work [--articles 60000]

Writes `encoder-examples.npz` to the work folder. Needs the corpus, its vocabulary (`spiece.model`) and the retrieval
embedder, which says which articles are about like things. A third of ViQuAD and ViNewsQA is held back as ever.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sentencepiece import SentencePieceProcessor

from index import StaticEmbedder
from models import load_profile
from news.vietnamese import fold, unify_tone
from training.cloze import is_near
from training.corpus import Corpus, read_corpus
from training.data import SEED
from training.encoder_cloze import ASKING, Maker, Story, Teller, similar
from training.encoder_format import ANSWERS, LONGEST_SPAN, PASSAGE_LONGEST, PEOPLE, QUESTION_LONGEST, RULE, columns
from training.reader_data import SETS, THINNED, passages_of, rows

WINDOWS = (60, 85, 130)
"""Syllables of the passages that a context is cut into: each question sees all three cuts."""
VALIDATES = 15
_VALIDATING = ("viquad1_dev", "vinewsqa_dev", "mlqa_vi_dev")
_QUESTIONS = 5
_ACCENTLESS = 2_500
_NEAR = 3

Rows = npt.NDArray[np.void]


class Texts:
    """Texts as ids, each kept once under its number."""

    def __init__(self, pieces: SentencePieceProcessor) -> None:
        self._pieces, self._numbers = pieces, dict[tuple[str, int], int]()
        self.ids: list[list[int]] = []

    def add(self, text: str, most: int) -> int:
        key = (text, most)
        if key not in self._numbers:
            self._numbers[key] = len(self.ids)
            self.ids.append(self._pieces.encode(text)[:most])
        return self._numbers[key]

    def question(self, text: str) -> int:
        """The number of a question; the next two are the same lower-cased, and stripped of diacritics too."""
        number = len(self.ids)
        for form in (text, text.lower(), fold(text)):
            self.ids.append(self._pieces.encode(form)[:QUESTION_LONGEST])
        return number


def piece_places(pieces: SentencePieceProcessor, text: str) -> list[tuple[int, int]]:
    """Where each piece of a text stands in it, by character; the space before a word belongs to its first piece."""
    places, at = [], -1  # the first piece has a space that the text lacks
    for piece in pieces.encode(text, out_type=str):
        places.append((max(at, 0), at + len(piece)))
        at += len(piece)
    return places if at == len(text) else []


def people(data: Path, pieces: SentencePieceProcessor, texts: Texts) -> Rows:
    """People's questions over passages that answer and over the nearest ones that do not."""
    rng = random.Random(SEED)
    made: list[tuple[object, ...]] = []
    cut: dict[tuple[str, int], list[tuple[int, str]]] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    contexts: list[str] = []
    for name, times in SETS.items():
        for number, row in enumerate(rows(data, name, held_back=False)):
            if name in THINNED and number % THINNED[name]:
                continue
            context = unify_tone(row["context"])
            if len(context) != len(row["context"]):
                continue
            validates = name in _VALIDATING and zlib.crc32(context.encode()) % VALIDATES == 1
            question = texts.question(unify_tone(row["question"]))
            spans = sorted({(a["start"], a["start"] + len(a["text"])) for a in row["answers"]})
            seen: set[str] = set()
            for most in WINDOWS:
                passages = cut.setdefault((context, most), passages_of(context, most))
                lacking = []
                for start, passage in passages:
                    if passage in seen:
                        continue
                    seen.add(passage)
                    inside = [(s - start, e - start) for s, e in spans if start <= s and e <= start + len(passage)]
                    if not inside:
                        lacking.append(passage)
                        continue
                    at = places.setdefault(passage, piece_places(pieces, passage))
                    found = [p for s, e in inside[:ANSWERS] if (p := covering(at, s, e))]
                    if found:
                        made.append(_row(question, texts.add(passage, PASSAGE_LONGEST), found, times, validates))
                lacking.sort(key=lambda p: -is_near(row["question"], p))
                for passage in rng.sample(lacking[:3], min(len(lacking), 1)):
                    made.append(_row(question, texts.add(passage, PASSAGE_LONGEST), [], times, validates))
            if contexts and not validates:
                other = max(rng.sample(contexts, min(len(contexts), 12)), key=lambda c: is_near(row["question"], c))
                away = cut[other, WINDOWS[1]]
                if other != context and away and not any(a["text"] in other for a in row["answers"]):
                    passage = max((p for _, p in away), key=lambda p: is_near(row["question"], p))
                    made.append(_row(question, texts.add(passage, PASSAGE_LONGEST), [], times, validates))
            if not contexts or contexts[-1] != context:
                contexts.append(context)
    return np.array(made, PEOPLE)


def covering(places: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """First and last piece that overlap the characters [start, end), if they are read and not too many."""
    inside = [n for n, (a, b) in enumerate(places[:PASSAGE_LONGEST]) if b > start and a < end]
    if not inside or places[inside[-1]][1] < end or len(inside) > LONGEST_SPAN:
        return None
    first = inside[0]
    # A digit's space is a piece of its own and belongs to the answer, as a word's does.
    if first and places[first - 1] == (places[first][0] - 1, places[first][0]) and places[first][0] == start:
        first -= 1
    return (first, inside[-1]) if inside[-1] - first < LONGEST_SPAN else None


def _row(
    question: int, passage: int, found: Sequence[tuple[int, int]], times: int, validates: bool
) -> tuple[object, ...]:
    fill = [-1] * (ANSWERS - len(found))
    return (question, passage, [a for a, _ in found] + fill, [b for _, b in found] + fill, times, validates)


_CORPUS: Corpus
_TELLER: Teller
_CHOSEN: npt.NDArray[np.int64]
_SIMILAR: npt.NDArray[np.int64]


def _story(article: int, rng: random.Random) -> Story:
    first, after = int(_CORPUS.first[article]), int(_CORPUS.first[article + 1])
    return _TELLER.story(article, [_CORPUS.sequence(n) for n in range(first, min(after, first + 60))], rng)


def by_rule(part: range) -> tuple[Rows, list[str]]:
    """The rows of some articles, and the questions typed without capitals or diacritics that they count."""
    rng = random.Random(SEED + part.start)
    maker = Maker(rng)
    made = []
    for number in part:
        near = [_story(int(_CHOSEN[n]), rng) for n in rng.sample(_SIMILAR[number].tolist(), 1) if n >= 0]
        made += list(maker.rows(_story(int(_CHOSEN[number]), rng), near, _QUESTIONS))
    return np.array(made, RULE), maker.typed


def accentless(corpus: Corpus, teller: Teller, count: int) -> Iterator[str]:
    """Openings of some articles without diacritics, for practice in reading such text."""
    for article in range(0, len(corpus), max(1, len(corpus) // count)):
        first, after = int(corpus.first[article]), int(corpus.first[article + 1])
        text = "".join(teller.text(corpus.sequence(n)).text for n in range(first, min(after, first + 9)))
        yield fold(text.strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, help="encoder-examples.npz of the work folder where not given")
    args = parser.parse_args()
    global _CORPUS, _TELLER, _CHOSEN, _SIMILAR  # noqa: PLW0603 - shared with the workers by fork
    pieces = SentencePieceProcessor(model_file=str(args.work / "spiece.model"))
    _CORPUS = read_corpus(args.work)
    _TELLER = Teller([pieces.id_to_piece(n) for n in range(len(pieces))])
    articles = min(args.articles, len(_CORPUS))
    _CHOSEN = np.linspace(0, len(_CORPUS) - 1, articles).astype(np.int64)  # like things stand together in the corpus
    texts = Texts(pieces)
    asked = people(args.data, pieces, texts)
    print(
        f"people: {len(asked)} rows, {(asked['first'][:, 0] >= 0).sum()} answered, {asked['validates'].sum()} validate"
    )

    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    heads = []
    for first in _CORPUS.first[_CHOSEN].tolist():
        heads.append("".join(_TELLER.text(_CORPUS.sequence(n)).text for n in (first, first + 1)))
    vectors = np.ascontiguousarray(embedder.embed(heads)[:, :64])
    _SIMILAR = similar(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), _NEAR)

    size = 1_000
    parts = [range(n, min(n + size, articles)) for n in range(0, articles, size)]
    found: list[Rows] = []
    typed: list[str] = []
    with ProcessPoolExecutor(args.processes) as pool:
        for made, questions in pool.map(by_rule, parts):
            made["typed"][made["typed"] >= 0] += len(typed)
            found.append(made)
            typed += questions
    rule = np.concatenate(found)
    rule["passage"] -= rule["article"]
    rule["article"] = np.diff(rule["article"], prepend=0)
    rng = random.Random(SEED)
    asked_so = [pieces.encode(fold(q) if rng.random() < 0.6 else q.lower())[:QUESTION_LONGEST] for q in typed]
    folded = [pieces.encode(t) for t in accentless(_CORPUS, _TELLER, _ACCENTLESS)]
    packed: dict[str, npt.NDArray[np.generic]] = {**columns(rule, "rule"), **columns(asked, "people")}
    packed["corpus"] = np.array([len(_CORPUS.ids), zlib.crc32(_CORPUS.ids.tobytes())], np.int64)
    phrases = [pieces.encode(p) if p != "?" else [pieces.piece_to_id("?")] for p in ASKING]
    for name, lists in (("texts", texts.ids), ("typed", asked_so), ("folded", folded), ("phrases", phrases)):
        packed[f"{name}.ids"] = np.array([i for ids in lists for i in ids], np.uint16)
        packed[f"{name}.lengths"] = np.array([len(ids) for ids in lists], np.uint16)
    out = args.out or args.work / "encoder-examples.npz"
    np.savez_compressed(out, **packed)  # type: ignore[arg-type]
    print(
        f"{len(rule)} rows by rule; tasks {np.bincount(rule['task'])}, true {np.bincount(rule['task'], rule['label'])}"
    )
    print(f"{out.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
