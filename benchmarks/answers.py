"""Questions over meeting news: how good answers, citations and refusals are, and how fast.

    python -m benchmarks.answers --data ../shared/data/meetqa_dev
    python -m benchmarks.answers --data ../shared/data/meetqa_dev --library FOLDER/tinhop --cold 5

The second asks among all that the library holds already, such as the archive of 100,000 passages that `benchmarks.scale
--sizes 100000 --contenders tinhop --folder FOLDER` leaves behind, and runs `tinhop ask` as a new process five times.

Prints, for each type of question: exact match and F1 on syllables (SQuAD rules: the best of the accepted answers; of a
list, all items together), how often an article that holds the answer is cited, and how often a cited span holds a gold
answer; then refusals, validity of the citations, accentless against accented questions, and latency.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from answers import Answer, Answerer
from index import Library, StaticEmbedder
from models import load_profile
from news import article_from_text
from news.vietnamese import nfc, syllables, unify_tone


@dataclass(frozen=True)
class Row:
    """One question with what came of it."""

    question: dict[str, Any]
    answer: Answer
    exact: float
    f1: float
    article_found: bool
    article_cited: bool
    gold_cited: float
    valid: bool


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with articles.jsonl and questions.jsonl")
    parser.add_argument("--library", type=Path, help="where to keep the library; a temporary folder where left out")
    parser.add_argument("--cold", type=int, default=0, help="so many times `tinhop ask` as a command; needs --library")
    parser.add_argument("--show", action="store_true", help="print each question with its answer")
    options = parser.parse_args(arguments)
    if options.cold and not options.library:
        parser.error("--cold needs --library")
    questions = list(_lines(options.data / "questions.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
        with Library.open(options.library or Path(folder), embedder) as library:
            keys = {}
            for data in _lines(options.data / "articles.jsonl"):
                article = article_from_text(data["text"], title=data["title"], key=data["id"])
                library.add(article)
                keys[article.id] = data["id"]
            answerer = Answerer(library)
            answerer.ask("Ai chủ trì hội nghị?")  # opens what is opened on first use
            rows = [measure(question, answerer, library, keys) for question in questions]
            passages = library.counts()[1]
    if options.show:
        for row in rows:
            _show(row)
    report(rows)
    print(f"over {passages:,} passages")
    if options.cold:
        asked = [question["question"] for question in questions[: options.cold]]
        print("the command, s: " + ", ".join(f"{command(options.library, text):.2f}" for text in asked))


def command(library: Path, question: str) -> float:
    """Seconds that `tinhop ask` takes as a new process."""
    begin = time.perf_counter()
    arguments = [sys.executable, "-m", "tinhop", "ask", question, "--library", str(library), "--json"]
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - begin


def measure(question: dict[str, Any], answerer: Answerer, library: Library, keys: dict[str, str]) -> Row:
    """Asks one question and compares."""
    answer = answerer.ask(question["question"], qid=question["qid"])
    given = answer.short_answer or (" ".join(s.text for s in answer.sentences) if answer.answered else "")
    gold = question["answers"]
    exact, f1 = against(given, gold, together=question.get("match") == "all")
    wanted = question["article_id"]
    wanted = set(wanted if isinstance(wanted, list) else [wanted])
    quotes = [_plain(c.span.quote) for c in answer.citations]
    held = [any(_plain(g) in quote for quote in quotes) for g in gold]
    _, hits, _ = answerer.found(question["question"])
    return Row(
        question=question,
        answer=answer,
        exact=exact,
        f1=f1,
        article_found=wanted <= {keys.get(h.article_id) for h in hits},
        article_cited=bool(wanted & {keys.get(c.span.article_id) for c in answer.citations}),
        gold_cited=(mean(held) if question.get("match") == "all" else float(any(held))) if held else 0.0,
        valid=all(
            library.get(c.span.article_id).text[c.span.start : c.span.end] == c.span.quote for c in answer.citations
        ),
    )


def against(given: str, gold: Sequence[str], *, together: bool) -> tuple[float, float]:
    """Exact match and F1 on lower-cased syllables; of a list, against all of its items together."""
    if not gold:
        return 0.0, 0.0
    golds = [_bag(" ".join(gold))] if together else [_bag(g) for g in gold]
    mine = _bag(given)
    return max(float(mine == g) for g in golds), max(_f1(mine, g) for g in golds)


def _f1(mine: Counter[str], gold: Counter[str]) -> float:
    common = (mine & gold).total()
    return 2 * common / (mine.total() + gold.total()) if common else 0.0


def _bag(text: str) -> Counter[str]:
    return Counter(syllables(unify_tone(nfc(text))))


def _plain(text: str) -> str:
    return " ".join(syllables(unify_tone(nfc(text))))


def report(rows: Sequence[Row]) -> None:
    """Prints the tables."""
    answerable = [r for r in rows if r.question["answers"]]
    unanswerable = [r for r in rows if not r.question["answers"]]
    groups = {kind: [r for r in answerable if r.question["type"] == kind] for kind in _kinds(answerable)}
    groups["accented"] = [r for r in answerable if not r.question.get("accentless")]
    groups["accentless"] = [r for r in answerable if r.question.get("accentless")]
    groups["paraphrase"] = [r for r in answerable if r.question.get("paraphrase")]
    groups["all"] = answerable
    print(f"{'':12} {'n':>4} {'EM':>6} {'F1':>6} {'found':>6} {'cited':>6} {'gold':>6} {'refused':>8}")
    for name, members in groups.items():
        if members:
            print(
                f"{name:12} {len(members):4} {_share(r.exact for r in members)} {_share(r.f1 for r in members)} "
                f"{_share(r.article_found for r in members)} {_share(r.article_cited for r in members)} "
                f"{_share(r.gold_cited for r in members)} {_share(not r.answer.answered for r in members):>8}"
            )
    refused = [r for r in rows if not r.answer.answered]
    right = sum(not r.question["answers"] for r in refused)
    precision, recall = right / max(len(refused), 1), right / max(len(unanswerable), 1)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"refusals: precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {100 * f1:.1f}")
    given = [r for r in rows if r.answer.answered]
    answered = [r for r in answerable if r.answer.answered]
    if answered:
        sentences = mean(len(r.answer.sentences) for r in answered)
        print(
            f"of {len(answered)} answerable questions that are answered, a cited span holds an accepted answer in "
            f"{_share(r.gold_cited for r in answered).strip()}%; {sentences:.1f} sentences are shown"
        )
    print(f"citations valid and exact: {_share(r.valid for r in given).strip()} of {len(given)} answers")
    seconds = sorted(r.answer.seconds for r in rows)
    print(
        f"latency: p50 {1000 * seconds[len(seconds) // 2]:.0f} ms, p95 {1000 * seconds[len(seconds) * 19 // 20]:.0f} ms"
    )


def _kinds(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(r.question["type"] for r in rows))


def _share(values: Iterable[float]) -> str:
    return f"{100 * mean(map(float, values)):6.1f}"


def _show(row: Row) -> None:
    mark = "REFUSED" if not row.answer.answered else f"F1 {row.f1:.2f} gold {row.gold_cited:.2f}"
    print(f"{row.question['qid']} {row.question['type']} [{mark}] confidence {row.answer.confidence:.2f}")
    print(f"   Q {row.question['question']}\n   A {row.answer.short_answer!r}   gold {row.question['answers'][:3]}")
    for citation in row.answer.citations:
        print(f"   [{citation.n}] {citation.span.quote}")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    begin = time.perf_counter()
    main()
    print(f"({time.perf_counter() - begin:.0f} s)", file=sys.stderr)
