"""On what system the tests run: Windows allows other things, and Wine is not all of Windows."""

import sys

WINDOWS = sys.platform == "win32"


def is_wine() -> bool:
    """Whether this Windows is Wine, which says so itself."""
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
