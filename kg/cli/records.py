"""Show a record so that a person can judge it sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.record import Act, Record


def readable(record: Record) -> str:
    """Return a record as text: who takes part, what is decided, then every sentence."""
    lines = [f"## {record.symbol or record.layout.source.name}  {record.title or ''}".rstrip()]
    if record.meeting:
        meeting = record.meeting
        lines.append(
            f"meeting    {meeting.body}, session {meeting.session}, "
            f"numbers {list(meeting.numbers)}, {meeting.day}: {meeting.topic}"
        )
    lines += _participations(record)
    for outcome in record.outcomes:
        lines.append(
            f"outcome    {outcome.kind} ({outcome.procedure}) {outcome.symbol or ''} {outcome.what}"
        )
    for issue in record.issues:
        lines.append(f"{issue.severity.value:10} {issue.message}")
    lines += _sentences(record)
    return "\n".join(lines) + "\n"


def _participations(record: Record) -> Iterator[str]:
    for part in record.participations:
        behalf = f" for {', '.join(part.behalf)}" if part.behalf else ""
        name = f" ({part.person.name})" if part.person.name else ""
        yield f"{part.presence.value:10} {part.party}{behalf}{name}"


def _sentences(record: Record) -> Iterator[str]:
    acts: dict[int, list[Act]] = {}
    for act in record.acts:
        acts.setdefault(act.sentence, []).append(act)
    for index, sentence in enumerate(record.layout.sentences):
        said = record.attributions[index]
        who = "|".join(said.speakers) or "-"
        behalf = f"→{'|'.join(said.behalf)}" if said.behalf else ""
        kinds = ",".join(f"{act.type.value}[{act.rule}]" for act in acts.get(index, ()))
        themes = ",".join(tag.theme for tag in record.themes[index])
        span = sentence.span
        yield f"{span.start}-{span.end}  {who}{behalf} {said.mode.value}  {kinds or '-'}  {themes or '-'}"
        yield f"    {record.layout.read(span)}"
