"""What stands around the text of a page: opening and closing, how to make it again, what machines read."""
