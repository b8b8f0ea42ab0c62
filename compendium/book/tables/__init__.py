"""The tables of the book: made by pages, computed by chapters, searched by readers."""
