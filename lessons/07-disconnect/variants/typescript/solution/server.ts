import { createServer } from 'node:http'
import express from 'express'
import { Server, type DisconnectReason } from 'socket.io'

interface FromClient {
  nickname: (name: string) => void
  message: (data: { text: string }) => void
  join: (room: string) => void
  quit: () => void
}

interface ToClient {
  message: (data: { from: string; text: string }) => void
  left: (data: { nickname: string; reason: DisconnectReason }) => void
  'left-room': (data: { room: string; nickname: string }) => void
}

// What `socket.data` holds.
interface SocketData {
  nickname: string
}

const app = express()
const http = createServer(app)
// A ping every half second, and 0.7 seconds to answer it. In production leave both out: see the text.
const io = new Server<FromClient, ToClient, Record<string, never>, SocketData>(http, {
  pingInterval: 500,
  pingTimeout: 700,
})

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  socket.data.nickname = 'anonymous'

  socket.on('nickname', (name) => {
    socket.data.nickname = name
  })

  socket.on('message', (data) => {
    io.emit('message', { from: socket.data.nickname, text: data.text })
  })

  // A room is a name that the server keeps a list of sockets under.
  socket.on('join', (room) => {
    socket.join(room)
  })

  socket.on('quit', () => {
    socket.disconnect(true)
  })

  socket.on('disconnecting', () => {
    for (const room of socket.rooms) {
      if (room === socket.id) continue
      socket.to(room).emit('left-room', { room, nickname: socket.data.nickname })
    }
  })

  socket.on('disconnect', (reason) => {
    io.emit('left', { nickname: socket.data.nickname, reason })
  })
})

http.listen(8080)
