"""What the claims on the trade leave possible for each month, as linear programs."""
