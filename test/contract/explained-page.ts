/** A program's own page in a browser, in a frame of a site as short as can be, which passes on what the page says of itself. */
import type { Browser } from 'playwright'
import { paneMessageSchema } from '../../protocol/pane.ts'
import type { Session } from '../../server/session/session.ts'
import type { PageClient } from '../fixtures/explained-programs/program.ts'
import type { GatewayWorld } from '../fixtures/gateway/gateway-world.ts'
import { port } from './explained-port.ts'

/** The site's side of the handshake: a hello from the frame is answered with a port. */
export const sitePage = `<!doctype html><title>Site</title><iframe></iframe>
<script>
addEventListener('message', ({ data, source, origin }) => {
  if (data?.wirelab !== 'pane-hello' || source !== document.querySelector('iframe').contentWindow) return
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = (said) => passOn(JSON.stringify(said.data))
  source.postMessage({ wirelab: 'pane-welcome' }, origin, [port2])
})
</script>`

export async function openExplainedPage(
  browser: Browser,
  name: string,
  session: Session,
  world: GatewayWorld,
): Promise<PageClient & { close(): Promise<void> }> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.exposeFunction('passOn', (text: string) => {
    const message = paneMessageSchema.parse(JSON.parse(text))
    if (message.type !== 'reports') return
    for (const report of message.reports) session.reportPane(name, report)
  })
  await page.goto(world.siteOrigin)
  const address = `http://${world.paneHost(session, port, name)}/`
  await page.locator('iframe').evaluate(
    (frame, src) =>
      new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true })
        frame.setAttribute('src', src)
      }),
    address,
  )
  const frame = page.frames().find((one) => one.url() === address)
  if (frame === undefined) throw new Error(`No frame shows ${address}.`)
  return { evaluate: (code) => frame.evaluate(code), close: () => context.close() }
}
