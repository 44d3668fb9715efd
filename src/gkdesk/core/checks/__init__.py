"""What a county checks in a report: the kinds of checks by subject, and what runs them all."""
