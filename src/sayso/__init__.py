"""Sayso reads the news about an unfolding crisis and keeps the record."""
