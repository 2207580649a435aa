"""What the makers of Sayso run by hand, and users never do."""
