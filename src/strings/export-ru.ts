import type { ExportStrings } from './export.ts'

export const exportRussian: ExportStrings = {
  menu: 'Экспорт',
  title: 'Сохранить эту трассу или открыть другую',
  scope: 'Что сохранить',
  scopes: { view: 'Что видно', all: 'Всё' },
  formats: {
    jsonl: { label: 'Трасса, .jsonl', hint: 'Инспектор откроет её снова' },
    har: { label: 'HTTP-архив, .har', hint: 'Для панели Network в Chrome DevTools' },
    mermaid: { label: 'Mermaid, .mmd', hint: 'Диаграмма последовательности в виде текста' },
    text: { label: 'Текст, .txt', hint: 'Лестница обычными символами' },
    svg: { label: 'Картинка, .svg', hint: 'Чёткая в любом размере, светлая и тёмная' },
    png: { label: 'Картинка, .png', hint: 'Для чатов и слайдов' },
  },
  copy: {
    mermaid: { label: 'Копировать как Mermaid', hint: 'GitHub и GitLab рисуют её сами' },
    text: { label: 'Копировать как текст', hint: 'Для сообщения о проблеме' },
  },
  open: { label: 'Открыть трассу…', hint: 'Файл .jsonl; он не покинет браузер' },
  saved: (name) => `Сохранено: ${name}`,
  copied: 'Скопировано',
  copyFailed: 'Браузер не разрешил копировать. Сохраните файл.',
  failed: 'Не получилось сохранить. Попробуйте другой формат.',
}
