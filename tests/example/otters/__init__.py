"""The subject of the example: the otters of an invented river."""
