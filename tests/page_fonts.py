"""Fonts for the page tests: open fonts that stand in for those a GB/T 9704 document names.

The families are renamed while fontconfig reads the files (target="scan"), so LibreOffice and Qt
see them as installed under the official names; the PDF keeps the true PostScript names, by which
a test can tell which font set which text. Nothing of this is shipped with the program.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

STAND_INS = {
    "FandolFang-Regular": ("仿宋_GB2312", "仿宋", "FangSong"),
    "FandolKai-Regular": ("楷体_GB2312", "楷体", "KaiTi"),
    "FandolHei-Regular": ("黑体", "SimHei"),
    "FandolSong-Regular": ("宋体", "SimSun"),
}
SYSTEM_FONTS = {"Noto Serif CJK SC:bold": "fonts-noto-cjk", "Liberation Serif": "fonts-liberation"}

# Every Fandol file claims weight 400, so a Bold one beside a Regular would be picked at random.
FONT_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><glob>*/Fandol*-Bold*</glob></rejectfont></selectfont>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
{renamed}
  <match target="pattern">
    <test name="family" qual="any"><string>方正小标宋简体</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK SC</string></edit>
    <edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>
  </match>
  <match target="pattern">
    <test name="family" qual="any"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Liberation Serif</string></edit>
  </match>
</fontconfig>
"""
RENAMED = """  <match target="scan">
    <test name="file" compare="contains"><string>{file}</string></test>
    <edit name="family" mode="assign_replace">{families}</edit>
  </match>"""


def find_fonts() -> Path | None:
    """Find the folder that holds the Fandol fonts; `.ci/bootstrap.py test` fills the second."""
    project = Path(__file__).resolve().parents[1]
    folders = [
        Path(os.environ.get("GKDESK_FONTS") or "/nowhere"),
        project / "build" / "fonts",
        Path.home() / ".cache" / "gkdesk-fonts",
    ]
    return next((folder for folder in folders if holds_fonts(folder)), None)


def holds_fonts(folder: Path) -> bool:
    """Say whether a folder holds all the fonts that stand in."""
    return all((folder / f"{file}.otf").is_file() for file in STAND_INS)


def font_config(fonts: Path, cache: Path) -> str:
    """Give the text of a fontconfig file for the fonts in a folder."""
    renamed = "\n".join(
        RENAMED.format(file=file, families="".join(f"<string>{name}</string>" for name in names))
        for file, names in STAND_INS.items()
    )
    return FONT_CONFIG.format(fonts=escape(str(fonts)), cache=escape(str(cache)), renamed=renamed)


def write_font_config(fonts: Path) -> Path:
    """Write the fontconfig file where all test processes share it and its cache.

    The folder is named after the content, since a cache outlives a change of the file.
    """
    word = hashlib.sha256(font_config(fonts, Path()).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"gkdesk-page-fonts-{os.getuid()}-{word}"
    folder.mkdir(exist_ok=True)
    file = folder / "fonts.conf"
    part = folder / f"fonts.conf.{os.getpid()}"
    part.write_text(font_config(fonts, folder / "cache"), "utf-8")
    part.replace(file)
    return file


def prepare() -> Path | None:
    """Let this process and its children see the fonts, where there are some; before Qt starts."""
    fonts = find_fonts() if sys.platform.startswith("linux") else None
    if fonts is None:
        return None
    file = write_font_config(fonts)
    os.environ["FONTCONFIG_FILE"] = str(file)
    return file


def what_is_missing() -> str | None:
    """Say in a sentence why pages cannot be rendered here, or None when they can."""
    if not os.environ.get("FONTCONFIG_FILE"):
        return "没有 Fandol 字体（.ci/bootstrap.py test 会下载）"
    if shutil.which("soffice") is None:
        return "没有 LibreOffice（soffice）"
    if shutil.which("fc-list") is None:
        return "没有 fontconfig（fc-list）"
    for pattern, package in SYSTEM_FONTS.items():
        found = subprocess.run(["fc-list", pattern], capture_output=True, check=True)
        if not found.stdout:
            return f"没有字体 {pattern}（软件包 {package}）"
    return None
