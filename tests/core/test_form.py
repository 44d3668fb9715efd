"""The form as records: groups of organs."""

import pytest

from gkdesk.files import shipped

FORM = shipped.form("2021")


@pytest.mark.parametrize(
    ("organ", "township"),
    [
        ("叶城县河园镇人民政府", True),
        ("某市某区某街道办事处", True),
        ("某县某民族乡人民政府", True),
        ("某旗某苏木人民政府", True),
        ("叶城县人民政府", False),
        ("某镇卫生院", False),
        ("某乡人民政府办公室", False),
    ],
)
def test_a_township_is_told_by_the_end_of_its_name(organ: str, township: bool) -> None:
    """乡, 镇, 街道, 民族乡 or 苏木, then 人民政府 or 办事处."""
    assert FORM.organ_kinds["township"].fits(organ) is township
