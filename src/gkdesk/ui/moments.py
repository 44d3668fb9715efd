"""Moments in a clerk's words: 今天 09:30, 昨天 16:05, 1月12日 09:30, 2025年12月3日."""

from datetime import datetime


def clock(moment: datetime, now: datetime) -> str:
    """When everything was saved last: the time of day, with the day if it was not today."""
    if moment.date() == now.date():
        return f"{moment:%H:%M:%S}"
    return words(moment, now)


def words(moment: datetime, now: datetime) -> str:
    """A past moment as near as one speaks of it."""
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {moment:%H:%M}"
    if moment.year == now.year:
        return f"{moment.month}月{moment.day}日 {moment:%H:%M}"
    return f"{moment.year}年{moment.month}月{moment.day}日"


def day(moment: datetime, now: datetime) -> str:
    """The day of a past moment, as the head over what happened on it."""
    days = (now.date() - moment.date()).days
    named = {0: "今天　", 1: "昨天　"}.get(days, "")
    return named + _date(moment, now)


def lasting(moment: datetime, now: datetime) -> str:
    """A past moment in words that are still right tomorrow: for what is kept."""
    return f"{_date(moment, now)} {moment:%H:%M}"


def _date(moment: datetime, now: datetime) -> str:
    year = "" if moment.year == now.year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日"
