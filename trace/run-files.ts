/** The files with which a run began, as its `run` event holds them. */

/**
 * The text of a file, undefined when the run has none of that name. What asks for it may be a claim, and a file may be
 * called like what every object has (`__proto__`, `constructor`).
 */
export function fileText(files: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(files, name) ? files[name] : undefined
}
