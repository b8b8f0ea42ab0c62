"""The charts and tables of the book: on a page, as files, as words and data, in a frame on another site."""
