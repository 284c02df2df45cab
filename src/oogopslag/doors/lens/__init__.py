"""Paper explained: the camera view, and the same as a list.

The only door that may ask for a camera.
"""
