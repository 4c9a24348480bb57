"""Goes on training the encoder on questions over meeting news, on a CPU.

    python -m training.encoder_meetings --data ../shared/data --work .work --trained FOLDER --out OUT --minutes 60

FOLDER has the part-*.safetensors of training.encoder, or is index/weights/encoder: what is shipped. The questions
(training/meeting_questions.py, parts TRAINED) are asked of their archives as the product asks them: the passages
that search finds, each behind its article's title, the question with its diacritics put back. Where a passage holds the
evidence the answer is to be found, in all others, and in all that are found for a question that nothing answers, "not
here". A share of the public question sets is mixed in, so that what was learned from them stays. Checkpoints are kept
in OUT every few minutes, and a second run goes on from them. Two runs with different seeds may share the
processors; the export takes the mean of their weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from answers.question import understand
from evaluation.places import letters
from index import Library, StaticEmbedder
from index.diacritics import restorer
from index.encoder import WEIGHTS as SHIPPED
from index.pieces import Pieces
from index.types import Hit
from models import load_profile
from training.corpus import read_corpus
from training.encoder import Model, answer_loss
from training.encoder_examples import Examples, batches, collate, load
from training.encoder_format import (
    ANSWERS,
    CLASS,
    LONGEST_SPAN,
    PASSAGE_LONGEST,
    QUESTION_LONGEST,
    READ,
    SEPARATOR,
)
from training.encoder_network import Encoder, Heads, MaskedHead, Size
from training.encoder_tuning import descend, freeze, keep_memory, load_trained, pace, save_trained
from training.encoder_validation import auc, scored
from training.meeting_questions import CHOICE, TRAINED, Archive, MeetingQuestion, read_archives

FOUND = 8
"""Passages that search finds and the product reads."""
HARD, EASY, NEAR_MISS = 1, 1, 2
"""Passages without the answer that a pass sees of a question: the first found, others, of one that nothing answers."""
PEOPLE = 0.2
TOKENS = 2_048
RATE, WARM = 5e-5, 0.05
DROPOUT = 0.1
FROZEN = 3
"""Lowest layers that stay as they are, with the embeddings."""
_SAVED_EVERY = 300.0
_CHECKED = 60
"""Questions of the first part CHOICE that are looked at on the way."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage as pieces; `spans` of the passage answer, none where it does not.

    Attributes:
        rank: of the passage among those found.
        asked: number of the question.
        answerable: whether anything answers the question.
    """

    question: tuple[int, ...]
    passage: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    rank: int
    asked: int
    answerable: bool


def pairs_of(archive: Archive, embedder: StaticEmbedder, pieces: Pieces, numbered: int = 0) -> Iterator[Pair]:
    """The pairs of an archive's questions, in their order."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        keys = {}
        for key in archive.texts:
            article = archive.article(key)
            library.add(article)
            keys[article.id] = key
        for number, question in enumerate(archive.questions, numbered):
            understood = understand(question.question)
            asked = restorer().restore(understood.searched or understood.text)
            head = pieces.cut(asked, QUESTION_LONGEST)
            hits = library.search(understood.searched, 12)
            for rank, hit in enumerate(hits):
                title = f"{hit.title}. " if hit.title else ""
                cut = pieces.cut(title + hit.text, PASSAGE_LONGEST)
                spans = _spans(question, archive, keys[hit.article_id], hit, len(title))
                if spans is None:
                    continue
                places = (cut.covering(start, end) for start, end in spans)
                found = tuple(place for place in places if place and place[1] - place[0] < LONGEST_SPAN)
                if spans and not found:
                    continue
                answerable = question.article is not None
                yield Pair(tuple(head.ids.tolist()), tuple(cut.ids.tolist()), found[:ANSWERS], rank, number, answerable)


def _spans(
    question: MeetingQuestion, archive: Archive, key: str, hit: Hit, offset: int
) -> list[tuple[int, int]] | None:
    """Where a passage answers, in what is read of it; [] where it does not, None where that is not known."""
    if question.article is None:
        return []
    text = archive.texts[question.article]
    wanted = list(dict.fromkeys(text[start:end] for start, end in question.answers))
    holds = [(at, at + len(answer)) for answer in wanted for at in _all(hit.text, answer)]
    if key != question.article:
        return None if holds else []
    if not holds:
        return []
    evidence = [text[start:end] for start, end in question.evidence]
    # The cleaned text may have other spaces than the source: sentences are compared without any.
    places = sorted({at for e in evidence for at in _sentence(hit.text, e)})
    inside = [[(a, b) for a, b in holds if first <= a and b <= last] for first, last in places]
    if question.together:
        inside = [[_listed(members)] for members in inside if members]
    return [(a + offset, b + offset) for members in inside for a, b in members] or None


