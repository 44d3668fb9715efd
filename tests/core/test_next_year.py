"""What a report hands on to the next year's."""

from dataclasses import replace

from gkdesk.core.next_year import handed_on
from gkdesk.files import shipped
from reports import ORGAN, PROSE, empty_report, sound_report

OVER, FORWARD = "applications.carried_over.", "applications.carried_forward."


def test_organ_contact_and_seal_are_kept() -> None:
    """How the office signs and how it is reached; nothing of what the year brought."""
    kept = {
        "signature.organ": "河园镇人民政府",
        "signature.sealed": "false",
        "contact.office": "党政办",
        "contact.phone": "0998-7280012",
    }
    last = empty_report(**kept, **PROSE, **{"signature.date": "2025-01-20"})

    assert handed_on(last, last.form) == kept


def test_without_a_signature_the_organ_signs() -> None:
    """As on a blank report."""
    last = empty_report()

    assert handed_on(last, last.form) == {"signature.organ": ORGAN}


def test_what_was_carried_forward_is_carried_over() -> None:
    """Column by column, zeros as well."""
    last = sound_report(**{FORWARD + "natural_person": "2"})
    texts = handed_on(last, last.form)

    assert texts[OVER + "natural_person"] == "2"
    assert texts[OVER + "other_org"] == "0"
    assert sum(address.startswith(OVER) for address in texts) == 6
    assert OVER + "total" not in texts


def test_what_was_blank_or_no_number_stays_blank() -> None:
    """The clerk sees that last year's report does not say it."""
    last = empty_report(**{FORWARD + "natural_person": "无", FORWARD + "other_org": "1"})

    assert handed_on(last, last.form) == {"signature.organ": ORGAN, OVER + "other_org": "1"}


def test_which_rows_go_together_is_the_forms_affair() -> None:
    """A form without such a rule carries nothing."""
    form = shipped.form("2021")
    bare = replace(form, checks=tuple(check for check in form.checks if check.kind != "carry"))

    assert handed_on(sound_report(), bare) == {"signature.organ": ORGAN}
