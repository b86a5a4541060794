/** A number was just connected: its recovery key is shown before anything else. */
export const keeping = $state({ open: false });
