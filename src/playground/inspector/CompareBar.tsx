/** Which runs are compared, what came of it, and the way from difference to difference. */
import { ChevronDown, ChevronUp, FileUp, X } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import type { Change } from '../../../trace/compare.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { compareStrings, type CompareStrings } from '../../strings/compare.ts'
import { openTrace } from '../trace-viewer/open-trace.ts'
import { TraceFileInput } from '../trace-viewer/TraceFileInput.tsx'
import { ChangeSign } from './ChangeSign.tsx'
import { useInspector } from './context.ts'
import type { ComparedRuns, RunChoice } from './run-comparison.ts'

const iconPx = 16
const differences = ['changed', 'left-only', 'right-only'] as const satisfies readonly Change[]

interface Props {
  readonly choices: readonly RunChoice[]
  readonly compared: ComparedRuns | undefined
  readonly onStep: (by: 1 | -1) => void
}

export function CompareBar({ choices, compared, onStep }: Props) {
  const { model, language } = useInspector()
  const strings = compareStrings(language)
  const { comparison } = model
  const found = differences.filter((change) => (compared?.counts[change] ?? 0) > 0)
  return (
    <div class="wli-compare-bar">
      <RunSelect label={strings.left} choices={choices} chosen={comparison.leftId} />
      <RunSelect label={strings.right} choices={choices} chosen={comparison.rightId} />
      <p class="wli-compare-counts" role="status">
        {compared !== undefined &&
          (found.length === 0
            ? strings.noDifference
            : found.map((change) => (
                <span key={change}>
                  <ChangeSign change={change} /> {strings.counts[change](compared.counts[change])}
                </span>
              )))}
      </p>
      <span class="wli-compare-actions">
        <button
          type="button"
          class="wli-action"
          aria-label={strings.previous}
          title={`${strings.previous} ([)`}
          disabled={found.length === 0}
          onClick={() => onStep(-1)}
        >
          <ChevronUp size={iconPx} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="wli-action"
          aria-label={strings.next}
          title={`${strings.next} (])`}
          disabled={found.length === 0}
          onClick={() => onStep(1)}
        >
          <ChevronDown size={iconPx} aria-hidden="true" />
        </button>
        <AddFile />
        <button
          type="button"
          class="wli-action"
          aria-label={strings.close}
          title={strings.close}
          onClick={() => comparison.close()}
        >
          <X size={iconPx} aria-hidden="true" />
        </button>
      </span>
    </div>
  )
}

interface RunSelectProps {
  readonly label: string
  readonly choices: readonly RunChoice[]
  readonly chosen: { value: string | undefined }
}

function RunSelect({ label, choices, chosen }: RunSelectProps) {
  const { language } = useInspector()
  const strings = compareStrings(language)
  return (
    <label class="wli-compare-run">
      {label}
      <select
        value={chosen.value}
        onChange={({ currentTarget }) => {
          chosen.value = currentTarget.value
        }}
      >
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {runName(choice, strings)}
          </option>
        ))}
      </select>
    </label>
  )
}

function runName({ span, file }: RunChoice, strings: CompareStrings): string {
  const name = strings.run(span.run, span.entry, formatMoment(span.at))
  return file === undefined ? name : strings.runOf(file, name)
}

function AddFile() {
  const { model, language } = useInspector()
  const strings = compareStrings(language)
  const input = useRef<HTMLInputElement>(null)
  const [unreadable, setUnreadable] = useState<string | undefined>(undefined)
  const add = async (file: File) => {
    const opened = await openTrace(file, file.name)
    const added = opened.ok && model.comparison.addFile(opened.trace.name, opened.trace.source.events)
    setUnreadable(added ? undefined : file.name)
  }
  return (
    <>
      {unreadable !== undefined && (
        <span class="wli-problem" role="alert">
          {strings.unreadable(unreadable)}
        </span>
      )}
      <button
        type="button"
        class="wli-action"
        aria-label={strings.openFile}
        title={strings.openFile}
        onClick={() => input.current?.click()}
      >
        <FileUp size={iconPx} aria-hidden="true" />
      </button>
      <TraceFileInput input={input} label={strings.openFile} onFile={(file) => void add(file)} />
    </>
  )
}
