/** Addresses of client panes, made from the template that the server gives (`OpenReply.paneOrigin`). */

/** The origin of a client's page that the learner's server serves on `port`. */
export function paneOrigin(template: string, client: string, port: number): string {
  return template.replace('{client}', client).replace('{port}', String(port))
}

/** Whether `origin` is that of this very client, on whichever port of the learner's server. */
export function isPaneOrigin(template: string, client: string, origin: string): boolean {
  const [before, after] = template.replace('{client}', client).split('{port}')
  if (before === undefined || after === undefined) return false
  if (!origin.startsWith(before) || !origin.endsWith(after)) return false
  const port = origin.slice(before.length, origin.length - after.length)
  // Compared with the rebuilt origin, so that no other spelling of a number passes.
  return /^[1-9]\d{0,4}$/.test(port) && paneOrigin(template, client, Number(port)) === origin
}
