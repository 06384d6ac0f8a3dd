/**
 * Where a client's page lives: `<client>-<port>--<session>.<domain>`, one origin for each port of the learner's server.
 * The Host header alone says which client speaks to which port of which session.
 */
import { publicIdSchema } from '../../protocol/control.ts'
import { clientNameSchema } from '../../protocol/trace.ts'

/** Where panes are served. */
export interface PaneDomain {
  /** What follows the first label, with the port where it is not the scheme's own: `localhost:4680`. */
  readonly domain: string
  /** HTTPS and WSS in front. */
  readonly secure: boolean
}

export interface PaneAddress {
  readonly client: string
  /** The port of the learner's server. */
  readonly port: number
  /** The session's public id. */
  readonly session: string
}

const paneLabel = /^([^-.]+)-([1-9]\d{0,4})--([^-.]+)$/
export const portMax = 65_535

/**
 * Reads a Host header. Only the exact spelling that {@link paneOrigin} gives is accepted: no upper case, trailing dot,
 * other port, userinfo or further label.
 */
export function parsePaneHost(host: string | undefined, domain: string): PaneAddress | undefined {
  const suffix = `.${domain}`
  if (!host?.endsWith(suffix)) return undefined
  const [, name, digits, id] = paneLabel.exec(host.slice(0, -suffix.length)) ?? []
  const client = clientNameSchema.safeParse(name)
  const session = publicIdSchema.safeParse(id)
  const port = Number(digits)
  if (!client.success || !session.success || !(port <= portMax)) return undefined
  return { client: client.data, port, session: session.data }
}

/** The origin under which a client sees one port of the learner's server. */
export function paneOrigin(address: PaneAddress, place: PaneDomain): string {
  return `${scheme(place)}://${address.client}-${address.port}--${address.session}.${place.domain}`
}

/** The reverse of {@link paneOrigin}; anything else is not ours. */
export function parsePaneOrigin(origin: string, place: PaneDomain): PaneAddress | undefined {
  const prefix = `${scheme(place)}://`
  return origin.startsWith(prefix) ? parsePaneHost(origin.slice(prefix.length), place.domain) : undefined
}

function scheme(place: PaneDomain): 'http' | 'https' {
  return place.secure ? 'https' : 'http'
}
