"""Keeps the stand-in world's records on disk, so that a demo started again goes on with its data.

Everything lives in memory; each collection writes its changed records through to one SQLite file.
`Storage.commit()` is called once for every request that the stand-in world answers.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

Record = TypeVar("Record", bound=msgspec.Struct)


class Storage:
    """One SQLite file, or memory only when `path` is None."""

    def __init__(self, path: Path | None = None) -> None:
        self.connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
        self._written: set[tuple[str, str]] = set()
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=OFF")
        self.connection.execute(
            "CREATE TABLE IF NOT EXISTS record "
            "(collection TEXT, key TEXT, body BLOB, PRIMARY KEY (collection, key)) WITHOUT ROWID"
        )

    def commit(self) -> None:
        """Make everything written so far lasting."""
        self.connection.commit()

    def take_written(self) -> set[tuple[str, str]]:
        """Collection and key of each record written or removed since this was last asked."""
        written, self._written = self._written, set()
        return written

    def note_written(self, collection: str, key: str) -> None:
        """Remember that the record was written or removed."""
        self._written.add((collection, key))

    def copy_to(self, path: Path) -> None:
        """Write all that was committed to a file of its own, which must not be there yet."""
        with closing(sqlite3.connect(path)) as copy:
            self.connection.backup(copy)

    def close(self) -> None:
        """Commit and let the file go."""
        self.commit()
        self.connection.close()


class Collection(Generic[Record]):
    """Records of one type by key, in memory and written through to the storage.

    Change a record, then hand it to `put` again: only what is put is kept.
    """

    def __init__(self, storage: Storage, name: str, record_type: type[Record]) -> None:
        self._storage = storage
        self._connection = storage.connection
        self._name = name
        self._encoder = msgspec.msgpack.Encoder()
        decoder = msgspec.msgpack.Decoder(record_type)
        rows = self._connection.execute(
            "SELECT key, body FROM record WHERE collection = ?", (name,)
        )
        self._records: dict[str, Record] = {key: decoder.decode(body) for key, body in rows}

    def get(self, key: str) -> Record | None:
        """The record under `key`, or None."""
        return self._records.get(key)

    def put(self, key: str, record: Record) -> None:
        """Keep `record` under `key`, new or changed."""
        self._records[key] = record
        self._storage.note_written(self._name, key)
        self._connection.execute(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?)",
            (self._name, key, self._encoder.encode(record)),
        )

    def remove(self, key: str) -> None:
        """Forget the record under `key`, if there is one."""
        self._records.pop(key, None)
        self._storage.note_written(self._name, key)
        self._connection.execute(
            "DELETE FROM record WHERE collection = ? AND key = ?", (self._name, key)
        )

    def values(self) -> list[Record]:
        """All records, in the order they were first put (or read from disk)."""
        return list(self._records.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, key: object) -> bool:
        return key in self._records
