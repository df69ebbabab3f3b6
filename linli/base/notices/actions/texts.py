"""Short messages by whatever gateway a city has a contract with: what it wants and what it answers is in the channels' file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from linli.base.notices.actions.carrying import AGAIN, BOUNCED, FAILED, SENT, Outcome, Outgoing, post
from linli.base.notices.queries.channels import Gateway


def texts(gateway: Gateway, batch: Sequence[Outgoing]) -> Iterator[tuple[UUID, Outcome]]:
    """Send a batch, one request a message."""
    for each in batch:
        yield each.id, _written_down(gateway, each) if gateway.spool else _posted(gateway, each)


def _posted(gateway: Gateway, each: Outgoing) -> Outcome:
    blanks = {"{phone}": each.address, "{text}": f"{gateway.prefix}{each.body}", "{id}": each.id.hex}
    form = {name: _filled(value, blanks) for name, value in gateway.form.items()} or None
    body = None if form else _filled(gateway.body, blanks)
    outcome, said = post(gateway.url, body=body, form=form, headers=gateway.headers)
    if outcome:
        return outcome
    told = ", ".join(f"{name}={said.get(name)}" for name in {**gateway.ok, **gateway.refused})[:200]
    if not gateway.ok or _is(said, gateway.ok):
        return Outcome(SENT)
    return Outcome(BOUNCED if _is(said, gateway.refused) else AGAIN if not gateway.refused else FAILED, told)


def _is(said: dict[str, Any], wanted: dict[str, list[str]]) -> bool:
    """Whether the reply carries one of the values wanted for each name."""
    return bool(wanted) and all(str(said.get(name)) in map(str, values) for name, values in wanted.items())


def _filled(value: Any, blanks: dict[str, str]) -> Any:
    """What the file says is sent, with its blanks filled, however deep they stand."""
    if isinstance(value, dict):
        return {name: _filled(each, blanks) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, blanks) for each in value]
    if not isinstance(value, str):
        return value
    if value in blanks:
        return blanks[value]
    # In one pass over the pieces: words that look like a blank stay words.
    parts = value.split("{")
    made = parts[0]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        blank = f"{{{name}{brace}"
        made += blanks[blank] + rest if blank in blanks else "{" + part
    return made


def _written_down(gateway: Gateway, each: Outgoing) -> Outcome:
    """The development form: a file that stands in for the phone."""
    path = Path(gateway.spool)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{each.address} {gateway.prefix}{each.body}\n")
    return Outcome(SENT)
