/** What is in view, or everything, as a file or on the clipboard; and the way to another trace. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import {
  Braces,
  ClipboardCopy,
  Download,
  FileText,
  FolderOpen,
  Image,
  ListFilter,
  Network,
  Workflow,
} from 'lucide-preact'
import { exportStrings, type CopiedFormat, type ExportFormat } from '../../strings/export.ts'
import { handOver } from '../hand-over.ts'
import { reportFault } from '../report-fault.ts'
import { MenuButton, type MenuEntry } from '../toolbar/MenuButton.tsx'
import { useInspector } from './context.ts'
import { exportFileName } from './export-name.ts'
import { excerptOf, hidesAnything, type ExportScope } from './export-scope.ts'
import './export-menu.css'

const iconPx = 16

const formats = [
  ['jsonl', Braces],
  ['har', Network],
  ['mermaid', Workflow],
  ['text', FileText],
  ['svg', Image],
  ['png', Image],
] as const satisfies readonly (readonly [ExportFormat, unknown])[]

const copied = ['mermaid', 'text'] as const satisfies readonly CopiedFormat[]

/** How long the outcome is told (ms). */
const toldMs = 6_000

export function ExportMenu() {
  const { model, language, exportName, onOpenTrace } = useInspector()
  const strings = exportStrings(language)
  const scope = useSignal<ExportScope>('view')
  const outcome = useSignal('')
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const hides = hidesAnything(model)
  const empty = model.events.length === 0

  useEffect(() => {
    if (outcome.value === '') return undefined
    const timer = setTimeout(() => {
      outcome.value = ''
    }, toldMs)
    return () => clearTimeout(timer)
  }, [outcome, outcome.value])

  /** What was left out before is no news when there is nothing left out. */
  const exported = () => excerptOf(model, hides ? scope.value : 'all')

  const run = (what: string, failure: string, task: () => Promise<string>) => {
    outcome.value = ''
    task().then(
      (text) => {
        outcome.value = text
      },
      (error: unknown) => {
        reportFault(what, error)
        outcome.value = failure
      },
    )
  }
  const save = (format: ExportFormat) =>
    run(`exporting ${format}`, strings.failed, async () => {
      const { exportFile } = await import('./export-files.ts')
      const theme = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'
      const { ending, content } = await exportFile(exported(), format, language, theme)
      const name = exportFileName(exportName, model.header.startedAt) + ending
      handOver(name, content)
      return strings.saved(name)
    })
  const copy = (format: CopiedFormat) =>
    run(`copying ${format}`, strings.copyFailed, async () => {
      const { copiedText } = await import('./export-files.ts')
      await navigator.clipboard.writeText(copiedText(exported(), format, language))
      return strings.copied
    })

  const entries: MenuEntry[] = [
    ...(hides ? [scopeChoice(strings, scope.value, (chosen) => (scope.value = chosen))] : []),
    ...formats.map(([format, Icon]): MenuEntry => ({
      type: 'action',
      ...strings.formats[format],
      icon: <Icon size={iconPx} aria-hidden="true" />,
      disabled: empty,
      choose: () => save(format),
    })),
    ...copied.map((format): MenuEntry => ({
      type: 'action',
      ...strings.copy[format],
      icon: <ClipboardCopy size={iconPx} aria-hidden="true" />,
      disabled: empty,
      choose: () => copy(format),
    })),
    ...(onOpenTrace === undefined
      ? []
      : [
          {
            type: 'action',
            ...strings.open,
            icon: <FolderOpen size={iconPx} aria-hidden="true" />,
            choose: onOpenTrace,
          } satisfies MenuEntry,
        ]),
  ]

  return (
    <>
      <MenuButton label={strings.menu} title={strings.title} class="wli-action" entries={entries}>
        <Download size={iconPx} aria-hidden="true" />
        <span>{strings.menu}</span>
      </MenuButton>
      <span class="wli-export-outcome" role="status">
        {outcome.value}
      </span>
    </>
  )
}

function scopeChoice(
  strings: ReturnType<typeof exportStrings>,
  scope: ExportScope,
  choose: (scope: ExportScope) => void,
): MenuEntry {
  return {
    type: 'choices',
    label: strings.scope,
    icon: <ListFilter size={iconPx} aria-hidden="true" />,
    choices: (['view', 'all'] as const).map((value) => ({
      label: strings.scopes[value],
      checked: value === scope,
      choose: () => choose(value),
    })),
  }
}
