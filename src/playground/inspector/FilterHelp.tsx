/** How a filter is written, in one table. */
import { useRef } from 'preact/hooks'
import { CircleQuestionMark } from 'lucide-preact'
import { filterKeys, type FilterKey } from '../../../trace/filter/filter.ts'
import { filterStrings } from '../../strings/filter.ts'
import { placeBeside } from '../toolbar/place-beside.ts'
import { useInspector } from './context.ts'

const iconPx = 15
const popoverId = 'wli-filter-help'

const examples: Readonly<Record<FilterKey, string>> = {
  event: 'event:chat',
  client: 'client:ann',
  dir: 'dir:up',
  ns: 'ns:/admin',
  type: 'type:ack',
  ack: 'ack:7',
  room: 'room:blue',
  transport: 'transport:polling',
  kind: 'kind:console',
  size: 'size:>1kb',
  time: 'time:>1.5s',
}

export function FilterHelp() {
  const { language } = useInspector()
  const { help } = filterStrings(language)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const rows: readonly (readonly [string, string])[] = [
    ...filterKeys.map((key) => [examples[key], help.keys[key]] as const),
    ['"hi there"', help.text],
    ['event:chat*', help.star],
    ['event:"chat message"', help.quotes],
    ['event:chat dir:up', help.and],
    ['event:chat or type:ack', help.or],
    ['not kind:heartbeat', help.not],
    ['(client:ann or client:ben) dir:up', help.parentheses],
  ]
  const onToggle = (isOpen: boolean) => {
    if (!isOpen || panel.current === null || button.current === null) return
    placeBeside(panel.current, button.current)
    panel.current.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="wli-filter-button"
        aria-label={help.open}
        title={help.open}
        popovertarget={popoverId}
      >
        <CircleQuestionMark size={iconPx} aria-hidden="true" />
      </button>
      <div
        ref={panel}
        id={popoverId}
        class="wli-filter-help"
        role="dialog"
        aria-label={help.title}
        popover="auto"
        tabIndex={0}
        onToggle={(event) => onToggle(event.newState === 'open')}
        onKeyDown={(event) => {
          // The browser closes it; to the workbench, Escape is something else.
          if (event.key === 'Escape') event.stopPropagation()
        }}
      >
        <table>
          <caption>{help.title}</caption>
          <thead>
            <tr>
              <th scope="col">{help.typed}</th>
              <th scope="col">{help.finds}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([written, finds]) => (
              <tr key={written}>
                <th scope="row">
                  <code>{written}</code>
                </th>
                <td>{finds}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="wli-soft">{help.notes}</p>
      </div>
    </>
  )
}
