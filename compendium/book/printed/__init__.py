"""The printed edition: the story as one tagged PDF, and its place on the pages."""
