/** Hands over the files as they are now, as a project that runs anywhere. */
import { Download } from 'lucide-preact'
import { lessonFilesStrings } from '../../strings/lesson-files.ts'
import { handOver } from '../hand-over.ts'
import { reportFault } from '../report-fault.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import type { ProjectTests } from './project-tests.ts'

interface Props {
  readonly model: WorkbenchModel
  /** In px. */
  readonly iconSize: number
}

export function DownloadButton({ model, iconSize }: Props) {
  const strings = lessonFilesStrings(model.props.language).download
  return (
    <button
      type="button"
      class="wl-button"
      title={strings.title}
      onClick={() => {
        download(model).catch((error: unknown) => {
          reportFault('making the zip', error)
          model.notices.tell({ id: 'download', tone: 'warn', text: strings.failed, actions: [] })
        })
      }}
    >
      <Download size={iconSize} aria-hidden="true" />
      <span>{strings.open}</span>
    </button>
  )
}

async function download(model: WorkbenchModel): Promise<void> {
  const [{ projectZip }, tests] = await Promise.all([import('./project-zip.ts'), testsOf(model)])
  const { id, title = id, port, language } = model.props
  const { spelling, entry } = model.program.peek()
  const { readme } = lessonFilesStrings(language).download
  const name = spelling === 'classic' ? `wirelab-${id}` : `wirelab-${id}-${spelling}`
  const program = {
    files: model.project.asRecord(),
    entry,
    id,
    readme: readme({ title, entry, port, tested: tests !== undefined }),
    tests,
  }
  handOver(`${name}.zip`, new Blob([projectZip(name, program)], { type: 'application/zip' }))
}

/** The lesson's checks and their runner, which nobody loads before they download. */
async function testsOf({ props }: WorkbenchModel): Promise<ProjectTests | undefined> {
  const { id, title = id, port, language, course } = props
  if (course === undefined) return undefined
  const { loadTests } = await import('./load-tests.ts')
  const { tasks } = course
  return { ...(await loadTests(id)), title, language, port, tasks }
}
