"""Taking the data away: one database, columnar files, the parcel of a release, and what changed between two states."""
