"""What all tests share: no display, fonts, an own data folder, LibreOffice for the pages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import page_fonts as fonts

# Both must stand before the first QApplication: Qt reads them once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
fonts.prepare()

# No deadline, no complaint about slowness: a busy machine is not a fault of the code.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", PATIENT, max_examples=50)
settings.register_profile("full", PATIENT, max_examples=2000)
settings.load_profile("full" if os.environ.get("GKDESK_FULL") == "1" else "default")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program an own, empty data folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("GKDESK_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def page_fonts() -> dict[str, str]:
    """Give the environment in which LibreOffice sees the official fonts, or skip (fail in CI)."""
    reason = fonts.what_is_missing()
    if reason and os.environ.get("GKDESK_CI"):
        pytest.fail(f"CI 里必须能渲染页面：{reason}")
    if reason:
        pytest.skip(reason)
    return dict(os.environ)


@pytest.fixture(scope="session")
def render_pdf(
    page_fonts: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Sequence[Path]], list[Path]]:
    """Give a function that turns .docx files into PDF files by one call of LibreOffice."""
    profile = tmp_path_factory.mktemp("soffice-profile")

    def render(documents: Sequence[Path]) -> list[Path]:
        folder = tmp_path_factory.mktemp("pdf")
        pages = [folder / f"{document.stem}.pdf" for document in documents]
        assert len(set(pages)) == len(pages), "two documents of the same name"
        command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, documents)]
        done = subprocess.run(
            command, env=page_fonts, capture_output=True, text=True, timeout=240, check=False
        )
        assert all(page.is_file() for page in pages), done.stdout + done.stderr
        return pages

    return render


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured (`record_property("figure", …)`), workers' as well."""
    figures = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("measured")
    for figure in sorted(figures):
        terminalreporter.write_line(figure)
