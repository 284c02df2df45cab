"""What a journal line says in countable events, one module per kind of line."""
