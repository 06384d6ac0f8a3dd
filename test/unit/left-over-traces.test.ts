import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeLeftOverTraces } from '../../server/session/left-over-traces.ts'

/** Of this machine's loopback, with what lets go of it. */
async function holdPort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  return { port, free: () => new Promise((resolve) => server.close(resolve)) }
}

test('traces of a port that nobody holds are removed; those of a living server, and what is none, stay', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wirelab-left-over-'))
  const [living, own, dead] = await Promise.all([holdPort(), holdPort(), holdPort()])
  await Promise.all([own.free(), dead.free()])
  const kept = [String(living.port), String(own.port), 'notes'].toSorted()
  for (const name of [...kept, String(dead.port)]) {
    await mkdir(join(root, name))
    await writeFile(join(root, name, 'a.jsonl'), '{}\n')
  }
  await removeLeftOverTraces(root, own.port)
  expect((await readdir(root)).toSorted()).toEqual(kept)
  await living.free()
  await rm(root, { recursive: true })
})

test('without any traces there is nothing to do', async () => {
  await expect(removeLeftOverTraces(join(tmpdir(), 'wirelab-nowhere'), 1)).resolves.toBeUndefined()
})
