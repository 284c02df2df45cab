"""What everybody may see: choosing how to sign in, help, accessibility, health, themes."""
