"""Answers kept on disk, so that the same question to the same model is asked once."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import EnvironmentFailure
from kg.files import write_whole


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers by model and question; ``None`` keeps nothing."""

    folder: Path | None

    def key(self, model: str, question: Any) -> str:
        """Return the hash under which an answer is kept.

        >>> Cache(None).key("small", ["a"]) == Cache(None).key("large", ["a"])
        False
        """
        text = json.dumps([model, question], ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def find(self, key: str) -> str | None:
        """Return a kept answer; a damaged one counts as none."""
        if self.folder is None:
            return None
        try:
            answer = json.loads(self._file(self.folder, key).read_text(encoding="utf-8"))["answer"]
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return answer if isinstance(answer, str) else None

    def keep(self, key: str, model: str, answer: str) -> None:
        """Keep an answer, whole or not at all.

        Raises:
            EnvironmentFailure: the folder cannot be written.
        """
        if self.folder is None:
            return
        file = self._file(self.folder, key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            kept = json.dumps({"model": model, "answer": answer}, ensure_ascii=True)
            write_whole(file, kept.encode(), 0o600)
        except OSError as error:
            raise EnvironmentFailure(
                f"{self.folder}: answers cannot be kept there ({error.strerror})"
            ) from error

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"


def standard_folder() -> Path:
    """Return where answers are kept if nobody says otherwise."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "rostrum" / "language-model"
