import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { serveSite } from '../../../server/site/static-site.ts'

test('a file is closed when its reader goes before its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-site-'))
  // More than the buffers between take.
  await writeFile(join(folder, 'large.txt'), Buffer.alloc(50_000_000))
  const serve = serveSite(folder, {})
  let file: Readable | undefined
  const server = createServer((request, response) => {
    response.once('pipe', (source: Readable) => (file = source))
    serve(request, response)
  }).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const reader = connect(port, '127.0.0.1')
    reader.write('GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(reader, 'data')
    reader.destroy()
    await vi.waitFor(() => expect(file?.closed).toBe(true))
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
})
