"""One reader for each format; each gives records, which give an article or raise InputError."""

from news.readers.dispatch import READABLE, path_records, read_path, stream_records
from news.readers.single import MAX_BYTES

__all__ = ["MAX_BYTES", "READABLE", "path_records", "read_path", "stream_records"]
