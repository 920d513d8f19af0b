"""What follows from the records: pure functions of a process and a date."""
