"""The charts of the book: on a page, as files, as words, in a frame on another site."""
