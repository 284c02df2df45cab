"""Only in a demonstration: Demo-DigiD with its page of personas, and the outgoing mail."""
