import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ControlClient } from '../control-client.ts'
import { startProduct, type Product } from './site-app.ts'

// What a page that is not ours tries against the control channel of somebody who has the product running.
const attack = (origin: string) => `
  const outcome = (name, promise) => promise.then(() => name + ': worked', () => name + ': failed')
  const socket = new Promise((resolve, reject) => {
    try {
      const socket = new WebSocket('${origin.replace('http', 'ws')}/control/socket.io/?EIO=4&transport=websocket')
      socket.onmessage = resolve
      socket.onerror = socket.onclose = reject
    } catch (error) { reject(error) }
  })
  const read = fetch('${origin}/').then((answer) => answer.text())
  const polling = fetch('${origin}/control/socket.io/?EIO=4&transport=polling').then((answer) => answer.text())
  const frame = new Promise((resolve, reject) => {
    const frame = document.createElement('iframe')
    frame.src = '${origin}/'
    frame.onload = () => { try { frame.contentDocument.title ? resolve() : reject() } catch { reject() } }
    document.body.append(frame)
  })
  Promise.all([outcome('socket', socket), outcome('read', read), outcome('polling', polling), outcome('frame', frame)])
    .then((outcomes) => { document.title = outcomes.join(', ') })
`
const page = (script: string) => `<!doctype html><html><body><script>${script}</script></body></html>`
const nothingWorked = 'socket: failed, read: failed, polling: failed, frame: failed'

let product: Product
let website: Server
let websiteOrigin: string

beforeAll(async () => {
  product = await startProduct()
  website = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(page(attack(product.app.origin)))
  }).listen(0, '127.0.0.1')
  await once(website, 'listening')
  // A TCP server's address is an object.
  websiteOrigin = `http://127.0.0.1:${(website.address() as AddressInfo).port}`
})
afterAll(async () => {
  website.close()
  await product.close()
})

describe('the control channel is out of reach', () => {
  test('for a foreign website that its visitor opens', async () => {
    const context = await product.browser.newContext()
    const tab = await context.newPage()
    await tab.goto(websiteOrigin)
    await tab.waitForFunction(() => document.title !== '')
    expect(await tab.title()).toBe(nothingWorked)
    expect(product.app.sessions()).toBe(0)
    await context.close()
  })

  test("for a learner's page in its pane", async () => {
    const control = new ControlClient(product.app.origin)
    const { paneOrigin } = await control.open()
    await control.run({
      'server.js': `require('http').createServer((request, response) => {
        response.setHeader('Content-Type', 'text/html')
        response.end(${JSON.stringify(page(attack(product.app.origin)))})
      }).listen(8080)`,
    })
    await control.event('run', (event) => event.phase === 'listen')
    const context = await product.browser.newContext()
    const tab = await context.newPage()
    await tab.goto(paneOrigin.replace('{client}', 'ann').replace('{port}', '8080'))
    await tab.waitForFunction(() => document.title !== '')
    expect(await tab.title()).toBe(nothingWorked)
    expect(product.app.sessions()).toBe(1)
    await context.close()
    await control.socket.emitWithAck('close', {})
    control.close()
  })
})
