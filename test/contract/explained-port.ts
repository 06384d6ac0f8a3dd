/** Where explained programs listen. */
export const port = 8080
