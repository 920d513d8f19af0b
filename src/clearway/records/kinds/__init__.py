"""One module per kind of record; what they share stands in parts."""
