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
  socket.on('message', (data) => {
    // Only the one who spoke hears this.
    socket.emit('message', { text: data.text })
  })
})

http.listen(8080)
