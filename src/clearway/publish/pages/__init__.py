"""Pages, one module per kind of record. Each gives Pages, and knows nothing of the others."""
