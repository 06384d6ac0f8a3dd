import type { Socket } from 'socket.io-client'
import type { FromClient, ToClient } from './events.ts'

// A socket that knows the events: what it hears first, what it says second.
type Line = Socket<ToClient, FromClient>

const socket: Line = io()

socket.on('welcome', (data) => {
  document.querySelector('#text')!.textContent = data.text
})

socket.on('message', (data) => {
  const item = document.createElement('li')
  item.textContent = data.text
  document.querySelector('#log')!.append(item)
})

document.querySelector('form')!.addEventListener('submit', (event) => {
  event.preventDefault()
  const input = document.querySelector('input')!
  socket.emit('message', { text: input.value })
  input.value = ''
})
