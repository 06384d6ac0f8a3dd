/**
 * How long a test waits for what must come, unless it says otherwise. A second, vitest's own measure, is too short for a
 * process to start or a page to load while a neighbour has both cores of a small machine.
 */
import { vi } from 'vitest'

const patienceMs = 10_000
const { waitFor, waitUntil } = vi

type Options = Parameters<typeof waitFor>[1]
const patient = (options: Options) => ({
  timeout: patienceMs,
  ...(typeof options === 'number' ? { timeout: options } : options),
})

vi.waitFor = (callback, options) => waitFor(callback, patient(options))
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options))
