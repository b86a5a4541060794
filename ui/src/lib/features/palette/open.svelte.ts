/** Whether the palette is on screen, and the list of keys. */
export const palette = $state({ open: false });
export const shortcuts = $state({ open: false });
