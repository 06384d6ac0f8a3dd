var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.broadcast.emit('joined', { id: socket.id });

  socket.on('message', function (data) {
    socket.broadcast.emit('message', { from: socket.id, text: data.text });
    socket.emit('sent', { text: data.text });
  });
});

http.listen(8080);
