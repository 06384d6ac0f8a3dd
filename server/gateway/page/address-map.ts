/** `http://localhost:<port>` of the learner's source, and the pane origin that stands for it. */
import { indexIn, matchOf, replaceIn } from './natives.ts'
import type { PageConfig } from './page-config.ts'

export interface AddressMap {
  /** An address as the page wrote it, as the browser can reach it. What is no address of the learner's stays. */
  outward(url: string): string
  /** Whether an address is that of the local copy of Socket.IO's client. */
  isLibrary(url: string): boolean
  /** A text of the browser's (a stack, a message) in the learner's own addresses. */
  inward(text: string): string
}

const localAddress = /^\s*(http|ws):\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(?=[/?#]|$)([^]*)$/i
const foreignAddress = /^\s*(?:https?:)?\/\/([^]*)$/i
/** Of all that a CDN has, only Socket.IO's client is here; the rest is left to be refused under its own name. */
const clientPackage = /^(?:cdn\.socket\.io\/|[^?#]*\/socket\.io(?:-client)?(?:[@/?#]|$))/
const paneHost = /^([a-z][a-z0-9]{0,15})-\d{1,5}--([a-z2-7]{26})\./

/** @param host of this page, which names its client and session */
export function createAddressMap(
  { domain, secure, libraryPath, libraryPlaces }: PageConfig,
  host: string,
): AddressMap {
  const [, client = '', session = ''] = matchOf(paneHost, host) ?? []
  const ending = `--${session}.${domain}`
  const own = new RegExp(`(?:http|ws)s?://${client}-(\\d{1,5})${replaceIn(ending, /[.]/g, '\\.')}`, 'g')
  const library = (url: string): string | undefined => {
    const [, address = ''] = matchOf(foreignAddress, url) ?? []
    if (matchOf(clientPackage, address) === null) return undefined
    for (let index = 0; index < libraryPlaces.length; index += 1) {
      if (indexIn(address, libraryPlaces[index] ?? '') === 0) return `${libraryPath}${address}`
    }
    return undefined
  }
  const ownLibrary = new RegExp(`http://localhost:\\d+${libraryPath}`, 'g')
  return {
    outward(url) {
      const local = library(url)
      if (local !== undefined) return local
      const match = matchOf(localAddress, url)
      if (!match || client === '') return url
      const [, scheme = '', port = '80', rest = ''] = match
      return `${scheme.toLowerCase()}${secure ? 's' : ''}://${client}-${Number(port)}${ending}${rest}`
    },
    isLibrary: (url) => indexIn(url, libraryPath) === 0,
    inward(text) {
      if (client === '') return text
      const local = replaceIn(text, own, (_all, port) => `http://localhost:${port}`)
      return replaceIn(local, ownLibrary, 'https://')
    },
  }
}
