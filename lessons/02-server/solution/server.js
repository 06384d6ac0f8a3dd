var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.emit('welcome', { text: 'Hello', id: socket.id });

  socket.on('message', function (data) {
    console.log(data);
  });
});

http.listen(8080);
