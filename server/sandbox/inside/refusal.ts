/** What Node's permission model refuses a program, in words that do not speak of options that it cannot give. */
import { withoutAppFolder } from './app-folder.ts'

/** By the name of the permission that an ERR_ACCESS_DENIED lacks. */
const reasons: Readonly<Record<string, string>> = {
  FileSystemRead: 'A program reads its own files only',
  FileSystemWrite: 'A program writes into its own folder only',
  ChildProcess: 'A program cannot start another one here, and so there is no cluster',
  WorkerThreads: 'There are no worker threads here',
}

/** Null when the error is another one. */
export function explainedRefusal(error: Error): string | null {
  const permission: unknown = Reflect.get(error, 'permission')
  if (Reflect.get(error, 'code') !== 'ERR_ACCESS_DENIED' || typeof permission !== 'string') return null
  const resource: unknown = Reflect.get(error, 'resource')
  const named = typeof resource === 'string' && resource !== '' ? ` (${withoutAppFolder(resource)})` : ''
  const reason = reasons[permission] ?? `Node.js forbids ${permission} here`
  return `${reason}: the isolation level "permission" forbids it${named}.`
}
