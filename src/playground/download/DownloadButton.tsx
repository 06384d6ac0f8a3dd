/** Hands over the files as they are now, as a project that runs anywhere. */
import { Download } from 'lucide-preact'
import { lessonFilesStrings } from '../../strings/lesson-files.ts'
import { reportFault } from '../report-fault.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

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
  const { handOver, projectZip } = await import('./project-zip.ts')
  const { id, title = id, port, language } = model.props
  const { spelling, entry } = model.program.peek()
  const { readme } = lessonFilesStrings(language).download
  const name = spelling === 'classic' ? `wirelab-${id}` : `wirelab-${id}-${spelling}`
  const files = model.project.asRecord()
  handOver(`${name}.zip`, projectZip(name, { files, entry, id, readme: readme({ title, entry, port }) }))
}
