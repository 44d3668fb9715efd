"""Where the program starts: no verb opens the window, a verb runs on the command line."""

import sys
from collections.abc import Sequence

from gkdesk import cli
from gkdesk.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code; every expected trouble is one sentence on stderr."""
    try:
        command = cli.parse(sys.argv[1:] if arguments is None else arguments)
        if command.verb is None:
            return _window(command.home)
        return cli.run(command)
    except UserError as error:
        cli.say(str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # whoever read the output, or waited for it, has had enough
    except Exception as error:  # the last resort: a sentence, never a traceback
        cli.say(
            f"程序遇到意外问题（{type(error).__name__}），没有完成。原有文件没有被改动，请换一个文件再试。"
        )
    return cli.CANNOT


def _window(home: str | None) -> int:
    """Open the window; Qt is imported only here."""
    from gkdesk import paths
    from gkdesk.ui import app

    return app.main(paths.find_places(home))


if __name__ == "__main__":
    sys.exit(main())
