/** What stands before a line that was typed into a pane's console, and before what it gave. */
export const typedSigns = { input: '›', result: '‹' } as const
