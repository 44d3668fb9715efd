"""gkdesk: fills in the yearly report on government information disclosure, offline."""

__version__ = "0.1.0"
