"""The code behind the book: from what five articles say to pages whose every number can be checked."""
