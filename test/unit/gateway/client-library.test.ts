import { expect, test } from 'vitest'
import { libraryFile } from '../../../server/gateway/client-library.ts'

const name = (address: string) => libraryFile(address)?.name

test.each([
  ['cdn.socket.io/4.8.1/socket.io.min.js', 'socket.io.min.js'],
  ['cdn.socket.io/4.8.1/socket.io.esm.min.js', 'socket.io.esm.min.js'],
  ['cdn.socket.io/3.1.3/socket.io.msgpack.min.js', 'socket.io.msgpack.min.js'],
  ['cdn.socket.io/socket.io-1.2.0.js', 'socket.io.js'],
  ['cdn.socket.io/socket.io-1.7.4.min.js', 'socket.io.min.js'],
  ['cdnjs.cloudflare.com/ajax/libs/socket.io/2.4.0/socket.io.slim.js', 'socket.io.min.js'],
  ['cdn.jsdelivr.net/npm/socket.io-client@latest', 'socket.io.min.js'],
  ['unpkg.com/socket.io-client@4/dist/socket.io.js', 'socket.io.js'],
  ['unpkg.com/socket.io-client@%5E4/dist/socket.io.js', 'socket.io.js'],
  ['cdn.jsdelivr.net/npm/socket.io-client@4.8.1/+esm', 'socket.io.esm.min.js'],
  ['esm.sh/socket.io-client@4', 'socket.io.esm.min.js'],
  ['cdn.skypack.dev/socket.io-client', 'socket.io.esm.min.js'],
])('%s is %s', (address, expected) => {
  expect(name(address)).toBe(expected)
})

test.each([
  'cdn.socket.io/4.8.1/package.json',
  'cdn.socket.io/../../package.js',
  'cdn.jsdelivr.net/npm/vue@3/dist/vue.js',
  'cdn.jsdelivr.net/npm/socket.io-client-extra/dist/socket.io.js',
  'cdnjs.cloudflare.com/ajax/libs/jquery/3.0.0/jquery.js',
  'example.com/socket.io.js',
  'unpkg.com/socket.io-client@4/../vue/dist/vue.js',
])('%s is none of it', (address) => {
  expect(name(address)).toBeUndefined()
})