def _listed(members: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span of a whole list: from its first member in a sentence to its last."""
    return min(start for start, _ in members), max(end for _, end in members)


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _sentence(text: str, sentence: str) -> Iterator[tuple[int, int]]:
    places = letters(text)
    plain, wanted = "".join(text.split()), "".join(sentence.split())
    for at in _all(plain, wanted):
        yield places[at], places[at + len(wanted) - 1] + 1


def packed(pairs: Sequence[Pair]) -> Examples:
    """Pairs as training.encoder_examples has them."""
    pool = [CLASS, SEPARATOR]
    starts, lengths = np.zeros((2, len(pairs), 9), np.int64)
    first, last = np.full((2, len(pairs), ANSWERS), -1, np.int64)
    lengths[:, [0, 5, 8]] = 1
    starts[:, [5, 8]] = 1
    for row, pair in enumerate(pairs):
        for slot, ids in ((1, pair.question), (6, pair.passage)):
            starts[row, slot], lengths[row, slot] = len(pool), len(ids)
            pool += ids
        for n, (a, b) in enumerate(pair.spans):
            first[row, n], last[row, n] = a, b
    answers = (first[:, 0] >= 0).astype(np.uint8)
    return Examples(
        np.array(pool, np.uint16), starts, lengths, np.full(len(pairs), READ, np.uint8), answers, first, last,
        np.zeros((len(pairs), 2, 2), np.int64), np.ones(len(pairs), np.int64),
    )  # fmt: skip


def drawn(pairs: Sequence[Pair], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The pairs of one pass: all that answer, and of each question some that do not."""
    chosen: list[int] = []
    by_question: dict[int, list[int]] = {}
    for n, pair in enumerate(pairs):
        if pair.spans:
            chosen.append(n)
        else:
            by_question.setdefault(pair.asked, []).append(n)
    for rows in by_question.values():
        hard, easy = (HARD, EASY) if pairs[rows[0]].answerable else (NEAR_MISS, 0)
        chosen += rows[:hard]
        if rest := rows[hard:]:
            chosen += rng.choice(rest, min(easy, len(rest)), replace=False).tolist()
    return np.array(chosen, np.int64)


def judged(model: Model, pairs: Sequence[Pair]) -> str:
    """Figures on pairs not trained on, in one line."""
    model.encoder.eval()
    values, overlaps = scored(model.encoder, model.heads, packed(pairs), torch.device("cpu"))
    model.encoder.train()
    here = np.array([bool(p.spans) for p in pairs])
    asked = np.array([p.asked for p in pairs])
    answerable = {p.asked: p.answerable for p in pairs}
    best = {n: values[asked == n, 0].max() for n in answerable}
    margins = np.array(list(best.values()))
    right = [asked_n for asked_n in answerable if here[asked == asked_n].any()]
    first = np.mean([here[asked == n][values[asked == n, 0].argmax()] for n in right])
    return (
        f"F1 {100 * overlaps[here].mean():.1f} here {auc(values[:, 0], here):.3f} first {100 * first:.1f} "
        f"answerable {auc(margins, np.array(list(answerable.values()))):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--work", type=Path, default=Path(".work"), help="with the packed corpus and encoder-examples.npz"
    )
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parts", type=int, nargs="+", default=TRAINED, help="of the questions; those of TRAINED")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    keep_memory()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(SHIPPED / "spiece.model")
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    by_part: list[list[Pair]] = []
    asked = first = 0
    for archive in read_archives(args.data, [*args.parts, CHOICE[0]]):
        first = asked
        by_part.append(list(pairs_of(archive, embedder, pieces, asked)))
        asked += len(archive.questions)
    held = by_part.pop()
    checked = [pair for pair in held if (pair.asked - first) % max(1, (asked - first) // _CHECKED) == 0]
    pairs = [pair for part in by_part for pair in part]
    meetings = packed(pairs)
    _, people, _, _ = load(args.work / "encoder-examples.npz", read_corpus(args.work))
    size = Size()
    model = Model(Encoder(size), MaskedHead(size), Heads(size))
    load_trained(model.encoder, model.heads, args.trained)
    progress_file = args.out / "progress.json"
    spent = 0.0
    if progress_file.exists():
        load_trained(model.encoder, model.heads, args.out)
        spent = json.loads(progress_file.read_text())["seconds"]
    model.encoder.set_dropout(DROPOUT)
    freeze(model.encoder, FROZEN)
    tuned = [p for m in (model.encoder, model.heads) for p in m.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(tuned, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    print(f"{len(pairs)} pairs, {sum(bool(p.spans) for p in pairs)} answer; held back {len(held)}", flush=True)
    print(f"0 min {judged(model, checked)}", flush=True)
    rng = np.random.default_rng((args.seed, int(spent)))
    others = batches(people, TOKENS, rng)
    budget = args.minutes * 60
    begin, saved, losses, steps, seen, passes = time.monotonic() - spent, time.monotonic(), list[float](), 0, 0, 0
    model.encoder.train()

    def save() -> None:
        save_trained(model.encoder, model.heads, args.out)
        progress_file.write_text(json.dumps({"seconds": time.monotonic() - begin}))

    def rows() -> Iterator[Examples]:
        nonlocal passes
        while True:
            part = meetings.part(drawn(pairs, rng))
            count = -(-int(part.lengths.sum()) // TOKENS)
            made = batches(part, TOKENS, rng)
            passes += 1
            for _ in range(count):
                yield people.part(next(others)) if rng.random() < PEOPLE else part.part(next(made))

    for examples in rows():
        progress = (time.monotonic() - begin) / budget
        if progress >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * pace(progress, WARM)
        batch = {name: torch.from_numpy(value) for name, value in vars(collate(examples, rng)).items()}
        loss = answer_loss(model, batch)
        descend(loss, optimiser, tuned)
        losses.append(float(loss.detach()))
        steps, seen = steps + 1, seen + len(examples)
        if time.monotonic() - saved > _SAVED_EVERY:
            save()
            saved = time.monotonic()
            minutes = (saved - begin) / 60
            print(
                f"{minutes:.1f} min, {steps} steps, {seen} pairs, pass {passes}, loss {np.mean(losses[-200:]):.3f}; "
                f"{judged(model, checked)}",
                flush=True,
            )
    save()
    print(f"done: {steps} steps, {seen} pairs, {passes} passes; {judged(model, held)}", flush=True)


if __name__ == "__main__":
    main()
