/** The notices of the workbench, each with its actions and a way to dismiss it. */
import { X } from 'lucide-preact'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Notices } from './notices.ts'
import './notices.css'

interface Props {
  readonly notices: Notices
  readonly strings: WorkbenchStrings['drafts']
}

export function NoticeList({ notices, strings }: Props) {
  return (
    // Always there, so that what appears in it is read out.
    <div class="wl-notices" role="status">
      {notices.list.value.map(({ id, tone, text, actions }) => (
        <div class="wl-notice" data-tone={tone} key={id}>
          <p>{text}</p>
          {actions.map((action) => (
            <button
              key={action.label}
              type="button"
              class="wl-button"
              onClick={() => {
                notices.dismiss(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          ))}
          <button
            type="button"
            class="wl-button"
            aria-label={strings.dismiss}
            title={strings.dismiss}
            onClick={() => notices.dismiss(id)}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  )
}
