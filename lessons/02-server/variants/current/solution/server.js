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
  socket.emit('welcome', { text: 'Hello', id: socket.id })

  socket.on('message', (data) => {
    console.log(data)
  })
})

http.listen(8080)
