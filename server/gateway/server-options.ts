/** How an HTTP server must be made whose requests go to the gateway. */
import type { ServerOptions } from 'node:http'

/** A client that dribbles its request is given up. */
export const clientServerOptions: ServerOptions = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16_384,
  noDelay: true,
  requireHostHeader: true,
  insecureHTTPParser: false,
}
