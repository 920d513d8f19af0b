"""Foreign files (CSV, Word, PDF, issue forms) into the text of records."""
