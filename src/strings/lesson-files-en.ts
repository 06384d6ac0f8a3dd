import type { LessonFilesStrings } from './lesson-files.ts'

export const lessonFilesEnglish: LessonFilesStrings = {
  spelling: {
    label: 'Spelling of the code',
    names: { classic: 'Classic', current: 'Current', typescript: 'TypeScript' },
    running: (name) => `Still running: ${name}. Run starts what you see.`,
  },
}
