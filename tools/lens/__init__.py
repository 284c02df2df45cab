"""How well the lens sees: papers that resemble each other, a simulated camera, and tables."""
