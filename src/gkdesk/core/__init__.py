"""The heart: the form, one report, its sums and checks; standard library only."""
