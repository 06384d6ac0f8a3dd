import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { failurePage, failureText, preferredLanguage } from '../../../server/gateway/messages.ts'
import { compilePageScript } from '../../../server/gateway/page-script.ts'

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de-DE,de', 'en'],
  ['ru', 'ru'],
  ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
  ['en-GB,ru;q=0.9', 'en'],
  ['en;q=0.2, RU;q=0.3', 'ru'],
  ['ru;q=0', 'en'],
  ['ru;q=x', 'en'],
])('a reader who asks for %s is told in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language)
})

test('a failure names the port where one is known', () => {
  expect(failureText('nothing-listens', 8080)).toContain('8080')
  expect(failureText('nothing-listens', undefined)).not.toMatch(/[{}]/)
  expect(failurePage('ru', 'timeout', 3000)).toContain('lang="ru"')
})

test('the page script is one classic script without imports, exports or types', () => {
  const script = compilePageScript({
    siteOrigin: 'http://localhost:1',
    domain: 'localhost:1',
    secure: false,
    libraryPath: '/library/',
    libraryPlaces: ['cdn.socket.io/'],
    moduleBuild: 'socket.io.esm.min.js',
    checkClientPath: '/__wirelab__/client',
  })
  expect(script).not.toMatch(/^\s*(?:import|export)\b/m)
  // Parsed, not run: a name that is declared twice or a type that was left in would throw.
  expect(() => new Script(script)).not.toThrow()
})
