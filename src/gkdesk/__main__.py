"""Where the program starts: no verb opens the window, a verb runs on the command line."""

import sys
from collections.abc import Sequence

from gkdesk import box, cli
from gkdesk.errors import UserError

# A slow stick may take so long for its copy after the window is closed.
LINGER = 20.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code; every expected trouble is one sentence on stderr."""
    sorry = "，没有完成。原有文件没有被改动，请换一个文件再试。"
    try:
        command = cli.parse(sys.argv[1:] if arguments is None else arguments)
        if command.verb is None:
            sorry = "，没有打开。已经保存的内容没有改动，请再打开一次，不行时请重新安装本程序。"
            return _window(command)
        return box.run(lambda: cli.run(command)) if box.is_needed() else cli.run(command)
    except UserError as error:
        _tell(str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # whoever read the output, or waited for it, has had enough
    except Exception as error:  # the last resort: a sentence, never a traceback
        _tell(f"程序遇到意外问题（{type(error).__name__}）{sorry}")
    return cli.CANNOT


def _tell(sentence: str) -> None:
    """Say why nothing came of it; a program without a console has Windows' own box, if no Qt."""
    if box.is_needed():
        box.show(sentence)
    else:
        cli.say(sentence)


def _window(command: cli.CommandLine) -> int:
    """Open the window, or bring the one forward that is open; Qt is imported only here."""
    from gkdesk import paths
    from gkdesk.files.summons import call_the_first

    places = paths.find_places(command.home)
    if call_the_first(places.lock, places.request, places.marker, files=command.files):
        return cli.DONE
    from gkdesk.ui import app

    code = app.main(places, command.files)
    _end_within(LINGER, code)
    return code


def _end_within(seconds: float, code: int) -> None:
    """Let what is under way beside the window come to its end, but no longer than this.

    Python waits at its end for each thread, and one that copies to a network folder that hangs may
    never come back. What it has half-written bears a name of its own and is cleared away later.
    """
    import os
    import threading
    import time

    def watch() -> None:
        time.sleep(seconds)
        os._exit(code)

    threading.Thread(target=watch, daemon=True, name="watch").start()


if __name__ == "__main__":
    sys.exit(main())
