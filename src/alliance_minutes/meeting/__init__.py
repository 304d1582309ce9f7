"""One meeting: its state, how events change it, and what the rules allow."""
