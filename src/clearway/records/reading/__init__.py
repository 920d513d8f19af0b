"""From bytes to typed records: files, YAML values with positions, loading, refusals."""
