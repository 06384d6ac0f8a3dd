/** A room's name. Nothing stops a program from naming one by what is no text: that is said. */
import type { RoomName } from '../../../protocol/instrument.ts'
import { useInspector } from './context.ts'
import { InertText } from './InertText.tsx'

const maxLength = 40

export function RoomNameText({ name }: { readonly name: RoomName }) {
  const { strings } = useInspector()
  if (typeof name === 'string') return <InertText source={name === '' ? '""' : name} maxLength={maxLength} />
  return (
    <>
      <i>
        <InertText source={name.notText} maxLength={maxLength} />
      </i>{' '}
      <span class="wli-state-flag">{strings.state.notText}</span>
    </>
  )
}
