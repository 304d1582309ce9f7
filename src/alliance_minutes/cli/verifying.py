"""The command that checks proofs, checkpoints and documents that somebody else made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.checkpointing import FAILED, checkpoint_in
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import begun, read_bytes, whole, write_new
from alliance_minutes.cli.proving import SUFFIXES
from alliance_minutes.cli.terminal import one_line, say, say_object, tell
from alliance_minutes.errors import NoteError, ProofError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit.proofs.verifying import Trust
    from alliance_minutes.ledger.checkpoints import Checkpoint
    from alliance_minutes.ledger.notes import VerifierKey

_SHOWN = 400
_SIGNING_KEY = "PRIVATE+KEY+"
"""How the line of a key file begins."""


def verify(arguments: Namespace) -> int:
    """Check what somebody gave."""
    from alliance_minutes.audit.proofs.verifying import kind_of
    from alliance_minutes.cli.verifying_documents import verify_document
    from alliance_minutes.cli.verifying_exports import is_export, verify_export

    if arguments.write_verifier is not None:
        return _write_verifier(arguments)
    if arguments.file is None:
        raise UsageError("verify what? Name a proof, a checkpoint, an export or a document")
    with begun(arguments.file) as (line, stream):
        if is_export(line):
            held = arguments.keys or arguments.checkpoint is not None or arguments.root is not None
            return verify_export(arguments, stream, _trust(arguments) if held else None)
        content = whole(arguments.file, stream)
    kind = "entry" if arguments.file.endswith(SUFFIXES[0]) else kind_of(content)
    if kind == "other":
        return verify_document(arguments, content)
    check = {"entry": _entry, "growth": _growth, "checkpoint": _checkpoint}[kind]
    try:
        found = check(arguments, content)
    except (ProofError, NoteError) as error:
        tell(f"{arguments.file}: not true: {error}")
        if arguments.json:
            say_object({"ok": False, "problem": str(error)})
        return FAILED
    if arguments.json:
        say_object({"ok": True, **found})
    return 0


def _write_verifier(arguments: Namespace) -> int:
    """Hand out the verifier that stands by itself."""
    from alliance_minutes.audit.proofs import standalone

    if arguments.file is not None or not arguments.write_verifier or "\0" in arguments.write_verifier:
        raise UsageError("--write-verifier takes the name of the file to write, and checks nothing")
    path = Path(arguments.write_verifier)
    write_new(path, Path(standalone.__file__).read_bytes())
    tell(f"{path}: written; its head says how to use it")
    return 0


def _entry(arguments: Namespace, content: bytes) -> dict[str, Any]:
    from alliance_minutes.audit.proofs.verifying import verify_entry
    from alliance_minutes.ledger.checkpoints import InclusionProof

    entry = read_bytes(arguments.entry or str(_beside(arguments.file, SUFFIXES[1])))
    disclosures = arguments.disclosures or _there(_beside(arguments.file, SUFFIXES[2]))
    lines = read_bytes(disclosures).splitlines() if disclosures else []
    found = verify_entry(InclusionProof.parse(content), entry, lines, trust=_trust(arguments))
    told = {
        "kind": "entry",
        "position": found.position,
        **_told(found.checkpoint, found.signers),
        "entry": found.envelope,
        "disclosed": [{"field": field, "value": value} for field, value in found.disclosed],
        "withheld": list(found.withheld),
    }
    if not arguments.json:
        envelope = found.envelope
        say(f"true: entry {found.position} of {found.checkpoint.origin}")
        _say_checkpoint(found.checkpoint, found.signers)
        say(f"  {envelope['type']}, stream {envelope['stream']}, version {envelope['version']}")
        say(f"  recorded at {envelope['recorded_at']}")
        for name, value in envelope["event"].items():
            say(f"  {name} (in clear): {_short(value)}")
        for name, value in found.disclosed:
            say(f"  {name}: {_short(value)}")
        if found.withheld:
            say(f"  withheld or erased: {len(found.withheld)} disclosures")
    return told


def _growth(arguments: Namespace, content: bytes) -> dict[str, Any]:
    from alliance_minutes.audit.proofs.verifying import verify_growth
    from alliance_minutes.ledger.checkpoints import ConsistencyProof

    if arguments.since is None:
        raise UsageError(
            "this proves growth since an earlier checkpoint; name the one that you hold with --since"
        )
    earlier = checkpoint_in(arguments.since)
    found = verify_growth(ConsistencyProof.parse(content), earlier, trust=_trust(arguments))
    if not arguments.json:
        say(f"true: {earlier.origin} only grew, from {earlier.size} to {found.later.size} entries")
        _say_checkpoint(found.later, found.signers)
    return {"kind": "growth", "since": earlier.size, **_told(found.later, found.signers)}


def _checkpoint(arguments: Namespace, content: bytes) -> dict[str, Any]:
    from alliance_minutes.audit.proofs.verifying import verify_checkpoint

    checkpoint, signers = verify_checkpoint(content, trust=_trust(arguments))
    if not arguments.json:
        say(f"true: a checkpoint of {checkpoint.origin}")
        _say_checkpoint(checkpoint, signers)
    return {"kind": "checkpoint", **_told(checkpoint, signers)}


def _trust(arguments: Namespace) -> Trust:
    from alliance_minutes.audit.proofs.verifying import Trust

    root = None
    if arguments.root is not None:
        try:
            root = bytes.fromhex(arguments.root)
        except ValueError:
            root = b""
        if len(root) != 32:
            raise UsageError(f"{arguments.root[:80]!r} is no root: expected 64 hexadecimal digits")
    held = None if arguments.checkpoint is None else checkpoint_in(arguments.checkpoint)
    keys = tuple(key for given in arguments.keys for key in verifier_keys(given))
    if root is None and held is None and not keys:
        raise UsageError(
            "believe it by what? Add --key VKEY of whoever signs, --checkpoint FILE or --root HEX that you hold"
        )
    return Trust(keys=keys, checkpoint=held, root=root, every=arguments.every_key)


def verifier_keys(given: str) -> list[VerifierKey]:
    """The verifier keys that ``--key`` gives: one as text, those in a file, one a line, or that of a key file.

    Raises:
        UsageError: that is no verifier key.
        InvalidValueError: others may read the key file.
        OSError: there is no such file.
    """
    from alliance_minutes.ledger.notes import VerifierKey

    if given.count("+") >= 2 and not Path(given).exists():
        lines = [given]
    else:
        lines = [line for line in read_bytes(given).decode().split("\n") if line.strip()]
    try:
        if lines and lines[0].startswith(_SIGNING_KEY):
            from alliance_minutes.audit.proofs.keys import KeyFile

            return [KeyFile.read(given).key]
        return [VerifierKey.parse(line.strip()) for line in lines]
    except NoteError as error:
        raise UsageError(f"--key: {error}") from error


def _beside(file: str, suffix: str) -> Path:
    path = Path(file)
    return path.with_name(path.name.removesuffix(SUFFIXES[0]) + suffix)


def _there(path: Path) -> str | None:
    return str(path) if path.exists() else None


def _told(checkpoint: Checkpoint, signers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "signers": list(signers),
    }


def _say_checkpoint(checkpoint: Checkpoint, signers: tuple[str, ...]) -> None:
    say(f"  ledger of {checkpoint.size} entries, root {checkpoint.root.hex()}")
    say(f"  {'signed by ' + ', '.join(signers) if signers else 'as held; no signature was checked'}")


def _short(value: Any) -> str:
    """A value on one line: words as they read, everything else as JSON."""
    import json

    text = _words(value) if isinstance(value, list) else value
    if not isinstance(text, str):
        text = json.dumps(value, ensure_ascii=False)
    return one_line(text if len(text) <= _SHOWN else text[:_SHOWN] + " … (see --json)")


def _words(runs: list[Any]) -> str | None:
    """The text of words, with parties by their ids and closed runs by their grounds; ``None`` where they are none."""
    if not runs or (len(runs) > 1 and all(isinstance(one, str) for one in runs)):
        return None  # a list of names or codes: words that follow each other are one run
    told: list[str] = []
    waiting = runs[::-1]
    while waiting:
        match waiting.pop():
            case str(text):
                told.append(text)
            case {"em": list(inner)} | {"strong": list(inner)} | {"link": str(), "words": list(inner)}:
                waiting += inner[::-1]
            case {"party": str(party), **rest}:
                told.append(f"[{rest.get('as') or 'party ' + party}]")
            case {"closed": str(ground)}:
                told.append(f"[closed: {ground}]")
            case _:
                return None
    return "".join(told)
