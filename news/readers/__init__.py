"""One reader for each format; each gives records, which give an article or raise InputError."""

from news.readers.dispatch import MAX_BYTES, path_records, read_path, stream_records

__all__ = ["MAX_BYTES", "path_records", "read_path", "stream_records"]
