/** Of the plot, in pixels. */
export const HEIGHT = 380;
