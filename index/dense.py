"""Exact inner-product search by FAISS.

A cache: the vectors' truth is in the store. Written to a new file and renamed, with a checksum that is compared on
load.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class FaissIndex:
    """Vectors under passage ids, in memory; `save` and `load` keep them in a file.

    Args:
        dimension: of the vectors.
    """

    def __init__(self, dimension: int) -> None:
        import faiss  # noqa: PLC0415 - not needed to import `index`

        self._faiss = faiss
        self._dimension = dimension
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def apply(self, ids: npt.NDArray[np.int64], vectors: npt.NDArray[np.float32], removed: Iterable[int]) -> None:
        gone = np.concatenate([np.fromiter(removed, dtype=np.int64), ids])
        if len(gone) and len(self):
            self._index.remove_ids(gone)
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), ids)

    def search(
        self, vector: npt.NDArray[np.float32], k: int, allowed: npt.NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        if not len(self) or not np.any(vector) or (allowed is not None and not len(allowed)):
            return []
        options: dict[str, Any] = {}
        if allowed is not None:
            parameters: Any = self._faiss.SearchParameters
            options["params"] = parameters(sel=self._faiss.IDSelectorBatch(allowed))
        scores, ids = self._index.search(np.ascontiguousarray(vector[None], np.float32), min(k, len(self)), **options)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def save(self, path: Path, mark: tuple[int, int], fingerprint: str) -> None:
        """Writes index and manifest; a crash at any moment leaves the old pair or the new one."""
        data = self._faiss.serialize_index(self._index).tobytes()
        manifest = {
            "mark": mark,
            "fingerprint": fingerprint,
            "count": len(self),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        head = json.dumps(manifest).encode()
        scratch = path.with_suffix(".part")
        with scratch.open("wb") as out:
            out.write(len(head).to_bytes(4, "little") + head + data)
            out.flush()
            os.fsync(out.fileno())
        scratch.replace(path)

    @classmethod
    def load(cls, path: Path, dimension: int, fingerprint: str) -> tuple[FaissIndex, tuple[int, int]] | None:
        """The saved index and how far it had caught up; None if the file is absent, damaged or of another embedder."""
        try:
            content = path.read_bytes()
            size = int.from_bytes(content[:4], "little")
            manifest = json.loads(content[4 : 4 + size])
            data = content[4 + size :]
            if manifest["fingerprint"] != fingerprint or hashlib.sha256(data).hexdigest() != manifest["sha256"]:
                return None
            index = cls(dimension)
            index._index = index._faiss.deserialize_index(np.frombuffer(data, np.uint8))
            if index._index.d != dimension or len(index) != manifest["count"]:
                return None
            return index, (int(manifest["mark"][0]), int(manifest["mark"][1]))
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            return None
