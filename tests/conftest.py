"""What several test folders share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from news import Article, read_inputs
from tinhop.service import Tinhop

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def samples() -> list[Article]:
    """Every sample article."""
    articles = [a for a in read_inputs([str(SAMPLES)]) if isinstance(a, Article)]
    assert len(articles) >= 24
    return articles


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, samples: list[Article]) -> Iterator[Tinhop]:
    """The service over an archive of the samples. Tests must not change it."""
    with Tinhop(tmp_path_factory.mktemp("archive")) as made:
        list(made.add(samples))
        yield made
