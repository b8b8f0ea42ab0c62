"""The code behind the book: from what sources say to pages whose every number can be checked."""
