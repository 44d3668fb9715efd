"""File names that Windows takes, made from what the clerk typed."""

# Not allowed in a name on Windows, and the full-width sign that reads the same.
_FULL_WIDTH = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_LONGEST = 75  # in UTF-8 still below the 255 bytes that Linux allows


def file_name(title: str, suffix: str, *, draft: bool) -> str:
    """A file name for a paper of this title; a draft says so before its suffix."""
    bare = "".join(sign for sign in title if sign.isprintable()).translate(_FULL_WIDTH)
    bare = bare.strip(" .")[:_LONGEST] or "未命名"
    return f"{bare}{'（草稿）' if draft else ''}{suffix}"
