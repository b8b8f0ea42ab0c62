"""What the chapters say, read as text: sentences, numbers, and which of these were typed by hand."""
