"""What follows from the claims: computed results, each with formula, inputs and interval."""
