"""What is to be sent to whom -> the outbox: the one place that knows the order of mailing.

parcels     the files as the batch builds them, a letter, the content of a message
desk        one message to one person, now
lists       every recipient of a list, planned first
deliveries  a practice's current files, and what has changed since the last ones
"""
