import type { LessonFilesStrings } from './lesson-files.ts'

export const lessonFilesRussian: LessonFilesStrings = {
  spelling: {
    label: 'Вариант кода',
    names: { classic: 'Классика', current: 'Современный', typescript: 'TypeScript' },
    running: (name) => `Пока работает вариант «${name}». «Запустить» запустит тот, что на экране.`,
  },
  solution: {
    open: 'Решение',
    title: 'Решение рядом с вашим кодом',
    question:
      'Вы пока ничего не меняли. Кто сначала попробовал сам, пусть и неудачно, читает решение другими глазами. Всё равно показать?',
    tryFirst: 'Сначала попробую',
    showIt: 'Показать решение',
    files: 'Файлы решения',
    mine: 'Моё',
    theSolution: 'Решение',
    mineOf: (file) => `Моё: ${file}`,
    solutionOf: (file) => `Решение: ${file}`,
    same: 'совпадает',
    notThere: 'Здесь такого файла нет.',
    promise: 'Написанное вами сохранится: его возвращает «Вернуть моё».',
    use: 'Взять решение',
    backToMine: 'Вернуть моё',
    close: 'Закрыть',
  },
  startOver: {
    title: 'Начать сначала?',
    starter: 'Вернуть исходный код',
    starterText: 'Все файлы станут такими, какими их дал урок. Написанное сохранится, его можно вернуть.',
    discard: 'Отбросить черновик',
    discardText: 'То же, но написанное не сохранится. Отменить это можно, пока открыта страница.',
    cancel: 'Отмена',
  },
}
