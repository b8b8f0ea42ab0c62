"""The book as a site: its pages built, made light and safe, described, and given an address."""
