"""Thin adapters that lay a site builder's theme over the outputs."""
