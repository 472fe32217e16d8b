"""Letters and files -> messages handed to a mail server. Remembers nothing: that is the outbox.

    addresses   what a person typed     ->  one address in ASCII
    recipients  a list                  ->  the addresses in it, or every mistake in it
    messages    a letter and its files  ->  the bytes of a message
    accounts    the configuration       ->  an account and its login
    connecting  an account              ->  a server that has let us in
    transport   a message               ->  what the server answered
    examine     an account              ->  what its server says of itself

The only home of SMTP.
"""
