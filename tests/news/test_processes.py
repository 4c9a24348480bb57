"""Tasks in several processes: order, failures, deaths, and an early end."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from news import InputError
from news.processes import _AHEAD, Process, cores, in_order

Numbers = Process[int, int]


def squares() -> Callable[[int], int]:
    return _square


def _square(number: int) -> int:
    """The square. Even numbers take longer; 13 kills, 14 is a bad input, 15 a fault of the program."""
    if number % 2 == 0:
        time.sleep(0.01)
    if number == 13:
        os._exit(9)
    if number == 14:
        raise InputError("Fourteen is refused.", "Không nhận số mười bốn.")
    if number == 15:
        raise KeyError("fifteen")
    return number**2


def unready() -> Callable[[int], int]:
    raise InputError("There is no model.", "Không có mô hình.")


def refuse(worker: Numbers, task: int) -> int:
    raise InputError(f"{task} killed its process.", f"{task} làm chết tiến trình.")


def go_on(worker: Numbers, task: int) -> int:
    worker.restart()
    worker.give(task + 100)
    return worker.take()


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(in_order(iter(range(13)), squares, 2, killed=refuse)) == [n**2 for n in range(13)]
    assert list(in_order(iter(()), squares, 2, killed=refuse)) == []
    assert not multiprocessing.active_children()


def test_tasks_are_taken_a_few_at_a_time() -> None:
    taken = 0

    def counted() -> Iterator[int]:
        nonlocal taken
        for number in range(10**9):
            taken += 1
            yield 2 * number % 12

    with closing(in_order(counted(), squares, 2, killed=refuse)) as results:
        for given, _ in zip(range(1, 30), results, strict=False):
            assert taken <= given + 2 * _AHEAD
    assert not multiprocessing.active_children()


def test_a_death_is_told_and_the_caller_decides() -> None:
    assert list(in_order(iter([1, 13, 2]), squares, 2, killed=go_on)) == [1, 113**2, 4]
    with pytest.raises(InputError, match="13 killed its process"):
        list(in_order(iter([1, 13, 2]), squares, 2, killed=refuse))
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(("bad", "said"), [(14, "Fourteen is refused"), (15, r"KeyError.*please report")])
def test_what_a_task_raises_is_one_sentence_here(bad: int, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match=said):
        list(in_order(iter([1, bad, 2]), squares, 2, killed=refuse))
    assert not multiprocessing.active_children()
    assert capfd.readouterr().err == ""


def test_what_making_the_worker_raises_too() -> None:
    with pytest.raises(InputError, match="no model"):
        list(in_order(iter([1, 2]), unready, 2, killed=refuse))


def test_there_is_a_core() -> None:
    assert cores() >= 1
