"""The outside: eHerkenning and the letter with a code; each with a twin that says it is one."""
