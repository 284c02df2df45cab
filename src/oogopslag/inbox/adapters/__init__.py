"""Where the inbox talks to the outside: the malware scanner."""
