/** TypeScript itself, over the same typings and options as the editor's. */
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import {
  compilerOptions,
  silencedEverywhere,
  silencedInJavaScript,
} from '../../../src/playground/editor/typescript-service.ts'
import { typings } from '../../../src/playground/typings/typings.ts'

const root = 'file:///'

const lib = (path: string) => ts.sys.readFile(`${ts.getDefaultLibFilePath({}).replace(/[^/]*$/, '')}${path}`)

function languageService(files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries(typings))
  for (const [path, content] of Object.entries(files)) all.set(root + path, content)
  const read = (path: string) => all.get(path) ?? lib(path.split('/').at(-1) ?? '')
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [...all.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = read(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => '',
    getCompilationSettings: () => ({
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- plain numbers: Monaco has no enum of TypeScript's
      ...compilerOptions,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      // Monaco's worker resolves like this; TypeScript 6 still does, with a deprecation that concerns nobody here.
      moduleResolution: ts.ModuleResolutionKind.Node10,
      ignoreDeprecations: '6.0',
    }),
    getDefaultLibFileName: () => 'lib.es2023.d.ts',
    fileExists: (path) => all.has(path),
    readFile: read,
  }
  return ts.createLanguageService(host)
}

function problems(files: Readonly<Record<string, string>>, path: string): string[] {
  const service = languageService(files)
  const silenced = path.endsWith('.js') ? silencedInJavaScript : silencedEverywhere
  return [...service.getSyntacticDiagnostics(root + path), ...service.getSemanticDiagnostics(root + path)]
    .filter((each) => !silenced.includes(each.code))
    .map((each) => `${each.code} ${ts.flattenDiagnosticMessageText(each.messageText, ' ')}`)
}

/** What completes at the `|` in the text. */
function completions(path: string, marked: string): string[] {
  const position = marked.indexOf('|')
  const service = languageService({ [path]: marked.replace('|', '') })
  const list = service.getCompletionsAtPosition(root + path, position, {})
  return list?.entries.map((entry) => entry.name) ?? []
}

const classicServer = `
var express = require('express')
var app = express()
var http = require('http').Server(app)
var io = require('socket.io')(http)
var users = {}
app.use(express.static(__dirname))
app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html')
})
io.sockets.on('connection', function (socket) {
  socket.nickname = 'Ann'
  users[socket.id] = socket
  socket.on('message', function (data) {
    socket.broadcast.emit('message', { text: data.text, from: socket.nickname })
    io.sockets.emit('count', Object.keys(users).length)
  })
})
http.listen(process.env.PORT || 8080, function () {
  console.log('listening')
})
`

const currentServer = `
import { createServer } from 'node:http'
import { join } from 'node:path'
import express from 'express'
import { Server, type Socket } from 'socket.io'

const app = express()
const http = createServer(app)
const io = new Server<{ chat: (text: string) => void }>(http, { cors: { origin: '*' } })
app.get('/', (_request, response) => response.sendFile(join(import.meta.dirname, 'index.html')))
const greet = (socket: Socket) => socket.emit('hello', { id: socket.id })
io.on('connection', (socket) => {
  greet(socket)
  socket.data.name = 'Ann'
  socket.on('chat', (text) => io.emit('chat', text.trim()))
})
http.listen(8080)
`

describe('the types of the editor', () => {
  test('find nothing to complain about in the classic spelling', () => {
    expect(problems({ 'server.js': classicServer }, 'server.js')).toEqual([])
  })

  test('find nothing to complain about in the current spelling', () => {
    expect(problems({ 'server.ts': currentServer }, 'server.ts')).toEqual([])
  })

  test('know the global io of a page, in both spellings', () => {
    const page = "var socket = io.connect('http://localhost:8080')\nsocket.on('x', function () {})\nio()\n"
    expect(problems({ 'client.js': page, 'server.js': classicServer }, 'client.js')).toEqual([])
  })

  test('know the modules that are provided, and the addresses from which pages take the client', () => {
    const source = `import cors from 'cors'
import { z } from 'zod'
import { io as one } from 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js'
import { io as two } from 'https://cdn.jsdelivr.net/npm/socket.io-client@4.8.1/+esm'
console.log(cors, z.string(), one('/').connected, two('/').connected)`
    expect(problems({ 'client.js': source }, 'client.js')).toEqual([])
    expect(problems({ 'client.ts': source }, 'client.ts')).toEqual([])
  })

  test.each(["import 'lodash'", "import x from 'lodash'\nx()", "require('lodash')", "import('lodash')"])(
    'complain about an unknown module by the codes that the editor words itself: %s',
    (source) => {
      expect(problems({ 'server.js': source }, 'server.js').join()).toMatch(/^(?:2307|2882) /)
    },
  )

  test('complain about an unknown module and about a broken syntax', () => {
    expect(problems({ 'server.js': "require('./nowhere')" }, 'server.js').join()).toMatch(/2307/)
    expect(problems({ 'server.js': 'io.on(' }, 'server.js')).not.toEqual([])
  })

  test.each([
    ['server.js', "const io = require('socket.io')(8080)\nio.on('connection', (socket) => { socket.| })"],
    [
      'server.ts',
      "import { Server } from 'socket.io'\nnew Server().on('connection', (socket) => { socket.| })",
    ],
  ])('complete the socket in %s', (path, marked) => {
    const names = completions(path, marked)
    expect(names).toEqual(expect.arrayContaining(['broadcast', 'data', 'rooms', 'emit', 'join', 'to']))
    expect(names.filter((name) => name.startsWith('_'))).toEqual([])
  })

  test("complete the page's socket", () => {
    const names = completions('client.js', 'const socket = io()\nsocket.|')
    expect(names).toEqual(expect.arrayContaining(['emit', 'on', 'connected', 'io']))
  })
})
