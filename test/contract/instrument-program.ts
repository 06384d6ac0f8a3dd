/** Small Socket.IO programs, made at random. */
import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  record,
  subarray,
} from 'fast-check'

export const namespaces = ['/', '/a'] as const
const rooms = ['red', 'blue', 'green'] as const
export const clientCount = 3

interface Target {
  readonly namespace: number
  readonly rooms: readonly string[]
  readonly except: readonly string[]
  readonly volatile: boolean
  readonly binary: boolean
}

export type Step =
  | ({ do: 'emit-all' | 'ask-all' } & Target)
  | ({ do: 'emit-one' | 'ask-one' | 'broadcast' | 'client-ask'; client: number } & Target)
  | { do: 'client-emit'; client: number; namespace: number; binary: boolean }
  | { do: 'join' | 'leave'; client: number; namespace: number; room: string }
  | { do: 'server-disconnect'; client: number; namespace: number; close: boolean }
  | { do: 'client-disconnect'; client: number; namespace: number }
  | { do: 'client-connect'; client: number; namespace: number }
  /** The connection falls, by the one end or the other; a recovering server then sends what was missed. */
  | { do: 'server-drop' | 'client-drop' | 'reconnect'; client: number }
  | { do: 'refused'; client: number }
  | { do: 'settle' }

export interface Program {
  /** The server keeps what a client misses while it is away: then every emit takes another way through it. */
  readonly recovery: boolean
  readonly transports: readonly (readonly ('polling' | 'websocket')[])[]
  readonly steps: readonly Step[]
}

const client = nat(clientCount - 1)
const namespace = nat(namespaces.length - 1)
const target = {
  namespace,
  rooms: subarray([...rooms]),
  except: subarray([...rooms], { maxLength: 1 }),
  volatile: boolean(),
  binary: boolean(),
}

const step: Arbitrary<Step> = oneof(
  { weight: 4, arbitrary: record({ do: constantFrom('emit-all', 'ask-all'), ...target }) },
  {
    weight: 6,
    arbitrary: record({
      do: constantFrom('emit-one', 'ask-one', 'broadcast', 'client-ask'),
      client,
      ...target,
    }),
  },
  {
    weight: 3,
    arbitrary: record({ do: constant('client-emit'), client, namespace, binary: boolean() }),
  },
  {
    weight: 6,
    arbitrary: record({
      do: constantFrom('join', 'leave'),
      client,
      namespace,
      room: constantFrom(...rooms),
    }),
  },
  {
    weight: 1,
    arbitrary: record({ do: constant('server-disconnect'), client, namespace, close: boolean() }),
  },
  { weight: 1, arbitrary: record({ do: constant('client-disconnect'), client, namespace }) },
  { weight: 1, arbitrary: record({ do: constant('client-connect'), client, namespace }) },
  { weight: 2, arbitrary: record({ do: constantFrom('server-drop', 'client-drop'), client }) },
  { weight: 3, arbitrary: record({ do: constant('reconnect'), client }) },
  { weight: 1, arbitrary: record({ do: constant('refused'), client }) },
  { weight: 2, arbitrary: record({ do: constant('settle') }) },
)

const transports = constantFrom(
  ['polling'] as const,
  ['websocket'] as const,
  ['polling', 'websocket'] as const,
)

export const program: Arbitrary<Program> = record({
  recovery: boolean(),
  transports: array(transports, { minLength: clientCount, maxLength: clientCount }),
  steps: array(step, { minLength: 3, maxLength: 25 }),
})
