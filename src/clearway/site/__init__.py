"""Thin adapters: each lays a theme of a site builder over the outputs."""
