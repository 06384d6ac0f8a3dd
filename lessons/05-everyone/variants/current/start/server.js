import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

const app = express()
const http = createServer(app)
const io = new Server(http)

const result = { tea: 0, coffee: 0 }

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  socket.emit('result', result)

  socket.on('vote', (data) => {
    result[data.choice] += 1
    // Only the one who voted sees the new result.
    socket.emit('result', result)
  })
})

http.listen(8080)
