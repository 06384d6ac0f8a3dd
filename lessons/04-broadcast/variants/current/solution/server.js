import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

const app = express()
const http = createServer(app)
const io = new Server(http)

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
