/** `http://localhost:<port>` of the learner's source, and the pane origin that stands for it. */
import { matchOf, replaceIn } from './natives.ts'
import type { PageConfig } from './page-config.ts'

export interface AddressMap {
  /** An address as the page wrote it, as the browser can reach it. What is no address of the learner's stays. */
  outward(url: string): string
  /** A text of the browser's (a stack, a message) in the learner's own addresses. */
  inward(text: string): string
}

const localAddress = /^\s*(http|ws):\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(?=[/?#]|$)([^]*)$/i
const libraryAddress = /^\s*https:\/\/cdn\.socket\.io\/([\w.-]+\/[\w.-]+\.js)$/i
const paneHost = /^([a-z][a-z0-9]{0,15})-\d{1,5}--([a-z2-7]{26})\./

/** @param host of this page, which names its client and session */
export function createAddressMap({ domain, secure, libraryPath }: PageConfig, host: string): AddressMap {
  const [, client = '', session = ''] = matchOf(paneHost, host) ?? []
  const ending = `--${session}.${domain}`
  const own = new RegExp(`(?:http|ws)s?://${client}-(\\d{1,5})${replaceIn(ending, /[.]/g, '\\.')}`, 'g')
  return {
    outward(url) {
      const [, library] = matchOf(libraryAddress, url) ?? []
      if (library !== undefined) return `${libraryPath}${library}`
      const match = matchOf(localAddress, url)
      if (!match || client === '') return url
      const [, scheme = '', port = '80', rest = ''] = match
      return `${scheme.toLowerCase()}${secure ? 's' : ''}://${client}-${Number(port)}${ending}${rest}`
    },
    inward: (text) =>
      client === '' ? text : replaceIn(text, own, (_all, port) => `http://localhost:${port}`),
  }
}
