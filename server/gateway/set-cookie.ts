/**
 * Cookies of panes. A pane is a cross-site iframe of the site, where browsers keep cookies only when they are
 * `SameSite=None; Secure; Partitioned` (CHIPS). `Domain` goes: nothing of a pane may reach past its own origin.
 */
const replaced = new Set(['samesite', 'secure', 'partitioned', 'domain'])

/** A `Set-Cookie` value of the learner's server, so that a pane keeps it. */
export function paneCookie(value: string): string {
  return [...keptParts(value), 'SameSite=None', 'Secure', 'Partitioned'].join('; ')
}

/** The same for a door: only `Domain` goes, which would name a host the client does not know. */
export function doorCookie(value: string): string {
  return value
    .split(';')
    .filter((part, index) => index === 0 || attributeName(part) !== 'domain')
    .join(';')
}

function keptParts(value: string): string[] {
  const parts = value.split(';').map((part) => part.trim())
  return parts.filter((part, index) => index === 0 || !replaced.has(attributeName(part)))
}

function attributeName(part: string): string {
  return (part.split('=')[0] ?? '').trim().toLowerCase()
}
