"""Pages of paper as the camera knows them: word points, patches, thumbnails, look-alikes. Pure.

The same mathematics runs in the browser (ui/static/oog/js/lens); tests hold the two together.
Coordinates of a page are canonical pixels: 640 wide and 905 high, whatever the paper's size.
"""
