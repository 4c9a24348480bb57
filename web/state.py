"""What the page keeps on disk: uploaded files and batches."""

from __future__ import annotations

import threading
from pathlib import Path

from filelock import FileLock, Timeout

from news import InputError
from tinhop.service import Tinhop
from web.batches import Batches
from web.uploads import DEFAULT, Limits, Uploads

_TIDY_SECONDS = 600


class State:
    """A folder that one server at a time uses.

    Args:
        folder: made where there is none.

    Raises:
        InputError: another server uses it, or it cannot be written.
    """

    def __init__(self, service: Tinhop, folder: Path, limits: Limits = DEFAULT) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = FileLock(folder / "lock")
            self._lock.acquire(blocking=False)
            self.uploads = Uploads(folder / "uploads", folder, limits)
            self.batches = Batches(service, folder / "batches")
        except Timeout as error:
            raise InputError(
                f"Another page is being served with '{folder}'; stop it, or give this one a folder of its own with "
                "--state DIR.",
                f"Một trang khác đang chạy với “{folder}”; hãy dừng nó, hoặc chọn thư mục riêng bằng --state.",
            ) from error
        except OSError as error:
            raise InputError(
                f"'{folder}', where the page keeps uploads and batches, cannot be written ({error.strerror}); choose "
                "another with --state DIR.",
                f"Không ghi được vào “{folder}”, nơi trang giữ tệp tải lên và các lần chạy; hãy chọn nơi khác bằng "
                "--state.",
            ) from error
        self._closing = threading.Event()
        threading.Thread(target=self._tidy, name="tidy", daemon=True).start()

    def _tidy(self) -> None:
        while not self._closing.wait(_TIDY_SECONDS):
            self.uploads.sweep()
            self.batches.forget_old()

    def close(self) -> None:
        """Lets another server use the folder, at the latest when this process ends."""
        self._closing.set()
        if self.batches.close():
            self._lock.release()
