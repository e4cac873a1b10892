/** Of the program, as package.json says it (a test holds the two together); part of every result's provenance. */
export const version = "0.1.0";
