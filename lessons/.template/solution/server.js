const app = require('express')();
const http = require('http').Server(app);
const io = new (require('socket.io').Server)(http);

app.get('/', (req, res) => {
  res.sendFile(__dirname + '/index.html');
});

io.on('connection', (socket) => {
  socket.on('question', (data) => {
    socket.emit('answer', { text: 'Because', question: data.text });
  });
});

http.listen(8080);
