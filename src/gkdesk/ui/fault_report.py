"""What is said of a fault of the program: where it happened, and nothing of the report."""

import platform
import traceback
from types import TracebackType

from gkdesk import __version__

# Their messages speak of the code; those of other errors may quote what the clerk typed.
_ABOUT_CODE = (AttributeError, NameError, ImportError, NotImplementedError)


def describe(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> str:
    """A fault for the support: kind, places in the code, versions."""
    message = f"：{fault}" if isinstance(fault, _ABOUT_CODE) else ""
    places = [
        f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    about = f"gkdesk {__version__}，Python {platform.python_version()}，{platform.platform()}"
    return "\n".join([about, f"{kind.__name__}{message}", *places])
