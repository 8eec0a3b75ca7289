"""One record's certificate: a page for people who never saw the gateway, with the receipt that proves it inside."""
