"""Words as JSON arrays of runs, both ways."""

from __future__ import annotations

from typing import Any

from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong

MAX_DEPTH = 32
"""How deep runs may nest; deeper words come from no secretary, and would tie up whoever walks them."""

ERASED = {"erased": True}


class Misfit(ValueError):  # noqa: N818 - told to the caller as InvalidValueError, with type and field
    """A value that does not fit where it stands.

    Attributes:
        value: the value.
        expected: what should have stood there.
    """

    def __init__(self, value: object, expected: str) -> None:
        self.value = value
        self.expected = expected
        super().__init__(expected)


def write_words(given: Any, depth: int = 0) -> list[Any]:
    """Words as a JSON array."""
    if type(given) is not tuple:
        raise Misfit(given, "a tuple of runs")
    if depth > MAX_DEPTH:
        raise Misfit("words", f"runs nested at most {MAX_DEPTH} deep")
    return [run if type(run) is str else _write_run(run, depth + 1) for run in given]


def _write_run(run: Any, depth: int) -> dict[str, Any]:
    match run:
        case Emphasis(inner):
            return {"em": write_words(inner, depth)}
        case Strong(inner):
            return {"strong": write_words(inner, depth)}
        case Link(inner, str(url)):
            return {"link": url, "words": write_words(inner, depth)}
        case Mention(str(party), None):
            return {"party": party}
        case Mention(str(party), str(shown)):
            return {"party": party, "as": shown}
        case Closed(inner, str(ground)):
            return {"closed": ground, "words": write_words(inner, depth)}
        case Erased():
            return dict(ERASED)
    raise Misfit(run, "a run: text, emphasis, strong, link, mention, closed or erased")


def read_words(value: Any, depth: int = 0) -> tuple[Any, ...]:
    """Words from a JSON array."""
    if type(value) is not list:
        raise Misfit(value, "an array of runs")
    if depth > MAX_DEPTH:
        raise Misfit("words", f"runs nested at most {MAX_DEPTH} deep")
    return tuple([run if type(run) is str else _read_run(run, depth + 1) for run in value])


def _read_run(run: Any, depth: int) -> Any:
    match run:
        case {"em": inner, **rest} if not rest:
            return Emphasis(read_words(inner, depth))
        case {"strong": inner, **rest} if not rest:
            return Strong(read_words(inner, depth))
        case {"link": str(url), "words": inner, **rest} if not rest:
            return Link(read_words(inner, depth), url)
        case {"party": str(party), "as": str(shown), **rest} if not rest:
            return Mention(party, shown)
        case {"party": str(party), **rest} if not rest:
            return Mention(party)
        case {"closed": str(ground), "words": inner, **rest} if not rest:
            return Closed(read_words(inner, depth), ground)
        case {"erased": True, **rest} if not rest:
            return Erased()
    raise Misfit(run, "a run: text, em, strong, link, party, closed or erased")
