import { describe, expect, test } from 'vitest'
import { fileAt, mayBe } from '../../../src/playground/project/page-files.ts'

const files = [
  'server.js',
  'index.html',
  'public/client.ts',
  'public/a.css',
  'old/a.css',
  'views/chat.ejs',
  'data.json',
]

test.each([
  ['/', 'index.html'],
  ['/index.html?x=1#y', 'index.html'],
  ['/client.ts', 'public/client.ts'],
  ['/public/client.ts', 'public/client.ts'],
  ['/a.css', undefined],
  ['/chat', undefined],
  ['/%E0%A4%A', undefined],
])('%s names %s', (url, file) => {
  expect(fileAt(url, files)).toBe(file)
})

describe('an address may have brought', () => {
  test.each([
    ['/client.ts', 'public/client.ts', false, true],
    ['/client.ts', 'index.html', true, false],
    ['/', 'index.html', false, true],
    ['/a.css', 'public/a.css', false, true],
    ['/a.css', 'old/a.css', false, true],
    ['/', 'views/chat.ejs', true, true],
    ['/', 'data.json', true, false],
    ['/chat', 'views/chat.ejs', true, true],
    ['/chat', 'views/chat.ejs', false, false],
    ['/users', 'data.json', true, true],
    ['/users', 'public/a.css', true, false],
    ['/style.css', 'public/a.css', true, true],
  ])('%s: %s, named by the server: %s', (url, file, named, expected) => {
    expect(mayBe(url, file, files, named)).toBe(expected)
  })
})
