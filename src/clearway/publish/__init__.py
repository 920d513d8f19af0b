"""Records and what follows from them into pages, feeds and exports: path to text."""
