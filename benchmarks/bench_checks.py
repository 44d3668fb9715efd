"""All checks of one long report at one typed sign: the goal is under 3 ms, so at every keystroke.

The report has 5,000 characters of prose with headings and many numbers, one in twenty of them
wrong, and a last year's report of which seven sentences in ten are the same. Each round types one
sign at another place of the prose, so that what is kept of the text before cannot help, and then
runs all checks. Turn by turn in one run, so that a busy machine slows all alike: the floor (the
prose read once, sign by sign, by `str.translate`), all checks, and for information some parts of
them on the same prose, each with a typed sign of its own.

    python benchmarks/bench_checks.py [ROUNDS]
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from gkdesk.core.checks.facts import Facts
from gkdesk.core.checks.run import KINDS, run_checks
from gkdesk.core.report import Report
from gkdesk.files import shipped

GOAL_MS = 3.0
SIGNS = 5000
SHARES = {"overview": 3400, "problems_and_improvement": 1000, "preface": 300, "other_matters": 300}
SAME = 0.7
WRONG = 0.05
TYPED = "的是在政府信息公开工作年度，。、3件"
TABLE = {0: None}  # str.translate looks each sign up
PARTS = {
    "said": ("said", "said_none", "said_elsewhere", "published"),
    "likeness": ("likeness",),
    "writing": ("other_year", "year_digits", "cites", "year_bracket", "nested_quote", "period"),
}
SENTENCES = (
    "全年主动公开政府信息{n}条，其中通过政府网站公开{m}条，通过政务新媒体公开{n}条。",
    "2024年，全镇共收到政府信息公开申请{five}件，答复{five}件，结转下年度继续办理{five}件。",
    "较2023年增长{m}%，制发行政规范性文件{five}件，现行有效{five}件。",
    "按照《中华人民共和国政府信息公开条例》（国令第711号）和国办函〔2020〕109号的规定，完善审查程序。",
    "被申请行政复议{five}件；作出行政处罚决定{five}件，公开行政许可{n}件目录。",
    "一是健全工作机制，明确{n}名工作人员；二是开展培训{m}次，覆盖{n}个村（社区）。",
    "坚持先审查、后公开，严格落实三审三校制度，对专栏内容及时更新维护，回应群众关切{m}次。",
    "纳入年度工作考核，组织社会评议{n}次，全年没有责任追究的情形。",
)
FIVES = (
    "proactive_disclosure.normative_documents.issued",
    "proactive_disclosure.normative_documents.in_force",
    "proactive_disclosure.administrative_penalties.decisions",
    "applications.new_received.natural_person",
    "applications.carried_over.natural_person",
    "applications.granted.natural_person",
    "applications.carried_forward.natural_person",
    "review_and_litigation.reconsideration.upheld",
)
HEADINGS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")


def prose(size: int, dice: random.Random) -> str:
    """Some thousand signs as a clerk writes them: headings, and sentences full of numbers."""
    lines = [f"（{number}）{words}。" for number, words in zip("一二三四五", HEADINGS, strict=True)]
    while sum(map(len, lines)) < size:
        five = 5 if dice.random() > WRONG else 6
        n, m = dice.randint(2, 999), dice.randint(2, 999)
        sentence = dice.choice(SENTENCES).format(n=n, m=m, five=five)
        lines[dice.randrange(len(lines))] += sentence
    return "\n".join(lines)[:size]


def before(text: str, dice: random.Random) -> str:
    """Last year's text: most sentences are the same, the others have other words."""
    return "。".join(
        sentence if dice.random() < SAME else "".join(dice.sample(sentence, len(sentence)))
        for sentence in text.split("。")
    )


def two_years(dice: random.Random) -> tuple[Report, Report]:
    """A report that is filled in, and the one of the year before."""
    form = shipped.form("2021")
    figures = {cell.address: "5" if cell.address in FIVES else "0" for cell in form.typed}
    texts = {section: prose(size, dice) for section, size in SHARES.items()}
    assert sum(map(len, texts.values())) == SIGNS
    last = {section: before(text, dice) for section, text in texts.items()}
    organ = {"organ": "叶城县河园镇人民政府"}
    return (
        Report(form, organ | {"year": "2024"} | figures | texts),
        Report(form, organ | {"year": "2023"} | figures | last),
    )


def typist(report: Report, dice: random.Random) -> Iterator[None]:
    """One sign typed at some place of the prose, and at the next turn taken back again."""
    sections, sizes = list(SHARES), list(SHARES.values())
    while True:
        (section,) = dice.choices(sections, sizes)
        text = report.text(section)
        place = dice.randrange(len(text))
        report.set(section, text[:place] + dice.choice(TYPED) + text[place:])
        yield
        report.set(section, text)


def measure(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the floor, of all checks and of each part, a sign typed before each."""
    dice = random.Random(2024)
    report, last_year = two_years(dice)
    sections = list(SHARES)

    def floor() -> None:
        for section in sections:
            report.text(section).translate(TABLE)

    def some(kinds: tuple[str, ...]) -> Callable[[], None]:
        checks = [check for check in report.form.checks if check.kind in kinds]

        def run() -> None:
            facts = Facts.of(report, last_year)
            for check in checks:
                KINDS[check.kind](check, facts)

        return run

    ways: dict[str, Callable[[], object]] = {
        "floor": floor,
        "all": lambda: run_checks(report, last_year),
        **{part: some(kinds) for part, kinds in PARTS.items()},
    }
    took: dict[str, list[float]] = {way: [] for way in ways}
    typed = typist(report, dice)
    for _ in range(rounds):
        for way, run in ways.items():
            next(typed)
            start = time.perf_counter()
            run()
            took[way].append((time.perf_counter() - start) * 1e3)
    return took


def main() -> int:
    """Print the times and shares; 1 where the goal is missed."""
    took = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    middle = {way: statistics.median(times) for way, times in took.items()}
    for way, times in took.items():
        share = f"   {middle[way] / middle['all']:4.0%} of all" if way in PARTS else ""
        print(
            f"{way:9} min {min(times):7.3f} ms   median {middle[way]:7.3f} ms"
            f"   median/floor {middle[way] / middle['floor']:6.1f}{share}"
        )
    kept = middle["all"] <= GOAL_MS
    print(
        f"all checks after one typed sign = {middle['all']:.2f} ms,"
        f" goal {GOAL_MS:.0f} ms: {'kept' if kept else 'MISSED'}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
