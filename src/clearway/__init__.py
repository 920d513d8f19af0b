"""The public record of a negotiation as a website, calendar feeds and open data."""
