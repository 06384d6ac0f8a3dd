/**
 * What a trace tells of why something did or did not arrive. Every explanation is data: what it is, the names it speaks of,
 * and the events that show it. Sentences are made of it elsewhere, one language each (`explanation-words.ts`).
 *
 * What cannot be known is said to be unknown. Frames are facts; what the server or a page says of itself is a claim, and
 * never outweighs a frame.
 */
import type { RoomName } from '../../protocol/instrument.ts'

/** Events of the trace that show it, by their `seq`, the most telling one first. */
export interface Evidence {
  readonly evidence: readonly number[]
}

/** Why an event that reached a client did nothing there. */
export type Unheard =
  /** Nothing listens for it. `near`: an event that is listened for and is spelled almost the same. */
  | { readonly why: 'no-listener'; readonly near?: string }
  /** Its handler was added only afterwards, by the event `added` of the trace. */
  | { readonly why: 'listened-later'; readonly added: number }
  /** It has no event's name, as when that was undefined: who reads such a packet ends the connection. */
  | { readonly why: 'nameless' }
  /** Its socket there had been disconnected before, by the event `closed`. */
  | { readonly why: 'socket-closed'; readonly closed: number }
  /** Its socket there was never connected: the server refused it afterwards, by the event `refused`. */
  | { readonly why: 'socket-refused'; readonly refused: number }

/** Why an emit was not sent to a client. */
export type NotSent =
  | { readonly why: 'sender' }
  | { readonly why: 'excepted'; readonly room: RoomName }
  /** `members`: clients that were in one of the rooms at that moment; absent where the trace does not tell of all joins. */
  | { readonly why: 'not-in-room'; readonly rooms: readonly RoomName[]; readonly members?: readonly string[] }
  /** It had been in the room, and left by the event `left`, not long before. */
  | {
      readonly why: 'left-room'
      readonly room: RoomName
      readonly left: number
      /** It left because its connection ended; the socket that it has since then never joined. */
      readonly reconnected?: true
    }
  /** It joined by the event `joined`, only afterwards. */
  | { readonly why: 'joined-later'; readonly room: RoomName; readonly joined: number }
  /** The room was named by something that is no text: `undefined`, a number, an object. */
  | { readonly why: 'room-not-text'; readonly room: RoomName }
  /** The call was for one socket, and that is another client's; `null` when it was nobody's then. */
  | {
      readonly why: 'other-socket'
      readonly client: string | null
      /** The namespace that this socket is in: it is not the one that was sent to, where nobody has its id. */
      readonly elsewhere?: string
    }
  /** It is connected, but not to the emit's namespace. */
  | { readonly why: 'other-namespace'; readonly own: readonly string[]; readonly namespace: string }
  /** It is connected, but to another Socket.IO server of the same program. */
  | { readonly why: 'other-server' }
  /** None of its `sockets` was meant, and not all of them for the same reason. */
  | { readonly why: 'none-of-sockets'; readonly sockets: number }
  /** A handler's second answer to the same packet: Socket.IO sends the first one only. */
  | { readonly why: 'answered-before' }
  /** It was not connected at that moment; `until`: the event by which it came (again), if it did. */
  | { readonly why: 'not-connected'; readonly since?: number; readonly until?: number }
  /** A volatile event, and the transport was not ready for it. */
  | { readonly why: 'volatile' }
  /** The server says that it sent it, but no frame crossed: `link` is the event that ended the connection, if one did. */
  | { readonly why: 'lost'; readonly link?: number }
  /** The call itself failed. */
  | { readonly why: 'threw'; readonly message: string }

