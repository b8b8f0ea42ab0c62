"""The live loop of an author: save a file, and the page in the browser is new."""
