"""The subject of this book: Kachin State's heavy rare earths, its names, models and charts."""
