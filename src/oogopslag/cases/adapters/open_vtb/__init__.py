"""Open VTB verzoeken 0.1.0: an application handed to the register of requests of another body.

A client of the contract and a demo twin that says it is one. A BSN goes in a body only: the
contract's filter on `initiator`, which puts it in an address, is never used.
"""
