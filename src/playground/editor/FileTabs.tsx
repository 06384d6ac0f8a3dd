/** The project's files as tabs (WAI-ARIA tabs: arrows move, Delete deletes), and a way to add one. */
import { Package, Plus, X } from 'lucide-preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Dialog } from '../toolbar/Dialog.tsx'
import { moduleStrings } from '../../strings/modules.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { ModuleList } from './ModuleList.tsx'

interface Props {
  readonly model: WorkbenchModel
  /** Id of the element that shows the active file. */
  readonly panelId: string
}

export function FileTabs({ model, panelId }: Props) {
  const { project, strings } = model
  const list = useRef<HTMLDivElement>(null)
  const [adding, setAdding] = useState(false)
  const [listing, setListing] = useState(false)
  const modules = moduleStrings(model.props.language)
  const files = project.files.value
  const active = project.active.value
  const { entry } = model.program.value
  // A file may be shown from elsewhere: when it was added, or by the line of an error.
  useLayoutEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active])

  const remove = (path: string) => {
    const before = project.files.peek()
    project.remove(path)
    model.notices.tell({
      id: `deleted:${path}`,
      tone: 'quiet',
      about: 'files',
      text: strings.editor.deleted(path),
      actions: [{ label: strings.drafts.undo, run: () => project.replaceAll(before) }],
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step !== 0) {
      const place = files.findIndex((file) => file.path === active)
      const next = files.at((place + step) % files.length)
      if (next === undefined) return
      event.preventDefault()
      project.show(next.path)
      list.current?.querySelectorAll<HTMLElement>('[role=tab]')[files.indexOf(next)]?.focus()
    } else if (event.key === 'Delete' && active !== entry) {
      event.preventDefault()
      remove(active)
    }
  }

  return (
    <div class="wl-files">
      <div class="wl-tabs" role="tablist" aria-label={strings.editor.files} ref={list} onKeyDown={onKeyDown}>
        {files.map(({ path }) => (
          <button
            key={path}
            type="button"
            role="tab"
            class="wl-tab"
            aria-selected={path === active}
            aria-controls={panelId}
            tabIndex={path === active ? 0 : -1}
            onClick={() => project.show(path)}
          >
            {path}
          </button>
        ))}
      </div>
      {active !== entry && active !== '' && (
        <button
          type="button"
          class="wl-button"
          aria-label={strings.editor.deleteFile(active)}
          title={strings.editor.deleteFile(active)}
          onClick={() => remove(active)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        class="wl-button"
        aria-label={strings.editor.addFile}
        title={strings.editor.addFile}
        onClick={() => setAdding(true)}
      >
        <Plus size={15} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="wl-button"
        aria-label={modules.title}
        title={modules.title}
        onClick={() => setListing(true)}
      >
        <Package size={15} aria-hidden="true" />
      </button>
      {listing && (
        <ModuleList
          connection={model.runtime.connection.value}
          strings={modules}
          onClose={() => setListing(false)}
        />
      )}
      {adding && <AddFile model={model} onClose={() => setAdding(false)} />}
    </div>
  )
}

function AddFile({ model, onClose }: { readonly model: WorkbenchModel; readonly onClose: () => void }) {
  const { project, strings } = model
  const [problem, setProblem] = useState<string>()
  const submit = async (form: HTMLFormElement) => {
    const given = new FormData(form).get('path')
    // Loaded when needed: the schema's library is larger than the workbench.
    const { filePathSchema } = await import('../../../protocol/sandbox.ts')
    const path = filePathSchema.safeParse(typeof given === 'string' ? given.trim() : '')
    if (!path.success) return setProblem(strings.editor.invalidName)
    if (project.content(path.data) !== undefined) return setProblem(strings.editor.nameTaken)
    project.write(path.data, '')
    project.show(path.data)
    onClose()
  }
  return (
    <Dialog title={strings.editor.addFile} onClose={onClose}>
      <form
        class="wl-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget)
        }}
      >
        <label>
          {strings.editor.fileName}
          <input
            name="path"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            required
            aria-invalid={problem !== undefined}
            aria-describedby="wl-add-file-problem"
          />
        </label>
        <p id="wl-add-file-problem" role="alert">
          {problem}
        </p>
        <div class="wl-dialog-actions">
          <button type="button" class="wl-button" onClick={onClose}>
            {strings.drafts.cancel}
          </button>
          <button type="submit" class="wl-run">
            {strings.editor.add}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
