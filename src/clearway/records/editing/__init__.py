"""Where records are kept, and how they are written: layout, templates, YAML."""
