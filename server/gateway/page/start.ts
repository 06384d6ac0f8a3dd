import { createAddressMap } from './address-map.ts'
import { createConsoleInput } from './console-input.ts'
import { reportConsole } from './console-reports.ts'
import { createDriver } from './drive.ts'
import { reportErrors } from './error-reports.ts'
import { findSockets } from './found-sockets.ts'
import { createHandlerReporter } from './handler-reports.ts'
import { mapCookies } from './mapped-cookies.ts'
import { mapElements } from './mapped-elements.ts'
import { mapModules } from './mapped-modules.ts'
import { mapRequests } from './mapped-requests.ts'
import type { PageConfig } from './page-config.ts'
import { createReportQueue } from './report-queue.ts'
import { connectToSite } from './site-port.ts'
import { createSourceLocator } from './source-location.ts'

/** Begins before the page's own scripts. The site is told of what happens only in its own frame. */
export function start(config: PageConfig): void {
  const map = createAddressMap(config, location.host)
  const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
  mapRequests(map)
  mapElements(map, script ? mapModules(map, config, script) : () => undefined)
  mapCookies()
  const inSite = window.parent !== window && window.parent === window.top
  if (inSite) {
    const queue = createReportQueue()
    const locator = createSourceLocator(map, script)
    reportErrors(queue, locator, map)
    reportConsole(queue, locator, map)
    const isPlain = location.pathname === config.checkClientPath
    // A bare client answers for its handlers to the check alone.
    const sockets = findSockets(isPlain ? () => undefined : createHandlerReporter(queue, locator))
    const typed = createConsoleInput({ queue, map, sockets, ownUrl: script?.src ?? '' })
    const drive = createDriver(isPlain)
    connectToSite(queue, config.siteOrigin, (message, send) => {
      typed(message)
      drive(message, send)
    })
  }
  // The page finds its own elements only.
  script?.remove()
}
