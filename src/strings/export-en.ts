import type { ExportStrings } from './export.ts'

export const exportEnglish: ExportStrings = {
  menu: 'Export',
  title: 'Export this trace, or open another',
  scope: 'What to export',
  scopes: { view: 'In view', all: 'Everything' },
  formats: {
    jsonl: { label: 'Trace, .jsonl', hint: 'The inspector opens it again' },
    har: { label: 'HTTP archive, .har', hint: 'For the Network panel of Chrome’s DevTools' },
    mermaid: { label: 'Mermaid, .mmd', hint: 'A sequence diagram as text' },
    text: { label: 'Text, .txt', hint: 'The ladder in plain characters' },
    svg: { label: 'Picture, .svg', hint: 'Sharp at every size, light and dark' },
    png: { label: 'Picture, .png', hint: 'For chats and slides' },
  },
  copy: {
    mermaid: { label: 'Copy as Mermaid', hint: 'GitHub and GitLab draw it' },
    text: { label: 'Copy as text', hint: 'For a report of a problem' },
  },
  open: { label: 'Open a trace…', hint: 'A .jsonl file; it stays in your browser' },
  saved: (name) => `Saved: ${name}`,
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying. Save the file instead.',
  failed: 'The export failed. Try another format.',
}
