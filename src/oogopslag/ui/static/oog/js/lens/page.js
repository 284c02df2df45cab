// The canonical page, in pixels; the same numbers as core/paper/grey.py.
export const WIDTH = 640;
export const HEIGHT = 905;
