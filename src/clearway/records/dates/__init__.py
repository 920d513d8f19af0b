"""Dates as people announce them, and the ledger that keeps every announced date."""
