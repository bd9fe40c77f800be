// Owns: the reading of a command's arguments.

/** Separated by blanks; none for an empty text. */
export const words = (args: string): string[] => args.split(/\s+/).filter((word) => word !== '');
