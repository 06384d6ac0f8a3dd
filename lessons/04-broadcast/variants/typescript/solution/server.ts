import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

interface FromClient {
  message: (data: { text: string }) => void
}

interface ToClient {
  message: (data: { from?: string; text: string }) => void
  joined: (data: { id: string }) => void
  sent: (data: { text: string }) => void
}

const app = express()
const http = createServer(app)
const io = new Server<FromClient, ToClient>(http)

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  socket.broadcast.emit('joined', { id: socket.id })

  socket.on('message', (data) => {
    socket.broadcast.emit('message', { from: socket.id, text: data.text })
    socket.emit('sent', { text: data.text })
  })
})

http.listen(8080)
