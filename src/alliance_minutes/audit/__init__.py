"""What auditors do with a book: check it, prove what it holds, compare two moments of it, erase from it for good."""
