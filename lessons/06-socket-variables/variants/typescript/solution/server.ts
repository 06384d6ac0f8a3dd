import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

interface FromClient {
  nickname: (name: string) => void
  message: (data: { text: string }) => void
  who: (answer: (names: string[]) => void) => void
}

interface ToClient {
  message: (data: { from: string; text: string }) => void
}

// What `socket.data` may hold.
interface SocketData {
  nickname?: string
}

const app = express()
const http = createServer(app)
const io = new Server<FromClient, ToClient, Record<string, never>, SocketData>(http)

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  socket.on('nickname', (name) => {
    socket.data.nickname = name
  })

  socket.on('message', (data) => {
    io.emit('message', { from: socket.data.nickname ?? 'anonymous', text: data.text })
  })

  socket.on('who', async (answer) => {
    const sockets = await io.fetchSockets()
    answer(sockets.map((each) => each.data.nickname ?? 'anonymous'))
  })
})

http.listen(8080)
