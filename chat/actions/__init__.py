"""Every write of the product, a file a noun: validate first, then do, then tell. The only writers, the only senders."""
