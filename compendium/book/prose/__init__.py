"""What writers put into chapters: roles and directives, opening and closing, blocks from the ledger."""
