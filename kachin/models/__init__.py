"""The models of this subject, and the results that follow from its claims."""
