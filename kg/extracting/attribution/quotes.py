"""Where the text quotes: double quotation marks, also over several sentences of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.layout import Layout

_MARK = re.compile('[“”"„«»]')
_OPENING, _CLOSING = "“„«", "”»"


def quoted(layout: Layout) -> list[tuple[tuple[int, int], ...]]:
    """Return the quoted stretches of every sentence, marks included.

    A quotation that its block leaves open runs to the end of its sentence, or of the block
    where the next block opens with a mark again (the convention for long quotations).
    """
    by_block: dict[int, list[int]] = {}
    for index, sentence in enumerate(layout.sentences):
        by_block.setdefault(sentence.block, []).append(index)
    result: list[tuple[tuple[int, int], ...]] = [()] * len(layout.sentences)
    for indexes in by_block.values():
        spans = [layout.sentences[i].span for i in indexes]
        start, end = spans[0].start, spans[-1].end
        if not _MARK.search(layout.plain, start, end):
            continue
        resumed = layout.plain[end : end + 8].lstrip()[:1] in ("“", '"')
        stretches = _stretches(layout.plain, start, end, [s.end for s in spans], resumed)
        for index, span in zip(indexes, spans, strict=True):
            result[index] = tuple(
                (max(left, span.start), min(right, span.end))
                for left, right in stretches
                if left < span.end and right > span.start
            )
    return result


def _stretches(
    text: str, start: int, end: int, stops: Sequence[int], resumed: bool
) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        closes = mark in _CLOSING or (mark == '"' and opened is not None)
        if not closes:
            opened = at if opened is None else opened
        elif opened is not None:
            found.append((opened, at + 1))
            opened = None
        else:
            begin = max([start, *(stop for stop in stops if stop <= at)])
            if not any(left >= begin for left, _ in found):
                found.append((begin, at + 1))
    if opened is not None:
        found.append((opened, end if resumed else next(s for s in stops if s > opened)))
    return found
