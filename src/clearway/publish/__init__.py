"""Records and what follows from them, into one mapping from path to text."""
