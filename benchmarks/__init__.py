"""Timing the work that authors and CI wait for."""
