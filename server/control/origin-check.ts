/**
 * Who may speak to the control channel: the site's own pages, nobody else. A browser sends `Origin` with every
 * WebSocket handshake (RFC 6455, section 4.1), so a missing one is refused as a foreign one is; `Host` is checked too,
 * against DNS rebinding.
 */
import type { IncomingHttpHeaders } from 'node:http'

/** @param siteOrigin as in `http://localhost:4680` */
export function isOwnOrigin(headers: IncomingHttpHeaders, siteOrigin: string): boolean {
  return headers.origin === siteOrigin && headers.host === new URL(siteOrigin).host
}
