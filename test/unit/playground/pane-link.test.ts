/** What the site tells a pane's page; what it hears from there is in companion-runtime.test.ts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
// Loaded with the first message, and before any test's time runs.
import '../../../protocol/pane.ts'
import { linkPane, type PaneLink } from '../../../src/playground/runtime/pane-link.ts'
import type { PageEvents } from '../../../src/playground/runtime/runtime.ts'

const origin = 'http://ann.localhost'
let page: EventTarget
let given: MessagePort[]
let link: PaneLink
const frame: Pick<Window, 'postMessage'> = {
  postMessage: (_message: unknown, _to: unknown, ports: Transferable[] = []) => {
    for (const port of ports) if (port instanceof MessagePort) given.push(port)
  },
}

beforeEach(() => {
  page = new EventTarget()
  given = []
  link = linkPane({
    // An EventTarget hears and tells events as a window does; only its overloads are fewer.
    page: page as PageEvents,
    frameWindow: () => frame,
    isOwnOrigin: (from) => from === origin,
    onReports: () => undefined,
  })
})
afterEach(() => {
  link.close()
  for (const port of given) port.close()
})

/** A page says hello; what comes through the port that it gets is kept. */
async function loadPage(): Promise<{ port: MessagePort; heard: unknown[] }> {
  const known = given.length
  page.dispatchEvent(
    Object.assign(new Event('message'), { source: frame, origin, data: { wirelab: 'pane-hello' } }),
  )
  const port = await vi.waitUntil(() => given[known])
  const heard: unknown[] = []
  port.addEventListener('message', (event) => heard.push(event.data))
  port.start()
  return { port, heard }
}

describe('typed code', () => {
  test('is refused as long as no page has said hello', () => {
    expect(link.evaluate('1')).toBe(false)
  })

  test('reaches the page as a command', async () => {
    const { heard } = await loadPage()
    expect(link.evaluate('socket.id')).toBe(true)
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'evaluate', code: 'socket.id' }]))
  })

  test('reaches a page that said hello more than once only through the port that it kept', async () => {
    const kept = await loadPage()
    const surplus = await loadPage()
    surplus.port.close()
    link.evaluate('first')
    link.evaluate('second')
    await vi.waitFor(() => expect(kept.heard.length).toBe(2))
    expect(surplus.heard).toEqual([])
  })

  test('is refused between two pages, and goes to the newer one', async () => {
    const old = await loadPage()
    old.port.close()
    await vi.waitFor(() => expect(link.evaluate('lost')).toBe(false))
    const next = await loadPage()
    expect(link.evaluate('heard')).toBe(true)
    await vi.waitFor(() => expect(next.heard).toEqual([{ type: 'evaluate', code: 'heard' }]))
    expect(old.heard).toEqual([])
  })

  test('is refused when the pane is gone', async () => {
    await loadPage()
    link.close()
    expect(link.evaluate('1')).toBe(false)
  })
})

test('a page that says hello without end is heard a few times a second, and again when that is over', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  const sayHello = () =>
    page.dispatchEvent(
      Object.assign(new Event('message'), { source: frame, origin, data: { wirelab: 'pane-hello' } }),
    )
  for (let times = 0; times < 1_000; times += 1) sayHello()
  clock.mockReturnValue(2_000)
  sayHello()
  clock.mockRestore()
  await vi.waitFor(() => expect(given).toHaveLength(41))
})
