/** A client's name as people read it: `ann` is Ann. */
export function clientTitle(client: string): string {
  return client.charAt(0).toUpperCase() + client.slice(1)
}
