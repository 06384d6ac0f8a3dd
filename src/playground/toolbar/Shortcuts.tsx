/** The list of shortcuts, loaded when it is asked for: it speaks of parts that are themselves loaded late. */
import { useEffect, useState } from 'preact/hooks'
import { reportFault } from '../report-fault.ts'
import type { ShortcutList as LoadedList, ShortcutListProps } from './ShortcutList.tsx'

export function Shortcuts(props: ShortcutListProps) {
  const [List, setList] = useState<typeof LoadedList>()
  useEffect(() => {
    import('./ShortcutList.tsx').then(
      (module) => setList(() => module.ShortcutList),
      (error: unknown) => reportFault('loading the list of shortcuts', error),
    )
  }, [])
  return List && <List {...props} />
}
