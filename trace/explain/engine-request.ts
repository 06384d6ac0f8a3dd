/** What makes a request one of Engine.IO: its query. Engine.IO protocol v4, "HTTP long-polling" and "WebSocket". */
export interface EngineRequest {
  readonly path: string
  /** Of the Engine.IO protocol, as the client gave it. */
  readonly version: string
  readonly transport: string
  readonly sid?: string
}

/** @param path with its query, as in `http` events */
export function engineRequestIn(path: string): EngineRequest | undefined {
  const mark = path.indexOf('?')
  if (mark === -1 || !path.includes('EIO=', mark)) return undefined
  const query = new URLSearchParams(path.slice(mark + 1))
  const version = query.get('EIO')
  const transport = query.get('transport')
  if (version === null || transport === null) return undefined
  const sid = query.get('sid')
  return { path: path.slice(0, mark), version, transport, ...(sid === null ? {} : { sid }) }
}
