"""What runs a seq2seq model: CTranslate2 by default, transformers on request."""

from models import WriterSpec
from news.errors import InputError
from summarizer.engines.ctranslate2_engine import CTranslate2Engine
from summarizer.engines.protocol import Decoding, Engine, Generation
from summarizer.engines.transformers_engine import TransformersEngine

ENGINES = ("ctranslate2", "transformers")


def load_engine(
    spec: WriterSpec,
    engine: str = "ctranslate2",
    *,
    device: str = "auto",
    threads: int | None = None,
    offline: bool = False,
) -> Engine:
    """The engine with this name for a writer; weights load on first use.

    Args:
        threads: that CTranslate2 computes with; None is one for each core.

    Raises:
        InputError: there is no such engine.
    """
    if engine == "ctranslate2":
        return CTranslate2Engine(spec, device=device, threads=threads, offline=offline)
    if engine == "transformers":
        return TransformersEngine(spec, device=device, offline=offline)
    raise InputError(
        f"There is no engine '{engine}'; use one of {', '.join(ENGINES)}.",
        f"Không có bộ chạy “{engine}”; hãy dùng {' hoặc '.join(ENGINES)}.",
    )


__all__ = ["ENGINES", "CTranslate2Engine", "Decoding", "Engine", "Generation", "TransformersEngine", "load_engine"]
