var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.on('message', function (data) {
    // Only the one who spoke hears this.
    socket.emit('message', { text: data.text });
  });
});

http.listen(8080);