/** What an emit of the server came to for one client, or an emit of a client for the server. */
export type Verdict = Evidence & {
  /** The client; `server` for what a client sent. */
  readonly participant: string
} & (
    | {
        readonly outcome: 'received'
        /** How many handlers ran; absent where nobody says (a bare client, an old trace). */
        readonly handlers?: number
        /** How many handlers of every event (`onAny`) saw it besides. With these, `handlers` can be 0. */
        readonly any?: number
        /** Sent again after the connection had come back: connection state recovery. */
        readonly recovered?: true
        /** It came to `got` only of the `of` sockets that the client has there. */
        readonly sockets?: { readonly got: number; readonly of: number }
        /** The client's own goodbye came through right after it: it may have left before. */
        readonly leaving?: number
      }
    | ({ readonly outcome: 'unheard' } & Unheard)
    | ({ readonly outcome: 'not-sent' } & NotSent)
    /** `missing`: what would have to be in the trace. `unreadable`: its frame is, in a form of the program's own. */
    | {
        readonly outcome: 'unknown'
        readonly missing: 'dropped-events' | 'server-inside' | 'server-busy' | 'not-yet' | 'unreadable'
        /** It is a volatile event: it left at once or never will, and which of the two is not told yet. */
        readonly volatile?: true
      }
  )

/**
 * What is notable in a trace, apart from any one emit. Of an acknowledgement, `asker` is who wanted it, of handlers `on`
 * is whose socket has them: absent, the client asked, and the socket is the server's.
 */
export type Diagnosis = Evidence & {
  /** The client that it is about; absent when it is about the server or all. */
  readonly client?: string
} & (
    | {
        readonly what: 'ack-pending'
        readonly event: string
        readonly asker?: 'server'
        readonly because?: Unanswered
      }
    | { readonly what: 'ack-timed-out'; readonly event: string; readonly afterMs: number }
    | { readonly what: 'ack-late'; readonly event: string; readonly asker?: 'server' }
    | { readonly what: 'ack-twice'; readonly event: string; readonly asker?: 'server' }
    /** The same event has this many handlers on one socket, and each of them ran. */
    | {
        readonly what: 'handlers-repeated'
        readonly event: string
        readonly handlers: number
        readonly on?: 'page'
      }
    /** A handler was added to a socket only after the event had arrived there and found none. */
    | { readonly what: 'handler-late'; readonly event: string; readonly on?: 'page' }
    /** A page sent while it was offline, and all of it at once when it was back. */
    | { readonly what: 'buffered-burst'; readonly count: number }
    /** After a reconnect the socket is another one; `lostRooms`: those that it was in and is not any more. */
    | {
        readonly what: 'new-id'
        readonly before: string
        readonly after: string
        readonly lostRooms: readonly string[]
      }
    /** The connection came back as the same socket; `missed`: packets that were sent again. */
    | { readonly what: 'recovered'; readonly missed: number }
    | { readonly what: 'stuck-on-polling' }
    /** The browser refused answers because of their origin. */
    | { readonly what: 'cors-refused' }
    /** A client of another major version; the numbers are those of the Engine.IO protocol. */
    | { readonly what: 'version-mismatch'; readonly clientEio: string }
    /** A namespace that does not exist and looks like an address's path. */
    | { readonly what: 'path-as-namespace'; readonly namespace: string }
    /** Socket.IO is asked for at a path where the server does not serve it. */
    | { readonly what: 'wrong-path'; readonly path: string }
    /**
     * A payload over `maxHttpBufferSize`: the connection was closed because of it. `size` is absent when that was before
     * all of it had crossed.
     */
    | { readonly what: 'payload-too-large'; readonly size?: number; readonly limit: number }
    | { readonly what: 'middleware-refused'; readonly namespace: string; readonly message: string }
    | { readonly what: 'unknown-namespace'; readonly namespace: string }
    | { readonly what: 'disconnected-by-server' }
    | { readonly what: 'ping-timeout' }
    | { readonly what: 'plain-websocket' }
    /** What the client sent or asked for had to wait: the event loop did not turn for so long, at least. */
    | { readonly what: 'server-blocked'; readonly forMs: number }
  )

/** Nothing listened for the question where it arrived, or the connection that would carry the answer ended first. */
export type Unanswered = 'unheard' | 'left'

export type DiagnosisKind = Diagnosis['what']
