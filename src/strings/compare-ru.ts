import type { CompareStrings } from './compare.ts'

export const compareRussian: CompareStrings = {
  open: 'Сравнить запуски',
  close: 'Закрыть сравнение',
  label: 'Два запуска рядом',
  left: 'Слева',
  right: 'Справа',
  run: (run, entry, time) => `Запуск ${run} · ${entry} · начат на ${time} с`,
  runOf: (file, run) => `${file}: ${run}`,
  openFile: 'Добавить файл трассы…',
  unreadable: (file) => `${file} не удалось прочитать как трассу.`,
  changes: {
    same: 'одинаково',
    changed: 'другое содержимое',
    'left-only': 'только слева',
    'right-only': 'только справа',
  },
  counts: {
    changed: (count) => `изменено: ${count}`,
    'left-only': (count) => `только слева: ${count}`,
    'right-only': (count) => `только справа: ${count}`,
  },
  noDifference: 'Различий нет: те же пакеты, у каждого клиента в том же порядке.',
  next: 'Следующее различие',
  previous: 'Предыдущее различие',
  both: (left, right) => `слева ${left}; справа ${right}`,
  more: (left, right) => `Слишком много пакетов, не сравнивались: слева ${left}, справа ${right}.`,
  notExact: 'В этих запусках мало общего: пары подобраны приблизительно.',
  nothing: 'Ни в одном из запусков ещё не было пакетов.',
  keys: 'В сравнении запусков: предыдущее и следующее различие',
}
