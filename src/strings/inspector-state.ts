/** Texts of the inspector's State tab. */

interface Empty {
  readonly what: string
  readonly how: string
}

export interface StateStrings {
  readonly now: Readonly<Record<'live' | 'file', string>>
  /** Before what is selected; `time` in seconds of the run. */
  readonly at: (time: string) => string
  readonly backToNow: Readonly<Record<'live' | 'file', string>>
  readonly sockets: string
  readonly rooms: string
  /** Before the names of events. */
  readonly handlers: string
  readonly unheard: string
  readonly auth: string
  readonly namespace: string
  readonly gone: (count: number) => string
  readonly ownRooms: (count: number) => string
  readonly ownRoom: string
  readonly members: (count: number) => string
  /** After a client's name, when several of its sockets are meant. */
  readonly times: (count: string) => string
  readonly unknownClient: string
  readonly notConnected: string
  readonly notText: string
  readonly server: (number: number) => string
  readonly showConnect: (who: string, namespace: string, id: string) => string
  readonly copyId: (id: string) => string
  readonly copied: string
  readonly noTransport: string
  readonly connectedFor: (time: string) => string
  readonly connectedAt: (time: string) => string
  readonly recovered: string
  /** Told by the server's inside only, and by the wire only. */
  readonly unconfirmed: string
  readonly unconfirmedWhy: string
  readonly untold: string
  readonly untoldWhy: string
  readonly late: string
  readonly cut: string
  readonly goneOnWire: string
  readonly unplugged: string
  readonly latency: (ms: string) => string
  readonly stalled: string
  readonly pollingOnly: string
  readonly noRooms: string
  readonly more: (count: string) => string
  readonly fewer: string
  readonly blocked: string
  readonly lost: (count: number) => string
  readonly partial: string
  readonly unlisted: (count: number) => string
  readonly empty: Readonly<Record<'before' | 'starting' | 'nobody' | 'ended', Empty>>
}
