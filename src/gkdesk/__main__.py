"""Where the program starts: no verb opens the window, a verb runs on the command line."""

import sys
from collections.abc import Sequence

from gkdesk import cli
from gkdesk.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code; every expected trouble is one sentence on stderr."""
    sorry = "，没有完成。原有文件没有被改动，请换一个文件再试。"
    try:
        command = cli.parse(sys.argv[1:] if arguments is None else arguments)
        if command.verb is None:
            sorry = "，没有打开。已经保存的内容没有改动，请再打开一次，不行时请重新安装本程序。"
            return _window(command.home)
        return cli.run(command)
    except UserError as error:
        _tell(str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # whoever read the output, or waited for it, has had enough
    except Exception as error:  # the last resort: a sentence, never a traceback
        _tell(f"程序遇到意外问题（{type(error).__name__}）{sorry}")
    return cli.CANNOT


def _tell(sentence: str) -> None:
    """Say why nothing came of it; a program without a console has Windows' own box, if no Qt."""
    if sys.platform == "win32" and sys.stderr is None:
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "gkdesk", 0x30)
    else:
        cli.say(sentence)


def _window(home: str | None) -> int:
    """Open the window, or bring the one forward that is open; Qt is imported only here."""
    from gkdesk import paths
    from gkdesk.files.summons import call_the_first

    places = paths.find_places(home)
    if call_the_first(places.lock, places.request, places.marker):
        return cli.DONE
    from gkdesk.ui import app

    return app.main(places)


if __name__ == "__main__":
    sys.exit(main())
