"""What people wrote: files read into typed records, and the problems found on the way."""
