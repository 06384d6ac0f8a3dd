/** What the program keeps on a socket, written as the program would: `socket.data.name`, `socket.nickname`. */
import { boundedProperties, boundedValue } from '../../../trace/bounded-properties.ts'
import type { KeptValue, SocketRecord } from '../../../trace/sockets.ts'
import { useInspector } from './context.ts'
import { InertText } from './InertText.tsx'
import { PayloadValue } from './PayloadTree.tsx'
import { Changed } from './StateChanged.tsx'

const keyMaxLength = 60
/** Of one value that is no JSON; also the longest text that a report holds. */
const textMaxLength = 2000
/** A list or an object of this length at most is read more easily as it is than as a tree. */
const plainMaxLength = 60
const nothing = '{}'
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

export function SocketValues({ socket }: { readonly socket: SocketRecord }) {
  const { data, own } = socket
  return (
    <>
      {data !== undefined && data.text !== nothing && <Values path="socket.data" value={data} />}
      {own !== undefined && own.text !== nothing && <Values path="socket" value={own} />}
    </>
  )
}

function Values({ path, value }: { readonly path: string; readonly value: KeptValue }) {
  const { strings } = useInspector()
  const properties = boundedProperties(value.text)
  if (properties === undefined) {
    return (
      <li>
        <span class="wli-key">{path}</span>{' '}
        <Changed key={value.text} since={value.seq}>
          <BoundedText text={value.text} />
        </Changed>
      </li>
    )
  }
  return (
    <>
      {properties.map(({ key, text }, index) =>
        key === undefined ? (
          <li key={index} class="wli-soft">
            {strings.state.cut}
          </li>
        ) : (
          <Property key={key} name={`${path}${access(key)}`} text={text} seq={value.seq} />
        ),
      )}
    </>
  )
}

interface PropertyProps {
  readonly name: string
  readonly text: string
  readonly seq: number
}

/** The report is of the whole object: only a property whose text is another one has changed. */
function Property({ name, text, seq }: PropertyProps) {
  return (
    <li>
      <span class="wli-key">
        <InertText source={name} maxLength={keyMaxLength} />
      </span>{' '}
      <Changed key={text} since={seq}>
        <BoundedText text={text} />
      </Changed>
    </li>
  )
}

function BoundedText({ text }: { readonly text: string }) {
  const json = boundedValue(text)
  const nested = typeof json?.value === 'object' && json.value !== null
  if (json === undefined || (nested && text.length <= plainMaxLength)) {
    return <InertText source={text} maxLength={textMaxLength} />
  }
  return <PayloadValue value={json.value} />
}

const access = (key: string) => (identifier.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)
