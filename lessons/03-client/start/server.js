var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

var visitors = 0;

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  visitors += 1;
  socket.emit('welcome', { text: 'You are visitor number ' + visitors });

  // What one says is passed on to everyone.
  socket.on('message', function (data) {
    io.sockets.emit('message', { text: data.text });
  });
});

http.listen(8080);
