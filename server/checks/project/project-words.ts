/** What the check runner of a downloaded project says beside the report of `wirelab check`. */
import type { Language } from '../../../protocol/lesson.ts'

export interface ProjectWords {
  readonly hint: string
  readonly notRun: string
  readonly portTaken: (port: number) => string
  /** Why `count` checks were left out, and what to do. */
  readonly noBrowser: (count: number) => string
}

export const projectWords: Readonly<Record<Language, ProjectWords>> = {
  en: {
    hint: 'Hint',
    notRun: 'not run here',
    portTaken: (port) =>
      `Port ${port} is taken by another program. Stop it (is npm start still running?), then try again.`,
    noBrowser: (count) =>
      `Not run: ${count}. They open pages and found no Chrome, Chromium or Edge. Get one with "npx playwright install chromium", or name yours in WIRELAB_BROWSER.`,
  },
  ru: {
    hint: 'Подсказка',
    notRun: 'здесь не запускалась',
    portTaken: (port) =>
      `Порт ${port} занят другой программой. Остановите её (может быть, ещё работает npm start?) и попробуйте снова.`,
    noBrowser: (count) =>
      `Не запускалось: ${count}. Этим проверкам нужны страницы, а ни Chrome, ни Chromium, ни Edge здесь не нашлось. Установите браузер командой «npx playwright install chromium» или назовите свой в переменной WIRELAB_BROWSER.`,
  },
}
