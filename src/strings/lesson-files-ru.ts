import type { LessonFilesStrings } from './lesson-files.ts'

export const lessonFilesRussian: LessonFilesStrings = {
  spelling: {
    label: 'Вариант кода',
    names: { classic: 'Классический', current: 'Современный', typescript: 'TypeScript' },
    running: (name) => `Пока работает вариант «${name}». «Запустить» запустит тот, что на экране.`,
  },
}
