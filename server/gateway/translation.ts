/**
 * The two names of one place: the learner's server and its page speak of `http://localhost:<port>`, the client's
 * program really talks to a pane origin or to a door.
 */
import { paneOrigin, parsePaneOrigin, type PaneAddress, type PaneDomain } from './address.ts'

export interface Translation {
  readonly client: string
  /** The learner's port that is spoken to. */
  readonly port: number
  /** Where the client finds this port of the learner, if it has an address. */
  clientOrigin(port: number): string | undefined
  /** Which port of the learner an origin of the client stands for. */
  learnerPort(origin: string): number | undefined
}

export function paneTranslation(address: PaneAddress, place: PaneDomain): Translation {
  return {
    client: address.client,
    port: address.port,
    clientOrigin: (port) => paneOrigin({ ...address, port }, place),
    learnerPort: (origin) => {
      const other = parsePaneOrigin(origin, place)
      return other?.session === address.session ? other.port : undefined
    },
  }
}

/** @param host the request's Host header, already found to be a name of this machine */
export function doorTranslation(client: string, port: number, host: string): Translation {
  return {
    client,
    port,
    clientOrigin: (asked) => (asked === port ? `http://${host}` : undefined),
    learnerPort: (origin) => (origin === `http://${host}` ? port : undefined),
  }
}

/** As browsers write it: without the scheme's own port. */
export function learnerHost(port: number): string {
  return port === 80 ? 'localhost' : `localhost:${port}`
}

export function learnerOrigin(port: number): string {
  return `http://${learnerHost(port)}`
}

const splitUrl = /^(https?:\/\/[^/?#]*)(.*)$/s
const localUrl = /^(?:http:)?\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(?=[/?#]|$)(.*)$/is
const localOrigin = /^http:\/\/localhost(?::(\d{1,5}))?$/

/** An address of the client's, as the learner's server knows it (`Origin`, `Referer`). */
export function toLearner(url: string, translation: Translation): string {
  const [, origin, rest] = splitUrl.exec(url) ?? []
  const port = origin === undefined ? undefined : translation.learnerPort(origin)
  return port === undefined ? url : `${learnerOrigin(port)}${rest ?? ''}`
}

/** An address that the learner's server gave, where the client finds it (`Location`). */
export function toClient(url: string, translation: Translation): string {
  const match = localUrl.exec(url)
  const origin = match ? translation.clientOrigin(Number(match[1] ?? 80)) : undefined
  return origin === undefined ? url : `${origin}${match?.[2] ?? ''}`
}

/**
 * The origin that the learner's server allows. Only the exact spelling that the server saw in `Origin` is translated:
 * an answer for `127.0.0.1` must fail here as it fails for a page on `localhost`.
 */
export function allowedOrigin(origin: string, translation: Translation): string {
  const match = localOrigin.exec(origin)
  return (match && translation.clientOrigin(Number(match[1] ?? 80))) ?? origin
}
