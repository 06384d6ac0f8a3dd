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
  // Runs once for each client that joins.
  // `socket` is the line to that very client:
  // nothing is sent on it yet.
})

http.listen(8080)
