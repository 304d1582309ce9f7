"""The command line: arguments in, results on stdout, messages on stderr, an exit code out. No domain logic."""

import sys

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments, by default those of the process.

    Returns:
        0 done, 1 a check failed, 2 wrong usage or input, 130 interrupted, 141 nobody reads the output any more.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:  # answered before anything is imported
        from alliance_minutes import __version__

        print("alliance-minutes", __version__)  # noqa: T201 - the result; print also bears a closed stdout
        return 0
    if argv is None:  # a process of its own
        import gc

        # What is imported lives until the end; looking through it for garbage took a seventh of a render's time.
        gc.set_threshold(100_000, 50, 50)
    from alliance_minutes.cli.running import run

    return run(arguments)
