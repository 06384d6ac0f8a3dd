/** What is being opened, what of it could be read, or why nothing could. */
import type { Signal } from '@preact/signals'
import { X } from 'lucide-preact'
import type { Language } from '../../../protocol/lesson.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { formatBytes, formatNumber } from '../../../trace/quantity.ts'
import { traceViewerStrings } from '../../strings/trace-viewer.ts'
import { maxFileBytes, type FileProblem } from './open-trace.ts'

export type Activity =
  | { readonly state: 'idle' }
  /** `share`: how much was read, from 0 to 1; absent while it seems to be a matter of a moment. */
  | { readonly state: 'reading'; readonly name: string; readonly share?: number }
  | { readonly state: 'opened'; readonly name: string; readonly events: number; readonly cut: boolean }
  | { readonly state: 'failed'; readonly name: string; readonly problem: FileProblem }

interface Props {
  readonly activity: Signal<Activity>
  readonly language: Language
}

/** Of a file's name. */
const nameMax = 80
const iconPx = 16

export function FileNotice({ activity, language }: Props) {
  const strings = traceViewerStrings(language)
  const now = activity.value
  const warns = now.state === 'failed' || (now.state === 'opened' && now.cut)
  return (
    <>
      <p class={classOf(now, warns)} role={now.state === 'failed' ? 'alert' : 'status'}>
        <span>{textOf(now, language)}</span>
        {warns && (
          <button
            type="button"
            aria-label={strings.close}
            title={strings.close}
            onClick={() => {
              activity.value = { state: 'idle' }
            }}
          >
            <X size={iconPx} aria-hidden="true" />
          </button>
        )}
      </p>
      {now.state === 'reading' && now.share !== undefined && (
        <progress class="wl-viewer-progress" value={now.share} aria-label={textOf(now, language)} />
      )}
    </>
  )
}

function classOf(activity: Activity, warns: boolean): string {
  if (warns) return 'wl-viewer-warning'
  return activity.state === 'reading' && activity.share !== undefined ? 'wl-viewer-reading' : 'sr-only'
}

function textOf(activity: Activity, language: Language): string {
  const strings = traceViewerStrings(language)
  if (activity.state === 'idle') return ''
  const name = inertText(activity.name, nameMax)
  switch (activity.state) {
    case 'reading':
      return strings.reading(name)
    case 'opened': {
      const opened = strings.opened(name, formatNumber(activity.events, language))
      return activity.cut ? `${opened}. ${strings.cut}` : opened
    }
    case 'failed':
      return `${name} ${problemText(activity.problem, language)}`
  }
}

function problemText(problem: FileProblem, language: Language): string {
  const { problems } = traceViewerStrings(language)
  switch (problem.code) {
    case 'bad-line':
      return problems['bad-line'](String(problem.line ?? '?'))
    case 'too-large':
      return problems['too-large'](formatBytes(maxFileBytes, language))
    case 'not-a-trace':
    case 'future-version':
    case 'unreadable':
      return problems[problem.code]('')
  }
}
