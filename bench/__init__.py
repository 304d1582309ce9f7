"""How fast the main jobs are, each as a ratio to a floor that is measured beside it in the same run."""
