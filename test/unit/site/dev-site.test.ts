import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { proxySite } from '../../../server/site/dev-site.ts'

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server's address is an object.
  return (server.address() as AddressInfo).port
}

test('an answer that the development site breaks off is broken off, and ends nothing else', async () => {
  let breakOff = () => {}
  const site = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'))
    breakOff = () => socket.resetAndDestroy()
  })
  const proxy = createHttpServer(proxySite(await portOf(site)))
  const answer = await fetch(`http://127.0.0.1:${await portOf(proxy)}/`)
  breakOff()
  await expect(answer.text()).rejects.toThrow('terminated')
  const closed = once(site, 'close')
  site.close()
  await closed
  expect((await fetch(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`)).status).toBe(502)
  proxy.closeAllConnections()
  proxy.close()
})
